import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireOfficer } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { MatchesDesk } from "#app/matching/desk-page.tsx";
import { proposalView } from "#app/matching/match-view.ts";
import { mostListed, openProposals } from "#app/matching/queries.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.matching.list.heading);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const stored = await asActor(portal.db, signedIn.actor, (tx) => openProposals(tx));
  const reader = { portal, locale, signedIn };
  return {
    staff: staffOf(signedIn, portal, locale),
    proposals: stored.map((proposal) => proposalView(reader, proposal, proposal.one.number)),
    most: mostListed,
  };
}

export default function Matches() {
  return <MatchesDesk {...useLoaderData<typeof loader>()} />;
}
