import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAccount } from "#app/accounts/guard.ts";
import { readInstallation } from "#app/accounts/installation.ts";
import { InstallationOverview } from "#app/accounts/installation-page.tsx";
import { installationView } from "#app/accounts/installation-view.ts";
import { homeOf } from "#app/accounts/rules.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { OverviewFigures } from "#app/triage/overview-figures.tsx";
import { OverviewFrame } from "#app/triage/overview-frame.tsx";
import { readFigures } from "#app/triage/overview-view.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.triage.overview.title);

/** Where everybody begins who works no case. Each role sees what is its own, and no identity. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await requireAccount(request, context);
  const { portal, locale } = context;
  const { actor } = signedIn;
  if (homeOf(actor.kind) !== "/overview") throw redirect(homeOf(actor.kind), 303);
  const staff = staffOf(signedIn, portal, locale);
  return asActor(portal.db, actor, async (tx) => {
    if (actor.kind === "coordinator") {
      return { staff, figures: await readFigures(tx, portal, locale, actor, new Date()), installation: null };
    }
    if (actor.kind === "admin") {
      const installation = installationView(portal, locale, await readInstallation(tx, new Date()));
      return { staff, figures: null, installation };
    }
    return { staff, figures: null, installation: null };
  });
}

export default function Overview() {
  const { staff, figures, installation } = useLoaderData<typeof loader>();
  return (
    <OverviewFrame staff={staff} objections={figures?.objections ?? 0}>
      {figures === null ? null : <OverviewFigures figures={figures} />}
      {installation === null ? null : <InstallationOverview view={installation} />}
    </OverviewFrame>
  );
}
