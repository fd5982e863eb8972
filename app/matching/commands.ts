import { and, eq, inArray } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { apartReasons, caseEvents, caseJoins, cases, matchProposals, outbox } from "#db/schema/index.ts";
import { MatchRefusal, remaining } from "./rules.ts";
import { hasOpenObjection } from "./undoing.ts";

type Case = typeof cases.$inferSelect;
interface Pair {
  readonly proposal: typeof matchProposals.$inferSelect;
  readonly one: Case;
  readonly other: Case;
}

/** What somebody who may not is told: nothing was found. */
type Found = "done" | "absent";

/** A proposal and its two cases, as the reader sees them; null where one of the three is hidden. Case numbers are compared by the page. */
export async function readPair(tx: Tx, caseNumber: string, proposalId: string): Promise<Pair | null> {
  const [proposal] = await tx.select().from(matchProposals).where(eq(matchProposals.id, proposalId));
  if (proposal === undefined) return null;
  const both = await tx
    .select()
    .from(cases)
    .where(inArray(cases.id, [proposal.caseId, proposal.otherCaseId]));
  const one = both.find(({ number }) => number === caseNumber);
  const other = both.find(({ number }) => number !== caseNumber);
  return one === undefined || other === undefined ? null : { proposal, one, other };
}

/**
 * Decides that two cases are one child's. The older case remains; a job moves everything and tells the desks. Whoever
 * does not read both cases finds nothing here. Throws `MatchRefusal`.
 */
export async function decideJoin(
  tx: Tx,
  actor: Officer,
  input: { readonly caseNumber: string; readonly proposalId: string },
  now: Date,
): Promise<Found> {
  const pair = await readPair(tx, input.caseNumber, input.proposalId);
  if (pair === null) return "absent";
  const { proposal, one, other } = pair;
  if (one.state === "sealed" || other.state === "sealed" || one.joinedIntoId !== null || other.joinedIntoId !== null) {
    throw new MatchRefusal("case_changed");
  }
  await decide(tx, actor, proposal.id, "open", { state: "joined", reason: null }, now);
  const [into, from] = remaining(one, other);
  const joinId = newId();
  const asked = await tx
    .insert(caseJoins)
    .values({
      id: joinId,
      caseId: into.id,
      fromCaseId: from.id,
      automatic: false,
      state: "asked",
      askedAt: now,
      decidedBy: actor.accountId,
      department: actor.department,
    })
    .onConflictDoNothing()
    .returning({ id: caseJoins.id });
  if (asked.length === 0) throw new MatchRefusal("case_changed");
  await promise(tx, "join-cases", joinId);
  await recordDeed(tx, {
    action: "join_decided",
    caseId: into.id,
    caseNumber: into.number,
    subjectId: joinId,
    details: { from: from.number },
  });
  return "done";
}

/** Decides that two cases are not one child's: remembered, and not proposed again. Throws `MatchRefusal`. */
export async function keepApart(
  tx: Tx,
  actor: Officer,
  input: { readonly caseNumber: string; readonly proposalId: string; readonly reason: string },
  now: Date,
): Promise<Found> {
  const pair = await readPair(tx, input.caseNumber, input.proposalId);
  if (pair === null) return "absent";
  const reason = apartReasons.find((code) => code === input.reason && code !== "wrongly_joined");
  if (reason === undefined) throw new MatchRefusal("reason_missing");
  const { proposal, one, other } = pair;
  await decide(tx, actor, proposal.id, "open", { state: "apart", reason }, now);
  await tx.insert(caseEvents).values(
    [
      { matter: one, number: other.number },
      { matter: other, number: one.number },
    ].map(({ matter, number }) => ({
      id: newId(),
      caseId: matter.id,
      kind: "kept_apart" as const,
      at: now,
      accountId: actor.accountId,
      department: actor.department,
      district: matter.district,
      details: { number },
    })),
  );
  await recordDeed(tx, {
    action: "kept_apart",
    caseId: one.id,
    caseNumber: one.number,
    subjectId: proposal.id,
    reason,
    details: { other: other.number },
  });
  return "done";
}

/** Takes back that two cases are not one child's: the pair waits for a decision again. Throws `MatchRefusal`. */
export async function askAgain(
  tx: Tx,
  actor: Officer,
  input: { readonly caseNumber: string; readonly proposalId: string },
  now: Date,
): Promise<Found> {
  const pair = await readPair(tx, input.caseNumber, input.proposalId);
  if (pair === null) return "absent";
  const { proposal, one, other } = pair;
  await decide(tx, actor, proposal.id, "apart", { state: "open", reason: null }, now);
  await recordDeed(tx, {
    action: "apart_withdrawn",
    caseId: one.id,
    caseNumber: one.number,
    subjectId: proposal.id,
    details: { other: other.number },
  });
  return "done";
}

/** Whoever decides second is told that somebody was first. */
async function decide(
  tx: Tx,
  actor: Officer,
  proposalId: string,
  from: "open" | "apart",
  to: Pick<typeof matchProposals.$inferSelect, "state" | "reason">,
  now: Date,
): Promise<void> {
  const decided = await tx
    .update(matchProposals)
    .set({ ...to, decidedBy: actor.accountId, department: actor.department, decidedAt: now })
    .where(and(eq(matchProposals.id, proposalId), eq(matchProposals.state, from)))
    .returning({ id: matchProposals.id });
  if (decided.length === 0) throw new MatchRefusal("decided_already");
}

/**
 * Asks to undo a join, whoever decided it, also one that came about by itself. A job brings everything back. Throws
 * `MatchRefusal` where the joined case was joined on, or an objection waits to be decided.
 */
export async function decideUndo(
  tx: Tx,
  actor: Officer,
  input: { readonly caseNumber: string; readonly joinId: string },
  now: Date,
): Promise<Found> {
  const [found] = await tx
    .select({ join: caseJoins, into: cases })
    .from(caseJoins)
    .innerJoin(cases, eq(cases.id, caseJoins.caseId))
    .where(and(eq(caseJoins.id, input.joinId), eq(cases.number, input.caseNumber)));
  if (found === undefined) return "absent";
  const { join, into } = found;
  if (into.joinedIntoId !== null || into.state === "sealed") throw new MatchRefusal("joined_on");
  if (await hasOpenObjection(tx, join)) throw new MatchRefusal("objection_open");
  const asked = await tx
    .update(caseJoins)
    .set({ state: "undo_asked", undoAskedAt: now, undoBy: actor.accountId, undoDepartment: actor.department })
    .where(and(eq(caseJoins.id, join.id), eq(caseJoins.state, "joined")))
    .returning({ id: caseJoins.id });
  if (asked.length === 0) throw new MatchRefusal("decided_already");
  await promise(tx, "undo-join", join.id);
  await recordDeed(tx, {
    action: "join_undo_decided",
    caseId: into.id,
    caseNumber: into.number,
    subjectId: join.id,
  });
  return "done";
}

async function promise(tx: Tx, kind: "join-cases" | "undo-join", joinId: string): Promise<void> {
  await tx.insert(outbox).values({ id: newId(), kind, payload: { v: 1, joinId } });
}
