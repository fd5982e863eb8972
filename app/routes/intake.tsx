import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireOfficer } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { IntakePage } from "#app/intake/intake-page.tsx";
import { ownIntakes } from "#app/intake/queries.ts";
import { startIntake } from "#app/intake/starting.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.intake.title);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const own = await asActor(portal.db, signedIn.actor, (tx) => ownIntakes(tx, signedIn.actor));
  return { staff: staffOf(signedIn, portal, locale), own };
}

export function action({ request, context }: ActionFunctionArgs) {
  return startIntake(context, request);
}

export default function Intake() {
  return <IntakePage {...useLoaderData<typeof loader>()} refused={useActionData<typeof action>() ?? null} />;
}
