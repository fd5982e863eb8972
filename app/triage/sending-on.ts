import { and, eq, inArray } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { cancelClocks, carryClocks, startDeliveryClock } from "#app/clocks/commands.ts";
import { announce } from "#app/platform/live.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { AccountActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { assignments, deliveries, heldStates } from "#db/schema/index.ts";
import { type Assignment, saveMove, tellDesks } from "./own-assignment.ts";
import type { Desk } from "./rules.ts";

/**
 * Lets work leave a desk and arrive at another in the same step. Where the other department already holds work on
 * this case, that assignment takes it over; otherwise a new one is opened and the clocks go along.
 */
export async function sendOn(
  tx: Tx,
  portal: Portal,
  actor: AccountActor,
  assignment: Assignment,
  move: "transfer" | "return" | "uphold",
  target: Desk,
  now: Date,
  /** What is to be written while this desk is still on the case. */
  before: (successorId: string) => Promise<void> = async () => {},
): Promise<string> {
  const holder = target.department === assignment.department ? null : await heldBy(tx, assignment.caseId, target);
  const successor = holder ?? succeeding(assignment, target, now);
  await before(successor.id);
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
  await tellReceiver(tx, successor);
  return successor.id;
}

/** Open pages of the desk that gets work show it. */
export async function tellReceiver(tx: Tx, assignment: Assignment): Promise<void> {
  await announce(tx, "assignment_delivered", [assignment]);
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
    officerId: null,
    version: 1,
  };
}

/** The work that a department holds on a case, in whatever district; null for none. */
export async function heldBy(
  tx: Tx,
  caseId: string,
  { department }: Pick<Desk, "department">,
): Promise<Assignment | null> {
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
export async function bringReports(tx: Tx, from: Assignment, to: Assignment, now: Date): Promise<void> {
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
      brought.map(({ reportId }) => ({
        reportId,
        department: to.department,
        caseId: to.caseId,
        assignmentId: to.id,
        deliveredAt: now,
      })),
    )
    .onConflictDoUpdate({
      target: [deliveries.reportId, deliveries.department],
      set: { assignmentId: to.id },
    });
}
