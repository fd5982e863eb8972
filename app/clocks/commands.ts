import { and, eq, inArray, lte, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type { Tx } from "#db/connection.ts";
import { clocks, type Urgency } from "#db/schema/index.ts";
import { chineseCalendar, dueOf, warnAt } from "#guidelines/deadlines.ts";
import type { Edition } from "#guidelines/edition.ts";

/** The assignment whose clocks are meant. */
export interface ClockedAssignment {
  readonly id: string;
  readonly caseId: string;
  readonly department: string;
  readonly district: string;
  readonly urgency: Urgency;
}

/** One clock of the edition that starts for an assignment. */
export interface ClockStart {
  readonly assignment: ClockedAssignment;
  readonly clock: string;
  readonly startedAt: Date;
  /** Decided before, by the routing rules. */
  readonly known?: { readonly dueAt: string | null; readonly provisional: boolean };
  /** Who must act, where it is not the assignment's own department. */
  readonly owner?: string;
  /** Of which intervention it is a limit. */
  readonly interventionId?: string;
}

/**
 * Starts clocks of the edition. Started again at the same moment, each is the same clock. Sent when it is awaited,
 * as Drizzle's own statements are, so that several can be sent in one go and in order.
 */
export function startClocks(tx: Tx, edition: Edition, starts: readonly ClockStart[]): PromiseLike<unknown> {
  if (starts.length === 0) return Promise.resolve();
  return tx
    .insert(clocks)
    .values(starts.map((start) => runningClock(edition, start)))
    .onConflictDoNothing();
}

function runningClock(
  edition: Edition,
  { assignment, clock: clockId, startedAt, known, owner, interventionId }: ClockStart,
) {
  const clock = edition.clocks.find(({ id }) => id === clockId);
  if (clock === undefined) throw new Error(`edition ${edition.id} has no clock ${clockId}`);
  const due = known ?? reckon(clock, assignment.urgency, startedAt);
  const dueAt = due.dueAt === null ? null : new Date(due.dueAt);
  return {
    id: newId(),
    caseId: assignment.caseId,
    assignmentId: assignment.id,
    interventionId: interventionId ?? null,
    clock: clockId,
    edition: edition.id,
    owner: owner ?? clock.department ?? assignment.department,
    district: assignment.district,
    source: clock.source,
    state: "running" as const,
    startedAt,
    dueAt,
    warnAt: warnAt(clock.warnBeforeHours, startedAt, dueAt),
    provisional: due.provisional,
  };
}

/** When a clock that starts at this moment is due: no moment where the law gives no number or a calendar is missing. */
export function reckon(clock: Edition["clocks"][number], urgency: Urgency, startedAt: Date) {
  const due = dueOf(clock.limits[urgency], startedAt, chineseCalendar);
  return { dueAt: "at" in due ? due.at.toISOString() : null, provisional: due.state === "provisional" };
}

/**
 * Something happened to an assignment: its running clocks that this event stops are met (late where they were
 * breached), and those of its later clocks that the event starts begin now.
 */
export async function raiseEvent(
  tx: Tx,
  edition: Edition,
  assignment: ClockedAssignment & { readonly laterClocks: readonly string[] },
  event: string,
  now: Date,
): Promise<void> {
  const stopped = edition.clocks.filter(({ stops }) => stops.includes(event)).map(({ id }) => id);
  if (stopped.length > 0) {
    await tx
      .update(clocks)
      .set({ state: stoppedState(now), stoppedAt: now })
      .where(
        and(
          eq(clocks.assignmentId, assignment.id),
          inArray(clocks.clock, stopped),
          inArray(clocks.state, ["running", "breached"]),
        ),
      );
  }
  const started = edition.clocks.filter(({ id, starts }) => starts === event && assignment.laterClocks.includes(id));
  await startClocks(
    tx,
    edition,
    started.map(({ id }) => ({ assignment, clock: id, startedAt: now })),
  );
}

/** Met in time, or late: a clock whose moment has passed is late even before the sweep has seen it. */
export const stoppedState = (now: Date) =>
  sql<
    "met" | "met_late"
  >`case when ${clocks.state} = 'breached' or ${clocks.dueAt} < ${now.toISOString()}::timestamptz then 'met_late' else 'met' end`;

/** One clock that started at this moment ends: met, late where its moment has passed, or cancelled by whoever it was for. */
export async function stopClock(
  tx: Tx,
  which: { readonly caseId: string; readonly clock: string; readonly startedAt: Date },
  how: "met" | "cancelled",
  now: Date,
): Promise<void> {
  const ended =
    how === "met" ? { state: stoppedState(now) } : { state: "cancelled" as const, cancelledFor: "withdrawn" as const };
  await tx
    .update(clocks)
    .set({ ...ended, stoppedAt: now })
    .where(
      and(
        eq(clocks.caseId, which.caseId),
        eq(clocks.clock, which.clock),
        eq(clocks.startedAt, which.startedAt),
        inArray(clocks.state, ["running", "breached"]),
      ),
    );
}

/**
 * Ends whatever runs of one of the edition's clocks on a case: met by what was done `at` (not before the clock began), or
 * cancelled with a reason. Gives how many ended.
 */
export async function endClocksNamed(
  tx: Tx,
  { caseId, clock }: { readonly caseId: string; readonly clock: string },
  how: { readonly metAt: Date } | { readonly cancelledFor: string; readonly at: Date },
): Promise<number> {
  const running = and(
    eq(clocks.caseId, caseId),
    eq(clocks.clock, clock),
    inArray(clocks.state, ["running", "breached"]),
  );
  const ended =
    "metAt" in how
      ? tx
          .update(clocks)
          .set({ state: stoppedState(how.metAt), stoppedAt: how.metAt })
          .where(and(running, lte(clocks.startedAt, how.metAt)))
      : tx.update(clocks).set({ state: "cancelled", cancelledFor: how.cancelledFor, stoppedAt: how.at }).where(running);
  return (await ended.returning({ id: clocks.id })).length;
}

/** Clocks go with the work when it is sent on: same start, same due moment, another owner. */
export async function carryClocks(tx: Tx, from: ClockedAssignment, to: ClockedAssignment): Promise<void> {
  await tx
    .update(clocks)
    .set({
      assignmentId: to.id,
      district: to.district,
      owner: sql`case when ${clocks.owner} = ${from.department} then ${to.department} else ${clocks.owner} end`,
    })
    .where(and(eq(clocks.assignmentId, from.id), inArray(clocks.state, ["running", "breached"])));
}

/**
 * A desk that gets work from another owes its own acceptance: where no such clock came along, one starts now.
 * A clock made for the department goes before the general one.
 */
export async function startDeliveryClock(
  tx: Tx,
  edition: Edition,
  assignment: ClockedAssignment,
  now: Date,
): Promise<void> {
  const atDelivery = edition.clocks.filter(({ starts }) => starts === "assignment_delivered");
  const clock =
    atDelivery.find(({ department }) => department === assignment.department) ??
    atDelivery.find(({ department }) => department === null);
  if (clock === undefined) return;
  const [running] = await tx
    .select({ id: clocks.id })
    .from(clocks)
    .where(
      and(
        eq(clocks.assignmentId, assignment.id),
        inArray(
          clocks.clock,
          atDelivery.map(({ id }) => id),
        ),
      ),
    )
    .limit(1);
  if (running === undefined) await startClocks(tx, edition, [{ assignment, clock: clock.id, startedAt: now }]);
}

/** Clocks of work that another assignment of the same department already holds end with a reason, not silently. */
export async function cancelClocks(tx: Tx, assignmentId: string, reason: string, now: Date): Promise<void> {
  await tx
    .update(clocks)
    .set({ state: "cancelled", stoppedAt: now, cancelledFor: reason })
    .where(and(eq(clocks.assignmentId, assignmentId), inArray(clocks.state, ["running", "breached"])));
}
