import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { type DataKey, type Place, seal } from "#app/platform/crypto.ts";
import { announce } from "#app/platform/live.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { AccountActor, Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import {
  assignments,
  type CaseEventKind,
  caseEvents,
  dataKeys,
  deliveries,
  heldStates,
  objections,
} from "#db/schema/index.ts";
import { cancelClocks, carryClocks, raiseEvent, startClocks, startDeliveryClock } from "./clocks.ts";
import { checkReason, checkTarget, type Desk, type Move, mayReview, nextState, Refusal, reviewLevel } from "./rules.ts";

export type Assignment = typeof assignments.$inferSelect;

/** What the page was showing when the officer acted; an older version is told what changed instead of overwriting. */
interface OnAssignment {
  readonly assignmentId: string;
  readonly version?: number;
}

/** 签收. Answers for the report from now on; the acceptance clock stops, and the reporter sees it. */
export async function acceptAssignment(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: OnAssignment,
  now: Date,
): Promise<void> {
  const assignment = await lockOwn(tx, actor, input);
  await saveMove(tx, actor, assignment, "accept", { acceptedAt: now, acceptedBy: actor.accountId });
  await acknowledge(tx, assignment.id, now);
  await record(tx, actor, assignment, "assignment_accepted", now);
  await happened(tx, portal, assignment, "assignment_accepted", now);
  await tellDesks(tx, assignment);
}

/** Work has begun. */
export async function startWork(tx: Tx, portal: Portal, actor: Officer, input: OnAssignment, now: Date): Promise<void> {
  const assignment = await lockOwn(tx, actor, input);
  await saveMove(tx, actor, assignment, "start", {});
  await record(tx, actor, assignment, "assignment_started", now);
  await happened(tx, portal, assignment, "assignment_started", now);
  await tellDesks(tx, assignment);
}

/** 办结 of one department's work. The case goes on as long as another department holds work. */
export async function closeAssignment(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: OnAssignment,
  now: Date,
): Promise<void> {
  const assignment = await lockOwn(tx, actor, input);
  await saveMove(tx, actor, assignment, "close", { closedAt: now });
  await record(tx, actor, assignment, "assignment_closed", now);
  await happened(tx, portal, assignment, "assignment_closed", now);
  await tellDesks(tx, assignment);
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
  checkReason(input.reason);
  if (assignment.bounces >= 1) throw new Refusal("second_bounce");
  const target = checkTarget(portal.editionOf(assignment.edition), districtsOf(portal), assignment, input);
  const successorId = await sendOn(tx, portal, actor, assignment, "transfer", target, now);
  await record(tx, actor, assignment, "assignment_transferred", now, { ...target });
  return successorId;
}

/** 分流异议. The work stays here until a reviewer has decided. */
export async function raiseObjection(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: OnAssignment & {
    readonly reason: string;
    readonly proposedDepartment: string | null;
    readonly proposedDistrict: string | null;
  },
  now: Date,
): Promise<void> {
  const assignment = await lockOwn(tx, actor, input);
  nextState("object", assignment.state, actor.kind, null);
  const reason = checkReason(input.reason);
  const edition = portal.editionOf(assignment.edition);
  if (input.proposedDepartment !== null || input.proposedDistrict !== null) {
    checkTarget(edition, districtsOf(portal), assignment, {
      department: input.proposedDepartment,
      district: input.proposedDistrict,
    });
  }
  const id = newId();
  const level = reviewLevel(assignment.department, assignment.bounces);
  await tx.insert(objections).values({
    id,
    assignmentId: assignment.id,
    caseId: assignment.caseId,
    department: assignment.department,
    district: assignment.district,
    level,
    sealedReason: seal(await keyOf(tx, portal, assignment.caseId), objectionPlace(id, "sealed_reason"), reason),
    proposedDepartment: input.proposedDepartment,
    proposedDistrict: input.proposedDistrict,
    raisedBy: actor.accountId,
    raisedAt: now,
  });
  await saveMove(tx, actor, assignment, "object", { stateBeforeObjection: assignment.state });
  const owner = level === "reviewer" ? "procuratorate" : "coordinator";
  await startClocks(tx, edition, [{ assignment, clock: "routing_objection", startedAt: now, owner }]);
  await record(tx, actor, assignment, "objection_raised", now, { level });
  await tellDesks(tx, assignment);
}

