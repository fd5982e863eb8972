import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireOfficer } from "#app/accounts/guard.ts";
import { DuePage } from "#app/due/due-page.tsx";
import { dueView } from "#app/due/due-view.ts";
import { findDue } from "#app/due/queries.ts";
import { endOfWeekFrom } from "#app/due/rules.ts";
import { districtsOf } from "#app/triage/queries.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.due.heading);

/** 本周期限 of the reader's desk. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const { actor } = signedIn;
  const now = new Date();
  const ownOnly = new URL(request.url).searchParams.get("own") === "1";
  const question = { districts: districtsOf(portal.city, actor), until: endOfWeekFrom(now), ownOnly };
  const found = await asActor(portal.db, actor, (tx) => findDue(tx, actor, question));
  return dueView({ portal, locale, signedIn }, found, ownOnly, now);
}

export default function Due() {
  return <DuePage view={useLoaderData<typeof loader>()} />;
}
