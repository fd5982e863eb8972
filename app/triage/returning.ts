import { and, eq, gte, inArray } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { carryClocks, startDeliveryClock } from "#app/clocks/commands.ts";
import { copyFor } from "#app/copy/index.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { assignments, clocks } from "#db/schema/index.ts";
import { departmentName } from "#guidelines/tell.ts";
import { lockCaseOf } from "./case-state.ts";
import { keepMovement, sealMovement } from "./movements.ts";
import {
  type Assignment,
  districtsOf,
  lockOwn,
  type OnAssignment,
  record,
  saveMove,
  tellDesks,
} from "./own-assignment.ts";
import { checkJointTarget, checkReason, mayBringIn, mayMove, nextState, Refusal, sendsOnce } from "./rules.ts";
import { bringReports, heldBy, sendOn, tellReceiver } from "./sending-on.ts";

type WithReason = OnAssignment & { readonly reason: string };

/**
 * 退回 to the desk that sent it, with a reason. What the rules or a reviewer sent here is objected to instead, and what
 * has been returned once is moved by the coordinator only.
 */
export async function returnAssignment(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: WithReason,
  now: Date,
): Promise<string> {
  const assignment = await lockOwn(tx, actor, input);
  nextState("return", assignment.state, actor.kind, null);
  const reason = checkReason(input.reason);
  const sender = await senderOf(tx, assignment);
  if (sender === null) throw new Refusal("not_sent_here");
  if (assignment.bounces >= sendsOnce.return) throw new Refusal("second_bounce");
  const to = { department: sender.department, district: sender.district };
  const words = await sealMovement(tx, portal, assignment, reason);
  const successorId = await sendOn(tx, portal, actor, assignment, "return", to, now, (successorId) =>
    keepMovement(tx, actor, words, { kind: "return", from: assignment, to, successorId }, now),
  );
  await record(tx, actor, assignment, "assignment_returned", now, { ...to });
  return successorId;
}

/** The assignment from whose desk this one was sent; null where the rules or a reviewer opened it. */
async function senderOf(tx: Tx, { predecessorId }: Assignment): Promise<Assignment | null> {
  if (predecessorId === null) return null;
  const [sender] = await tx.select().from(assignments).where(eq(assignments.id, predecessorId));
  return sender?.state === "transferred" ? sender : null;
}

/**
 * 撤回 of a transfer made by mistake, as long as nobody there has accepted: the work is back at the desk that sent it, in
 * the state it left in. The mistaken desk no longer reads the case, and the transfer does not count as a bounce.
 */
export async function recallTransfer(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: WithReason,
  now: Date,
): Promise<string> {
  const sent = await lockOwn(tx, actor, input);
  const reason = checkReason(input.reason);
  if (sent.state !== "transferred" || sent.successorId === null) throw new Refusal("wrong_state");
  // Locked as the sender's own move allows: work that was accepted meanwhile is not there to be locked.
  const [away] = await tx.select().from(assignments).where(eq(assignments.id, sent.successorId)).for("update");
  if (away === undefined || away.predecessorId !== sent.id || !mayMove("recall", away.state, actor.kind)) {
    throw new Refusal("not_recallable");
  }
  const words = await sealMovement(tx, portal, sent, reason);
  const back = cameBack(away, sent, actor);
  await saveMove(tx, actor, away, "recall", { successorId: back.id, closedAt: now });
  await tx.insert(assignments).values(back);
  if (back.state !== "new") await cancelAcceptance(tx, portal, away, now);
  await carryClocks(tx, away, back);
  await bringReports(tx, away, back, now);
  await keepMovement(tx, actor, words, { kind: "recall", from: sent, to: away, successorId: back.id }, now);
  await tellDesks(tx, away);
  await tellReceiver(tx, back);
  await record(tx, actor, sent, "transfer_recalled", now, { department: away.department, district: away.district });
  return back.id;
}

/** The work as it was when it left, under an id of its own. What was learned meanwhile about its urgency stays. */
function cameBack(away: Assignment, sent: Assignment, actor: Officer): Assignment {
  return {
    ...away,
    id: newId(),
    department: sent.department,
    district: sent.district,
    state: sent.acceptedAt === null ? "new" : "accepted",
    deliveredAt: sent.deliveredAt,
    acceptedAt: sent.acceptedAt,
    acceptedBy: sent.acceptedBy,
    officerId: sent.acceptedAt === null ? null : actor.accountId,
    closedAt: null,
    bounces: sent.bounces,
    predecessorId: away.id,
    successorId: null,
    version: 1,
  };
}

/** Work that had been accepted before it left owes no second acceptance: that clock began with the mistake. */
async function cancelAcceptance(tx: Tx, portal: Portal, away: Assignment, now: Date): Promise<void> {
  const acceptance = portal
    .editionOf(away.edition)
    .clocks.filter(({ stops }) => stops.includes("assignment_accepted"))
    .map(({ id }) => id);
  await tx
    .update(clocks)
    .set({ state: "cancelled", stoppedAt: now, cancelledFor: "transfer_recalled" })
    .where(
      and(
        eq(clocks.assignmentId, away.id),
        inArray(clocks.clock, acceptance),
        inArray(clocks.state, ["running", "breached"]),
        gte(clocks.startedAt, away.deliveredAt),
      ),
    );
}

/**
 * 联合办理: another department works the case beside one's own, with an assignment and an acceptance clock of its own.
 * Only a desk that has accepted brings another in; what that department holds already is not doubled.
 */
export async function bringInDepartment(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: WithReason & { readonly department: string | null; readonly district: string | null },
  now: Date,
): Promise<string> {
  await lockCaseOf(tx, input.assignmentId);
  const assignment = await lockOwn(tx, actor, input);
  if (!mayBringIn(assignment.state)) throw new Refusal("wrong_state");
  const reason = checkReason(input.reason);
  const edition = portal.editionOf(assignment.edition);
  const target = checkJointTarget(edition, districtsOf(portal), assignment, input);
  if ((await heldBy(tx, assignment.caseId, target)) !== null) throw new Refusal("already_there");
  const words = await sealMovement(tx, portal, assignment, reason);
  const beside: Assignment = {
    ...assignment,
    ...target,
    id: newId(),
    state: "new",
    capacity: "referral",
    reason: {
      rule: "joint_handling",
      rules: [],
      why: {
        zh: copyFor("zh-CN").triage.joint.why(departmentName(edition, assignment.department, "zh-CN", "short")),
        en: copyFor("en").triage.joint.why(departmentName(edition, assignment.department, "en", "short")),
      },
      sources: [],
      suggestedInterventions: [],
      laterClocks: [],
    },
    deliveredAt: now,
    acceptedAt: null,
    acceptedBy: null,
    officerId: null,
    stateBeforeObjection: null,
    bounces: 0,
    predecessorId: null,
    successorId: null,
    version: 1,
  };
  await tx.insert(assignments).values(beside);
  await keepMovement(tx, actor, words, { kind: "joint", from: assignment, to: target, successorId: beside.id }, now);
  await startDeliveryClock(tx, edition, beside, now);
  await bringReports(tx, assignment, beside, now);
  await tellReceiver(tx, beside);
  await record(tx, actor, assignment, "department_brought_in", now, { ...target });
  return beside.id;
}
