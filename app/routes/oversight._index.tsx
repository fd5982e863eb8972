import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAccount } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { OversightPage } from "#app/emergency/oversight-page.tsx";
import { emergencyView } from "#app/emergency/oversight-view.ts";
import { readEmergencies } from "#app/emergency/queries.ts";
import { installationKey } from "#app/keys/installation-key.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.emergency.oversight.heading);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await requireAccount(request, context, ["auditor", "officer", "lead"]);
  const { portal, locale } = context;
  const { actor } = signedIn;
  const now = new Date();
  const found = await asActor(portal.db, actor, async (tx) => ({
    ...(await readEmergencies(tx)),
    oversight: await installationKey(tx, portal, "oversight"),
  }));
  const view = (stored: (typeof found.waiting)[number]) =>
    emergencyView({ portal, locale }, stored, found.oversight, now);
  return {
    staff: staffOf(signedIn, portal, locale),
    waiting: found.waiting.map(view),
    reviewed: found.reviewed.map(view),
    mayReview: actor.kind === "auditor",
    done: new URL(request.url).searchParams.has("done"),
  };
}

export default function Oversight() {
  return <OversightPage {...useLoaderData<typeof loader>()} />;
}