/** The reviewer's decision. Upheld: the work goes to another desk in the same step. Overruled: it stays, as it was. */
export async function decideObjection(
  tx: Tx,
  portal: Portal,
  actor: AccountActor,
  input: {
    readonly objectionId: string;
    readonly outcome: "upheld" | "overruled";
    readonly reason: string;
    readonly department?: string | null;
    readonly district?: string | null;
  },
  now: Date,
): Promise<void> {
  const [objection] = await tx.select().from(objections).where(eq(objections.id, input.objectionId));
  if (objection === undefined) throw new Refusal("not_yours");
  if (objection.decidedAt !== null) throw new Refusal("already_decided");
  if (objection.raisedBy === actor.accountId) throw new Refusal("own_objection");
  if (!mayReview(actor, objection)) throw new Refusal("not_yours");
  const reason = checkReason(input.reason);
  const [assignment] = await tx
    .select()
    .from(assignments)
    .where(eq(assignments.id, objection.assignmentId))
    .for("update");
  if (assignment === undefined || assignment.state !== "objected") throw new Refusal("changed_meanwhile");

  const key = await keyOf(tx, portal, objection.caseId);
  const decided = (successorId: string | null) =>
    tx
      .update(objections)
      .set({
        outcome: input.outcome,
        sealedDecision: seal(key, objectionPlace(objection.id, "sealed_decision"), reason),
        decidedBy: actor.accountId,
        decidedAt: now,
        successorId,
      })
      .where(eq(objections.id, objection.id));
  await happened(tx, portal, assignment, "objection_decided", now);

  if (input.outcome === "overruled") {
    await decided(null);
    await saveMove(tx, actor, assignment, "overrule", { stateBeforeObjection: null });
    await record(tx, actor, assignment, "objection_overruled", now);
    await tellDesks(tx, assignment);
    return;
  }
  const wanted = {
    department: input.department ?? objection.proposedDepartment,
    district: input.district ?? objection.proposedDistrict,
  };
  if (wanted.department === null && wanted.district === null) throw new Refusal("target_missing");
  const target = checkTarget(portal.editionOf(assignment.edition), districtsOf(portal), assignment, wanted);
  const successorId = await sendOn(tx, portal, actor, assignment, "uphold", target, now);
  await decided(successorId);
  await record(tx, actor, assignment, "objection_upheld", now, { ...target });
}

export const objectionPlace = (id: string, column: "sealed_reason" | "sealed_decision"): Place => ({
  table: "objections",
  column,
  row: id,
});

/**
 * Lets work leave a desk and arrive at another in the same step. Where the other department already holds work on
 * this case, that assignment takes it over; otherwise a new one is opened and the clocks go along.
 */
async function sendOn(
  tx: Tx,
  portal: Portal,
  actor: AccountActor,
  assignment: Assignment,
  move: "transfer" | "uphold",
  target: Desk,
  now: Date,
): Promise<string> {
  const holder = target.department === assignment.department ? null : await heldBy(tx, assignment.caseId, target);
  const successor = holder ?? succeeding(assignment, target, now);
  await saveMove(tx, actor, assignment, move, { successorId: successor.id, closedAt: now });
  if (holder === null) {
    await tx.insert(assignments).values(successor);
    await carryClocks(tx, assignment, successor);
    await startDeliveryClock(tx, portal.editionOf(assignment.edition), successor, now);
  } else {
    await cancelClocks(tx, assignment.id, "held_by_another", now);
  }
  await bringReports(tx, assignment, successor, now);
  await tellDesks(tx, assignment);
  await announce(tx, {
    kind: "assignment_delivered",
    department: successor.department,
    district: successor.district,
    assignmentId: successor.id,
    urgency: successor.urgency,
  });
  return successor.id;
}

function succeeding(assignment: Assignment, target: Desk, now: Date): Assignment {
  return {
    ...assignment,
    ...target,
    id: newId(),
    state: "new",
    deliveredAt: now,
    acceptedAt: null,
    acceptedBy: null,
    closedAt: null,
    stateBeforeObjection: null,
    bounces: assignment.bounces + 1,
    predecessorId: assignment.id,
    successorId: null,
    version: 1,
  };
}

