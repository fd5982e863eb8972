import { and, eq, inArray, isNull } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { addToTimeline } from "#app/joint-work/worked-case.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { assignments, caseEvents, cases, heldStates, interventions } from "#db/schema/index.ts";
import { Refusal } from "./rules.ts";

/**
 * Locks the case of an assignment before the assignment itself, in the order that routing takes: whoever closes the
 * last work and a report that comes at the same moment see each other, and neither waits for the other for ever.
 */
export async function lockCaseOf(tx: Tx, assignmentId: string): Promise<void> {
  const [assignment] = await tx
    .select({ caseId: assignments.caseId })
    .from(assignments)
    .where(eq(assignments.id, assignmentId));
  if (assignment === undefined) return;
  await tx.select({ id: cases.id }).from(cases).where(eq(cases.id, assignment.caseId)).for("no key update");
}

/** Closes a case when nobody holds work on it any more ("Life of a report", 9). The case is locked by whoever calls. */
export async function closeWhenDone(
  tx: Tx,
  actor: Officer,
  { caseId, district }: { readonly caseId: string; readonly district: string },
  now: Date,
): Promise<void> {
  const held = await tx
    .select({ id: assignments.id })
    .from(assignments)
    .where(and(eq(assignments.caseId, caseId), inArray(assignments.state, [...heldStates])))
    .limit(1);
  if (held.length > 0) return;
  const closed = await tx
    .update(cases)
    .set({ state: "closed", closedAt: now })
    .where(and(eq(cases.id, caseId), eq(cases.state, "open")))
    .returning({ id: cases.id });
  if (closed.length === 0) return;
  await addToTimeline(tx, actor, { id: caseId, district }, "case_closed", now);
}

/**
 * Work is not closed while an intervention that its department leads is under way, nor the last work on a case while any is:
 * each ends with a judged result first. Throws `Refusal`.
 */
export async function refuseWhileUnderWay(
  tx: Tx,
  { caseId, department }: { readonly caseId: string; readonly department: string },
): Promise<void> {
  const open = await tx
    .select({ lead: interventions.lead })
    .from(interventions)
    .where(and(eq(interventions.caseId, caseId), isNull(interventions.endedAt)));
  if (open.length === 0) return;
  const held = await tx
    .select({ id: assignments.id })
    .from(assignments)
    .where(and(eq(assignments.caseId, caseId), inArray(assignments.state, [...heldStates])))
    .limit(1);
  if (held.length === 0 || open.some(({ lead }) => lead === department)) throw new Refusal("interventions_open");
}

/** Opens a closed case again for a new report on its child. Only routing does; a sealed case is never opened again. */
export async function reopenCase(tx: Tx, caseId: string, now: Date): Promise<void> {
  await tx.update(cases).set({ state: "open", closedAt: null }).where(eq(cases.id, caseId));
  await tx.insert(caseEvents).values({ id: newId(), caseId, kind: "case_reopened", at: now });
}
