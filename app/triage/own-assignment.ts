import { eq, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { raiseEvent } from "#app/clocks/commands.ts";
import { announce } from "#app/platform/live.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { AccountActor, Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { assignments, type CaseEventKind, caseEvents } from "#db/schema/index.ts";
import { type Move, nextState, Refusal } from "./rules.ts";

export type Assignment = typeof assignments.$inferSelect;

/** What the page was showing when the officer acted; an older version is told what changed instead of overwriting. */
export interface OnAssignment {
  readonly assignmentId: string;
  readonly version?: number;
}

/** The officer's own assignment, locked. What somebody may not see and what is not there are the same. */
export async function lockOwn(tx: Tx, actor: Officer, { assignmentId, version }: OnAssignment): Promise<Assignment> {
  const [assignment] = await tx.select().from(assignments).where(eq(assignments.id, assignmentId)).for("update");
  const inScope =
    assignment !== undefined &&
    assignment.department === actor.department &&
    (actor.districts.includes("*") || actor.districts.includes(assignment.district));
  if (!inScope) throw new Refusal("not_yours");
  if (version !== undefined && version !== assignment.version) throw new Refusal("changed_meanwhile");
  return assignment;
}

/** Makes a move of the table and keeps what comes with it. Throws `Refusal`. */
export async function saveMove(
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

/** Lets the clocks of an assignment know what happened to it. */
export async function happened(
  tx: Tx,
  portal: Portal,
  assignment: Assignment,
  event: string,
  now: Date,
): Promise<void> {
  const edition = portal.editionOf(assignment.edition);
  await raiseEvent(tx, edition, { ...assignment, laterClocks: assignment.reason.laterClocks }, event, now);
}

/** Puts a deed on the case's timeline: codes only. */
export async function record(
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

/** Open pages of the assignment's desk show the change. */
export async function tellDesks(tx: Tx, assignment: Assignment): Promise<void> {
  await announce(tx, "assignment_changed", [assignment]);
}

/** The city's districts and its own desk: where work can go. */
export function districtsOf({ city }: Portal): ReadonlySet<string> {
  return new Set([...city.districts.map(({ code }) => code), city.cityDesk.code]);
}
