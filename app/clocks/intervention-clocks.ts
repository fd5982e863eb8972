import { and, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { clocks } from "#db/schema/index.ts";
import { endOfBeijingDay } from "#guidelines/days.ts";
import type { Edition, Intervention } from "#guidelines/edition.ts";
import type { Workflow } from "#guidelines/intervention.ts";
import type { Answers } from "#guidelines/intervention-answers.ts";
import { type ClockedAssignment, type ClockStart, startClocks, stoppedState } from "./commands.ts";

/** What happened to an intervention, as far as its limits go. */
export interface InterventionTurn {
  readonly id: string;
  readonly caseId: string;
  readonly kind: Intervention;
  readonly workflow: Workflow;
  readonly answers: Answers;
  /** Events of the edition that the move raised, and whether it was a review, from which the next is counted. */
  readonly raises: readonly string[];
  readonly isReview: boolean;
  /** Limits that begin are counted from here; those that end were met by then. */
  readonly from: Date;
  readonly until: Date;
  /** Makes the beginnings of two moves on one day two moments. */
  readonly version: number;
  /** On whose work a limit is kept that this department owes. */
  readonly workOf: (department: string) => ClockedAssignment;
}

/**
 * Ends the limits that a move of an intervention meets, and begins those that it starts. Its own limits only, and those of
 * the desks' work on the case that wait for the same event.
 */
export async function turnClocks(tx: Tx, edition: Edition, turn: InterventionTurn): Promise<void> {
  const begins: ClockStart[] = [];
  const startedAt = new Date(turn.from.getTime() + turn.version);
  const begin = (id: string) => {
    const clock = edition.clocks.find((one) => one.id === id);
    if (clock === undefined) return;
    const owner = clock.department ?? turn.kind.lead;
    const known = knownEnd(turn, id);
    begins.push({
      assignment: turn.workOf(owner),
      clock: id,
      startedAt,
      owner,
      interventionId: turn.id,
      ...(known === null ? {} : { known }),
    });
  };
  for (const event of turn.raises) {
    await meet(
      tx,
      turn,
      edition.clocks.filter(({ stops }) => stops.includes(event)).map(({ id }) => id),
    );
    for (const { id } of edition.clocks.filter(({ starts }) => starts === event)) {
      if (isOwn(turn, id)) begin(id);
    }
  }
  if (turn.isReview && turn.workflow.reviews?.clock != null) begin(turn.workflow.reviews.clock);
  await startClocks(tx, edition, begins);
}

const isOwn = ({ kind, workflow }: InterventionTurn, clock: string): boolean =>
  kind.clocks.includes(clock) || workflow.limits.some((limit) => limit.clock === clock);

/** An order says itself until when it is in force. */
function knownEnd({ workflow, answers }: InterventionTurn, clock: string): NonNullable<ClockStart["known"]> | null {
  const field = workflow.limits.find((limit) => limit.clock === clock)?.until;
  const day = field === undefined ? undefined : answers[field];
  return typeof day === "string" ? { dueAt: endOfBeijingDay(day).toISOString(), provisional: false } : null;
}

async function meet(tx: Tx, { id, caseId, until }: InterventionTurn, stopped: string[]): Promise<void> {
  if (stopped.length === 0) return;
  await tx
    .update(clocks)
    .set({
      state: stoppedState(until),
      stoppedAt: sql`greatest(${clocks.startedAt}, ${until.toISOString()}::timestamptz)`,
    })
    .where(
      and(
        eq(clocks.caseId, caseId),
        inArray(clocks.clock, stopped),
        or(eq(clocks.interventionId, id), isNull(clocks.interventionId)),
        inArray(clocks.state, ["running", "breached"]),
      ),
    );
}

/** An intervention that is over leaves no limit running. */
export async function endInterventionClocks(tx: Tx, interventionId: string, now: Date): Promise<void> {
  await tx
    .update(clocks)
    .set({ state: "cancelled", cancelledFor: "intervention_ended", stoppedAt: now })
    .where(and(eq(clocks.interventionId, interventionId), inArray(clocks.state, ["running", "breached"])));
}
