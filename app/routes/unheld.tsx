import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAccount } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { UnheldList } from "#app/triage/unheld-list.tsx";
import { readUnheld } from "#app/triage/unheld-view.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.desk.unheld.title);

/** 无人承接, for the coordinator: numbers, desks and moments, no identity. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await requireAccount(request, context, ["coordinator"]);
  const { portal, locale } = context;
  const { actor } = signedIn;
  const now = new Date();
  const unheld = await asActor(portal.db, actor, (tx) => readUnheld(tx, portal, locale, actor, now));
  return { staff: staffOf(signedIn, portal, locale), ...unheld, now };
}

export default function UnheldPage() {
  return <UnheldList {...useLoaderData<typeof loader>()} />;
}
