import { and, eq, isNull } from "drizzle-orm";
import type { Portal } from "#app/platform/portal.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { type CaseEventKind, deliveries } from "#db/schema/index.ts";
import { closeWhenDone, lockCaseOf, refuseWhileUnderWay } from "./case-state.ts";
import { keepMovement, sealMovement } from "./movements.ts";
import {
  type Assignment,
  districtsOf,
  happened,
  lockOwn,
  type OnAssignment,
  record,
  saveMove,
  tellDesks,
} from "./own-assignment.ts";
import { checkReason, checkTarget, type Move, nextState, Refusal, sendsOnce } from "./rules.ts";
import { sendOn } from "./sending-on.ts";

/** 签收. Answers for the report from now on; the acceptance clock stops, and the reporter sees it. */
export async function acceptAssignment(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: OnAssignment,
  now: Date,
): Promise<void> {
  const accepted = { acceptedAt: now, acceptedBy: actor.accountId, officerId: actor.accountId };
  const assignment = await advance(tx, portal, actor, input, now, "accept", "assignment_accepted", accepted);
  await acknowledge(tx, assignment.id, now);
}

/** Work has begun. */
export async function startWork(tx: Tx, portal: Portal, actor: Officer, input: OnAssignment, now: Date): Promise<void> {
  await advance(tx, portal, actor, input, now, "start", "assignment_started", {});
}

/** 办结 of one department's work. The case goes on as long as another department holds work, and closes with the last. */
export async function closeAssignment(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: OnAssignment,
  now: Date,
): Promise<void> {
  await lockCaseOf(tx, input.assignmentId);
  const assignment = await advance(tx, portal, actor, input, now, "close", "assignment_closed", { closedAt: now });
  await refuseWhileUnderWay(tx, assignment);
  await closeWhenDone(tx, actor, assignment, now);
}

/** One move on the officer's own assignment, with what follows from every one: timeline, clocks, open pages. */
async function advance(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: OnAssignment,
  now: Date,
  move: Move,
  event: CaseEventKind,
  also: Parameters<typeof saveMove>[4],
): Promise<Assignment> {
  const assignment = await lockOwn(tx, actor, input);
  await saveMove(tx, actor, assignment, move, also);
  await record(tx, actor, assignment, event, now);
  await happened(tx, portal, assignment, event, now);
  await tellDesks(tx, assignment);
  return assignment;
}

/** A further report on work already accepted has been read: its reporter sees that too. */
export async function acknowledgeReport(
  tx: Tx,
  _portal: Portal,
  actor: Officer,
  input: OnAssignment,
  now: Date,
): Promise<void> {
  const assignment = await lockOwn(tx, actor, input);
  if (assignment.state === "new") throw new Refusal("wrong_state");
  await acknowledge(tx, assignment.id, now);
  await record(tx, actor, assignment, "report_acknowledged", now);
  await tellDesks(tx, assignment);
}

/** 移送 to another district or department. The clocks go with the work; the sender keeps reading, no longer acting. */
export async function transferAssignment(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: OnAssignment & { readonly department: string; readonly district: string; readonly reason: string },
  now: Date,
): Promise<string> {
  const assignment = await lockOwn(tx, actor, input);
  nextState("transfer", assignment.state, actor.kind, null);
  const reason = checkReason(input.reason);
  if (assignment.bounces >= sendsOnce.transfer) throw new Refusal("second_bounce");
  const target = checkTarget(portal.editionOf(assignment.edition), districtsOf(portal), assignment, input);
  const words = await sealMovement(tx, portal, assignment, reason);
  const successorId = await sendOn(tx, portal, actor, assignment, "transfer", target, now, (successorId) =>
    keepMovement(tx, actor, words, { kind: "transfer", from: assignment, to: target, successorId }, now),
  );
  await record(tx, actor, assignment, "assignment_transferred", now, { ...target });
  return successorId;
}

async function acknowledge(tx: Tx, assignmentId: string, now: Date): Promise<void> {
  await tx
    .update(deliveries)
    .set({ acknowledgedAt: now })
    .where(and(eq(deliveries.assignmentId, assignmentId), isNull(deliveries.acknowledgedAt)));
}
