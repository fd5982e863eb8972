import { and, desc, eq, inArray, isNotNull } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { reckon } from "#app/clocks/commands.ts";
import { addToTimeline } from "#app/joint-work/worked-case.ts";
import { announce } from "#app/platform/live.ts";
import { urgencyRank } from "#app/triage/rules.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { assignments, caseEvents, cases, clocks, heldStates, outbox, type Urgency } from "#db/schema/index.ts";
import { warnAt } from "#guidelines/deadlines.ts";
import type { Edition } from "#guidelines/edition.ts";
import { isLower } from "./rules.ts";

/**
 * An officer changes how urgent a case is; the timeline says who and from what. Every desk's work and clocks follow by
 * `follow-urgency`, for nobody may write to another desk's work. Nothing happens where the case is that urgent already.
 */
export async function changeUrgency(
  tx: Tx,
  actor: Officer,
  matter: Pick<typeof cases.$inferSelect, "id" | "district" | "urgency">,
  { to, rule }: { readonly to: Urgency; readonly rule: string },
  now: Date,
): Promise<void> {
  if (to === matter.urgency) return;
  await tx.update(cases).set({ urgency: to, urgencyRule: rule }).where(eq(cases.id, matter.id));
  await addToTimeline(tx, actor, matter, "urgency_changed", now, { from: matter.urgency, to, rule });
  await tx.insert(outbox).values({
    id: newId(),
    kind: "follow-urgency",
    payload: { v: 1, caseId: matter.id },
    priority: urgencyRank[to] + 1,
  });
}

/**
 * Work that is still held takes the urgency of its case, in every queue. Where an officer raised it, running clocks count
 * by the new level from that moment, never later than before; where it was lowered they stay as they are. Run twice, it
 * changes nothing. Source: policy value of the edition, `assessment.yaml`, clocks.
 */
export async function followUrgency(
  tx: Tx,
  editionOf: (id: string) => Edition,
  caseId: string,
): Promise<{ readonly moved: number }> {
  const [matter] = await tx.select().from(cases).where(eq(cases.id, caseId)).for("no key update");
  if (matter === undefined) return { moved: 0 };
  const { urgency } = matter;
  const held = await tx
    .update(assignments)
    .set({ urgency, urgencyRank: urgencyRank[urgency] })
    .where(and(eq(assignments.caseId, caseId), inArray(assignments.state, [...heldStates])))
    .returning();
  await hastenClocks(tx, editionOf, caseId, urgency);
  await announce(tx, "assignment_changed", held);
  return { moved: held.length };
}

async function hastenClocks(tx: Tx, editionOf: (id: string) => Edition, caseId: string, urgency: Urgency) {
  const [change] = await tx
    .select({ at: caseEvents.at, details: caseEvents.details })
    .from(caseEvents)
    .where(and(eq(caseEvents.caseId, caseId), eq(caseEvents.kind, "urgency_changed"), isNotNull(caseEvents.accountId)))
    .orderBy(desc(caseEvents.at), desc(caseEvents.id))
    .limit(1);
  if (change === undefined || change.details.to !== urgency) return;
  const from = change.details.from;
  if (from !== "critical" && from !== "urgent" && from !== "serious") return;
  if (!isLower(from, urgency)) return;
  const running = await tx
    .select()
    .from(clocks)
    .where(and(eq(clocks.caseId, caseId), eq(clocks.state, "running"), isNotNull(clocks.assignmentId)))
    .for("update");
  for (const row of running) {
    const clock = editionOf(row.edition).clocks.find(({ id }) => id === row.clock);
    if (clock === undefined || row.dueAt === null) continue;
    const { dueAt, provisional } = reckon(clock, urgency, change.at);
    if (dueAt === null || new Date(dueAt) >= row.dueAt) continue;
    const due = new Date(dueAt);
    await tx
      .update(clocks)
      .set({ dueAt: due, warnAt: warnAt(clock.warnBeforeHours, change.at, due), provisional })
      .where(eq(clocks.id, row.id));
  }
}
