import { and, eq, isNull, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import { addToTimeline } from "#app/joint-work/worked-case.ts";
import { installationKey } from "#app/keys/installation-key.ts";
import { type Place, seal } from "#app/platform/crypto.ts";
import { announce } from "#app/platform/live.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { assignments, type CaseEventKind, outbox, recusals } from "#db/schema/index.ts";
import { type OwnDesk, readOwnDesk } from "./queries.ts";
import { checkOfficer, checkReasonCode, checkSuccessor, checkWords, deskColleagues } from "./rules.ts";

/** Where the words of a recusal are sealed, under the installation's oversight key. */
export const recusalPlace = (id: string): Place => ({ table: "recusals", column: "sealed_reason", row: id });

type Found = "done" | "absent";

/**
 * 回避. An officer steps out of a case, or a lead keeps one of the desk out; the work goes to a colleague or to the
 * whole desk in the same step, and from its end on the case is absent for whoever stepped out. Where nobody is left at
 * the desk, those who can help are told. Who must step out is a policy value of the city. Throws `RecusalRefusal`.
 */
export async function recuse(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: {
    readonly caseNumber: string;
    /** Whom: the actor, or for a lead a colleague. */
    readonly officerId: string;
    readonly reason: string;
    readonly words: string;
    /** A colleague's id, or `wholeDesk`. */
    readonly successor: string;
  },
  now: Date,
): Promise<Found> {
  // A form sent twice waits here, and then finds the first one done.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`recusal ${input.caseNumber}`}, 0))`);
  const desk = await readOwnDesk(tx, actor, input.caseNumber);
  if (desk === null) return "absent";
  const { matter, assignment, recused } = desk;
  const district = assignment?.district ?? matter.district;
  const colleagues = deskColleagues(desk.people, district, recused);
  const officerId = checkOfficer(actor, input.officerId, colleagues, recused);
  const reason = checkReasonCode(input.reason);
  const words = checkWords(input.words);
  const holdsIt = assignment !== null && assignment.closedAt === null && assignment.officerId === officerId;
  const successorId = checkSuccessor(input.successor, officerId, holdsIt ? officerId : null, colleagues);

  const id = newId();
  const place = { caseId: matter.id, actor, district, now };
  await putOnTimeline(tx, place, "officer_recused");
  if (holdsIt) {
    await handOn(tx, assignment.id, successorId);
    await putOnTimeline(tx, place, "officer_changed");
  }
  if (!colleagues.some((one) => one.id !== officerId)) {
    await tx.insert(outbox).values({
      id: newId(),
      kind: "tell-people",
      payload: { v: 1, about: "officer_recused", subjectId: id },
    });
  }
  await tellDesk(tx, desk);
  // Last of all rows: with it the case is gone for whoever stepped out, this transaction included.
  await tx.insert(recusals).values({
    id,
    caseId: matter.id,
    accountId: officerId,
    department: actor.department,
    reason,
    sealedReason: seal(await installationKey(tx, portal, "oversight"), recusalPlace(id), words),
    recordedBy: actor.accountId,
    recordedAt: now,
    successorId,
  });
  await recordDeed(tx, {
    action: "officer_recused",
    caseId: matter.id,
    caseNumber: matter.number,
    subjectId: id,
    reason,
    details: { officer: officerId, successor: successorId },
  });
  return "done";
}

/** A lead lets an officer back in. The work stays with whoever has it now. */
export async function endRecusal(
  tx: Tx,
  actor: Officer,
  input: { readonly caseNumber: string; readonly recusalId: string },
  now: Date,
): Promise<Found> {
  const desk = await readOwnDesk(tx, actor, input.caseNumber);
  if (desk === null || actor.kind !== "lead") return "absent";
  const [ended] = await tx
    .update(recusals)
    .set({ endedAt: now, endedBy: actor.accountId })
    .where(and(eq(recusals.id, input.recusalId), eq(recusals.caseId, desk.matter.id), isNull(recusals.endedAt)))
    .returning({ accountId: recusals.accountId });
  if (ended === undefined) return "absent";
  await tellDesk(tx, desk);
  await recordDeed(tx, {
    action: "recusal_ended",
    caseId: desk.matter.id,
    caseNumber: desk.matter.number,
    subjectId: input.recusalId,
    details: { officer: ended.accountId },
  });
  return "done";
}

/** A move that was based on the former officer is told what changed. */
const handOn = (tx: Tx, assignmentId: string, successorId: string | null) =>
  tx
    .update(assignments)
    .set({ officerId: successorId, version: sql`${assignments.version} + 1` })
    .where(eq(assignments.id, assignmentId));

interface OnCase {
  readonly caseId: string;
  readonly actor: Officer;
  readonly district: string;
  readonly now: Date;
}

const putOnTimeline = (tx: Tx, { caseId, actor, district, now }: OnCase, kind: CaseEventKind) =>
  addToTimeline(tx, actor, { id: caseId, district }, kind, now);

async function tellDesk(tx: Tx, { assignment }: OwnDesk): Promise<void> {
  if (assignment === null) return;
  await announce(tx, "assignment_changed", [assignment]);
}