async function heldBy(tx: Tx, caseId: string, { department }: Desk): Promise<Assignment | null> {
  const [held] = await tx
    .select()
    .from(assignments)
    .where(
      and(
        eq(assignments.caseId, caseId),
        eq(assignments.department, department),
        inArray(assignments.state, [...heldStates]),
      ),
    );
  return held ?? null;
}

/** The reports that a desk had been given are brought to its successor, and their reporters see the new desk. */
async function bringReports(tx: Tx, from: Assignment, to: Assignment, now: Date): Promise<void> {
  if (from.department === to.department) {
    await tx
      .update(deliveries)
      .set({ assignmentId: to.id, deliveredAt: now, acknowledgedAt: null })
      .where(eq(deliveries.assignmentId, from.id));
    return;
  }
  const brought = await tx.select().from(deliveries).where(eq(deliveries.assignmentId, from.id));
  if (brought.length === 0) return;
  await tx
    .insert(deliveries)
    .values(
      brought.map(({ reportId }) => ({ reportId, department: to.department, assignmentId: to.id, deliveredAt: now })),
    )
    .onConflictDoNothing();
}

/** The officer's own assignment, locked. What somebody may not see and what is not there are the same. */
async function lockOwn(tx: Tx, actor: Officer, { assignmentId, version }: OnAssignment): Promise<Assignment> {
  const [assignment] = await tx.select().from(assignments).where(eq(assignments.id, assignmentId)).for("update");
  const inScope =
    assignment !== undefined &&
    assignment.department === actor.department &&
    (actor.districts.includes("*") || actor.districts.includes(assignment.district));
  if (!inScope) throw new Refusal("not_yours");
  if (version !== undefined && version !== assignment.version) throw new Refusal("changed_meanwhile");
  return assignment;
}

async function saveMove(
  tx: Tx,
  actor: AccountActor,
  assignment: Assignment,
  move: Move,
  also: Partial<typeof assignments.$inferInsert>,
): Promise<void> {
  const state = nextState(move, assignment.state, actor.kind, assignment.stateBeforeObjection);
  await tx
    .update(assignments)
    .set({ ...also, state, version: sql`${assignments.version} + 1` })
    .where(eq(assignments.id, assignment.id));
}

async function acknowledge(tx: Tx, assignmentId: string, now: Date): Promise<void> {
  await tx
    .update(deliveries)
    .set({ acknowledgedAt: now })
    .where(and(eq(deliveries.assignmentId, assignmentId), isNull(deliveries.acknowledgedAt)));
}

async function happened(tx: Tx, portal: Portal, assignment: Assignment, event: string, now: Date): Promise<void> {
  const edition = portal.editionOf(assignment.edition);
  await raiseEvent(tx, edition, { ...assignment, laterClocks: assignment.reason.laterClocks }, event, now);
}

async function record(
  tx: Tx,
  actor: AccountActor,
  assignment: Assignment,
  kind: CaseEventKind,
  at: Date,
  details: Record<string, string> = {},
): Promise<void> {
  await tx.insert(caseEvents).values({
    id: newId(),
    caseId: assignment.caseId,
    kind,
    at,
    accountId: actor.accountId,
    department: assignment.department,
    district: assignment.district,
    details,
  });
}

async function tellDesks(tx: Tx, { id, department, district, urgency }: Assignment): Promise<void> {
  await announce(tx, { kind: "assignment_changed", department, district, assignmentId: id, urgency });
}

/** A key of the case to seal something new with: its first. Whoever can read the case can read its keys. */
async function keyOf(tx: Tx, portal: Portal, caseId: string): Promise<DataKey> {
  const [stored] = await tx
    .select()
    .from(dataKeys)
    .where(eq(dataKeys.caseId, caseId))
    .orderBy(asc(dataKeys.createdAt))
    .limit(1);
  if (stored === undefined) throw new Error(`case ${caseId} has no data key`);
  return portal.vault.unwrap(stored);
}

function districtsOf({ city }: Portal): ReadonlySet<string> {
  return new Set([...city.districts.map(({ code }) => code), city.cityDesk.code]);
}
