import { and, eq, gt, inArray, lte, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { announce } from "#app/platform/live.ts";
import type { Tx } from "#db/connection.ts";
import { assignments, caseEvents, clocks, outbox } from "#db/schema/index.ts";
import type { Edition } from "#guidelines/edition.ts";

const batch = 500;

/** What people hear of a clock: each word is a kind of letter, see `app/notices`. */
type ClockTiding = "clock_warned" | "clock_breached" | "clock_to_procuratorate" | "clock_to_coordinator";

/** To whom a breach goes, beyond those who owe it, by the word of the edition (`escalatesTo`). */
const escalations: ReadonlyMap<string, ClockTiding> = new Map([
  ["procuratorate", "clock_to_procuratorate"],
  ["women_children_office", "clock_to_coordinator"],
]);

/**
 * Warns those who owe what ends soon, once a clock: whoever works it, or the desk's leads while nobody does. What has
 * ended meanwhile is left to the breach. Costs what is due, by the index on clocks that warn.
 */
export async function warnOfClocks(tx: Tx, now: Date): Promise<{ warned: number }> {
  const due = tx
    .select({ id: clocks.id })
    .from(clocks)
    .where(
      and(eq(clocks.state, "running"), sql`${clocks.warnedAt} is null`, lte(clocks.warnAt, now), gt(clocks.dueAt, now)),
    )
    .orderBy(clocks.warnAt)
    .limit(batch)
    .for("update", { skipLocked: true });
  const warned = await tx
    .update(clocks)
    .set({ warnedAt: now })
    .where(inArray(clocks.id, due))
    .returning({ id: clocks.id });
  await promise(
    tx,
    warned.map(({ id }) => ({ about: "clock_warned", id })),
  );
  return { warned: warned.length };
}

/**
 * Marks running clocks whose moment has passed as breached, puts it on the timeline, and has it told: to those who owe
 * it and their leads, and to the procuratorate and the coordinator where the edition says so. Finds what a lost job would
 * have missed; costs what is due, by the index on running clocks. Clocks that do not count are shown but never breach.
 */
export async function sweepClocks(tx: Tx, edition: Edition, now: Date): Promise<{ breached: number }> {
  const uncounted = edition.clocks.filter(({ breach }) => !breach.counts).map(({ id }) => id);
  const due = tx
    .select({ id: clocks.id })
    .from(clocks)
    .where(
      and(
        eq(clocks.state, "running"),
        sql`${clocks.dueAt} < ${now.toISOString()}::timestamptz`,
        uncounted.length > 0 ? sql`${clocks.clock} <> all(${sql.param(uncounted)})` : undefined,
      ),
    )
    .orderBy(clocks.dueAt)
    .limit(batch)
    .for("update", { skipLocked: true });
  const breached = await tx
    .update(clocks)
    .set({ state: "breached", breachedAt: now })
    .where(inArray(clocks.id, due))
    .returning();
  if (breached.length === 0) return { breached: 0 };
  await tx.insert(caseEvents).values(
    breached.map((clock) => ({
      id: newId(),
      caseId: clock.caseId,
      kind: "clock_breached" as const,
      at: now,
      department: clock.owner,
      district: clock.district,
      details: { clock: clock.clock },
    })),
  );
  await promise(
    tx,
    breached.flatMap((clock) => tidingsOf(edition, clock).map((about) => ({ about, id: clock.id }))),
  );
  await announceBreaches(
    tx,
    breached.flatMap(({ assignmentId }) => assignmentId ?? []),
  );
  return { breached: breached.length };
}

function tidingsOf(edition: Edition, { clock, owner }: typeof clocks.$inferSelect): readonly ClockTiding[] {
  const targets = edition.clocks.find(({ id }) => id === clock)?.breach.escalatesTo ?? [];
  // A prosecutor's own breach reaches their lead as it is.
  const further = targets.filter((department) => department !== owner);
  return ["clock_breached", ...further.flatMap((department) => escalations.get(department) ?? [])];
}

async function promise(tx: Tx, tidings: readonly { readonly about: ClockTiding; readonly id: string }[]) {
  if (tidings.length === 0) return;
  await tx.insert(outbox).values(
    tidings.map(({ about, id }) => ({
      id: newId(),
      kind: "tell-people",
      payload: { v: 1, about, subjectId: id },
    })),
  );
}

async function announceBreaches(tx: Tx, assignmentIds: string[]): Promise<void> {
  if (assignmentIds.length === 0) return;
  const desks = await tx
    .select({ id: assignments.id, department: assignments.department, district: assignments.district })
    .from(assignments)
    .where(inArray(assignments.id, assignmentIds));
  await announce(tx, "assignment_changed", desks);
}
