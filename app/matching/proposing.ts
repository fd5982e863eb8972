import { and, eq, inArray, or } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type { Tx } from "#db/connection.ts";
import { matchProposals, outbox, parties } from "#db/schema/index.ts";
import { type FoundCase, keptApart } from "./finding.ts";

type Proposal = typeof matchProposals.$inferSelect;

/** The row of a pair of cases, whichever of them is named first. */
const ofPair = (one: string, other: string) =>
  or(
    and(eq(matchProposals.caseId, one), eq(matchProposals.otherCaseId, other)),
    and(eq(matchProposals.caseId, other), eq(matchProposals.otherCaseId, one)),
  );

/**
 * Shows officers the cases that may be the same child's, and promises word to those who can decide, unless nobody is to be
 * told by letter. A pair is proposed once. Returns how many are new.
 */
export async function proposeMatches(
  tx: Tx,
  caseId: string,
  edition: string,
  found: readonly FoundCase[],
  now: Date,
  told: "deciders" | "nobody" = "deciders",
): Promise<number> {
  const apart = await keptApart(tx, caseId);
  const others = found.filter((one) => one.caseId !== caseId && !apart.has(one.caseId));
  if (others.length === 0) return 0;
  const proposed = await ask(
    tx,
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
      decidedBy: null,
      department: null,
      decidedAt: null,
      reason: null,
    })),
  );
  if (proposed.length === 0 || told === "nobody") return proposed.length;
  await tx.insert(outbox).values(
    proposed.map((subjectId) => ({
      id: newId(),
      kind: "tell-people",
      payload: { v: 1, about: "match_proposed", subjectId },
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
  await askOf(tx, lapsed, from, into);
  return lapsed.map(({ id }) => id);
}

/**
 * What was asked of a case because of a child whose reports went back to another is asked of that one, when the join that
 * had brought them is undone.
 */
export async function returnProposals(tx: Tx, from: string, to: string): Promise<void> {
  const children = tx.select({ id: parties.id }).from(parties).where(eq(parties.caseId, to));
  const lapsed = await tx
    .update(matchProposals)
    .set({ state: "lapsed" })
    .where(
      and(
        eq(matchProposals.state, "open"),
        or(
          and(eq(matchProposals.caseId, from), inArray(matchProposals.partyId, children)),
          and(eq(matchProposals.otherCaseId, from), inArray(matchProposals.otherPartyId, children)),
        ),
      ),
    )
    .returning();
  await askOf(tx, lapsed, from, to);
}

/** The same pairs with another case in place of one of the two. */
async function askOf(tx: Tx, pairs: readonly Proposal[], from: string, to: string): Promise<void> {
  const apart = await keptApart(tx, to);
  const carried = pairs
    .map((pair) => ({
      ...pair,
      id: newId(),
      state: "open" as const,
      caseId: pair.caseId === from ? to : pair.caseId,
      otherCaseId: pair.otherCaseId === from ? to : pair.otherCaseId,
    }))
    .filter(({ caseId, otherCaseId }) => caseId !== otherCaseId && !apart.has(caseId === to ? otherCaseId : caseId));
  await ask(tx, carried);
}

/** Puts pairs to those who decide; a pair has one row, so one that had lapsed is asked again. Returns what is new. */
async function ask(tx: Tx, pairs: readonly Proposal[]): Promise<readonly string[]> {
  const asked: string[] = [];
  for (const { id, ...pair } of pairs) {
    const again = await tx
      .update(matchProposals)
      .set(pair)
      .where(and(ofPair(pair.caseId, pair.otherCaseId), eq(matchProposals.state, "lapsed")))
      .returning({ id: matchProposals.id });
    const made =
      again.length > 0
        ? again
        : await tx
            .insert(matchProposals)
            .values({ id, ...pair })
            .onConflictDoNothing()
            .returning({ id: matchProposals.id });
    asked.push(...made.map((one) => one.id));
  }
  return asked;
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
