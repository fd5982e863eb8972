import { and, asc, desc, eq, inArray, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "#db/connection.ts";
import { accounts, caseJoins, cases, dataKeys, matchProposals, parties } from "#db/schema/index.ts";

const other = alias(cases, "other_case");

const proposals = (tx: Tx) =>
  tx
    .select({ proposal: matchProposals, one: cases, other, decidedBy: accounts.displayName })
    .from(matchProposals)
    .innerJoin(cases, eq(cases.id, matchProposals.caseId))
    .innerJoin(other, eq(other.id, matchProposals.otherCaseId))
    .leftJoin(accounts, eq(accounts.id, matchProposals.decidedBy));
export type StoredProposal = Awaited<ReturnType<typeof proposals>>[number];

/** Pairs that a case belongs to and that wait for a decision or were kept apart; only those whose both cases the reader reads. */
export const proposalsOf = (tx: Tx, caseId: string) =>
  proposals(tx)
    .where(
      and(
        or(eq(matchProposals.caseId, caseId), eq(matchProposals.otherCaseId, caseId)),
        inArray(matchProposals.state, ["open", "apart"]),
      ),
    )
    .orderBy(desc(matchProposals.state), desc(matchProposals.weight))
    .limit(50);

/** Most pairs on the list of a desk. */
export const mostListed = 100;

/** Pairs that the reader can decide, the likeliest first. */
export const openProposals = (tx: Tx) =>
  proposals(tx)
    .where(eq(matchProposals.state, "open"))
    .orderBy(desc(matchProposals.weight), asc(matchProposals.proposedAt))
    .limit(mostListed);

/** Joins of a case that stand or are under way, under either of its numbers, the newest first. */
export const joinsOf = (tx: Tx, caseId: string) =>
  tx
    .select({ join: caseJoins, into: cases, from: other, decidedBy: accounts.displayName })
    .from(caseJoins)
    .innerJoin(cases, eq(cases.id, caseJoins.caseId))
    .innerJoin(other, eq(other.id, caseJoins.fromCaseId))
    .leftJoin(accounts, eq(accounts.id, caseJoins.decidedBy))
    .where(
      and(
        or(eq(caseJoins.caseId, caseId), eq(caseJoins.fromCaseId, caseId)),
        inArray(caseJoins.state, ["asked", "joined", "undo_asked"]),
      ),
    )
    .orderBy(desc(caseJoins.askedAt));
export type StoredJoin = Awaited<ReturnType<typeof joinsOf>>[number];

/** A case whose contents the reader reads, by its number; null for one that is absent or hidden. */
export async function readMatches(tx: Tx, number: string) {
  const [matter] = await tx.select().from(cases).where(eq(cases.number, number));
  if (matter === undefined) return null;
  const [stored, joins] = await Promise.all([proposalsOf(tx, matter.id), joinsOf(tx, matter.id)]);
  return { matter, stored, joins };
}

/** One pair by its id, from the side of a case; null where the reader does not read both. */
export async function readProposal(tx: Tx, number: string, id: string): Promise<StoredProposal | null> {
  const [found] = await proposals(tx)
    .where(and(eq(matchProposals.id, id), or(eq(cases.number, number), eq(other.number, number))))
    .limit(1);
  return found ?? null;
}

/** The two children of a pair with the people of the same reports, still sealed, and the keys of both cases. */
export async function readSealedPair(tx: Tx, { proposal }: StoredProposal) {
  const ids = [proposal.partyId, proposal.otherPartyId].filter((id) => id !== null);
  if (ids.length === 0) return { people: [], keys: [] };
  const both = [proposal.caseId, proposal.otherCaseId];
  const reportIds = tx.select({ id: parties.reportId }).from(parties).where(inArray(parties.id, ids));
  const [people, keys] = await Promise.all([
    tx
      .select()
      .from(parties)
      .where(and(inArray(parties.caseId, both), inArray(parties.reportId, reportIds))),
    tx.select().from(dataKeys).where(inArray(dataKeys.caseId, both)),
  ]);
  return { people, keys };
}
export type SealedPair = Awaited<ReturnType<typeof readSealedPair>>;
