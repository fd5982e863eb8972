import { and, eq, inArray, or } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type { Tx } from "#db/connection.ts";
import { matchProposals, outbox } from "#db/schema/index.ts";
import { type FoundCase, keptApart } from "./finding.ts";

/** The row of a pair of cases, whichever of them is named first. */
const ofPair = (one: string, other: string) =>
  or(
    and(eq(matchProposals.caseId, one), eq(matchProposals.otherCaseId, other)),
    and(eq(matchProposals.caseId, other), eq(matchProposals.otherCaseId, one)),
  );

/** Shows officers the cases that may be the same child's, and promises word to those who can decide. A pair is proposed once. */
export async function proposeMatches(
  tx: Tx,
  caseId: string,
  edition: string,
  found: readonly FoundCase[],
  now: Date,
): Promise<number> {
  const apart = await keptApart(tx, caseId);
  const others = found.filter((one) => one.caseId !== caseId && !apart.has(one.caseId));
  if (others.length === 0) return 0;
  const proposed = await tx
    .insert(matchProposals)
    .values(
      others.map(({ caseId: otherCaseId, partyId, otherPartyId, weight, findings }) => ({
        id: newId(),
        caseId,
        otherCaseId,
        partyId,
        otherPartyId,
        state: "open" as const,
        weight,
        findings: { ...findings },
        edition,
        proposedAt: now,
      })),
    )
    .onConflictDoNothing()
    .returning({ id: matchProposals.id });
  if (proposed.length === 0) return 0;
  await tx.insert(outbox).values(
    proposed.map(({ id }) => ({
      id: newId(),
      kind: "tell-people",
      payload: { v: 1, about: "match_proposed", subjectId: id },
    })),
  );
  return proposed.length;
}

/**
 * What was proposed of a case that was joined to another is asked of that one from now on, unless they were kept apart
 * or the pair was proposed already. Returns the proposals that lapsed by it.
 */
export async function carryProposals(tx: Tx, from: string, into: string): Promise<string[]> {
  const lapsed = await tx
    .update(matchProposals)
    .set({ state: "lapsed" })
    .where(
      and(eq(matchProposals.state, "open"), or(eq(matchProposals.caseId, from), eq(matchProposals.otherCaseId, from))),
    )
    .returning();
  const apart = await keptApart(tx, into);
  const carried = lapsed
    .map((proposal) => ({ ...proposal, other: proposal.caseId === from ? proposal.otherCaseId : proposal.caseId }))
    .filter(({ other }) => other !== into && !apart.has(other))
    .map(({ other, ...proposal }) => ({
      ...proposal,
      id: newId(),
      state: "open" as const,
      caseId: into,
      otherCaseId: other,
    }));
  if (carried.length > 0) await tx.insert(matchProposals).values(carried).onConflictDoNothing();
  return lapsed.map(({ id }) => id);
}

/** Asks again what a join had made pointless. */
export async function reviveProposals(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(matchProposals)
    .set({ state: "open" })
    .where(and(inArray(matchProposals.id, [...ids]), eq(matchProposals.state, "lapsed")));
}

/** Remembers that two cases are not one child's, whether or not that had been proposed. */
export async function rememberApart(
  tx: Tx,
  pair: { readonly caseId: string; readonly otherCaseId: string; readonly edition: string },
  by: { readonly accountId: string | null; readonly department: string | null },
  now: Date,
): Promise<void> {
  const decided = {
    state: "apart" as const,
    reason: "wrongly_joined" as const,
    decidedBy: by.accountId,
    department: by.department,
    decidedAt: now,
  };
  const known = await tx
    .update(matchProposals)
    .set(decided)
    .where(ofPair(pair.caseId, pair.otherCaseId))
    .returning({ id: matchProposals.id });
  if (known.length > 0) return;
  await tx
    .insert(matchProposals)
    .values({ ...pair, ...decided, id: newId(), weight: 0, findings: {}, proposedAt: now });
}
