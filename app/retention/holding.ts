import { and, eq, isNull } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import { addToTimeline } from "#app/joint-work/worked-case.ts";
import { caseKey } from "#app/keys/case-key.ts";
import { type Place, seal } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { assignments, caseHolds, cases } from "#db/schema/index.ts";
import { checkHoldReason, checkWords, HoldRefusal, mayHold } from "./rules.ts";

/** Where the words of a hold are sealed. */
export const holdPlace = (id: string): Place => ({ table: "case_holds", column: "sealed_reason", row: id });

/** What somebody who may not is told: nothing was found. */
type Found = "done" | "absent";
type Matter = typeof cases.$inferSelect;

/**
 * 留置: as long as a department holds a case, it is neither sealed nor destroyed. A case that is hidden, or not the
 * officer's department's, is absent. Throws `HoldRefusal`.
 */
export async function placeHold(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: { readonly caseNumber: string; readonly reason: string; readonly words: string },
  now: Date,
): Promise<Found> {
  const matter = await holdable(tx, actor, input.caseNumber);
  if (matter === null) return "absent";
  const reason = checkHoldReason(input.reason);
  const words = checkWords(input.words);
  const id = newId();
  const placed = await tx
    .insert(caseHolds)
    .values({
      id,
      caseId: matter.id,
      accountId: actor.accountId,
      department: actor.department,
      reason,
      sealedReason: seal(await caseKey(tx, portal, matter.id), holdPlace(id), words),
      placedAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: caseHolds.id });
  if (placed.length === 0) throw new HoldRefusal("already_held");
  // The new row waited for a destruction under way; what that left behind is seen only now.
  const [still] = await tx.select({ destroyedAt: cases.destroyedAt }).from(cases).where(eq(cases.id, matter.id));
  if (still === undefined || still.destroyedAt !== null) throw new HoldRefusal("destroyed");
  await addToTimeline(tx, actor, matter, "case_held", now);
  await recordDeed(tx, { ...deedOn(matter, id), action: "case_held", reason });
  return "done";
}

/** Ends the hold of the officer's own department; nobody ends another's. */
export async function releaseHold(tx: Tx, actor: Officer, caseNumber: string, now: Date): Promise<Found> {
  const matter = await holdable(tx, actor, caseNumber);
  if (matter === null) return "absent";
  const [released] = await tx
    .update(caseHolds)
    .set({ releasedAt: now, releasedBy: actor.accountId })
    .where(
      and(eq(caseHolds.caseId, matter.id), eq(caseHolds.department, actor.department), isNull(caseHolds.releasedAt)),
    )
    .returning({ id: caseHolds.id });
  if (released === undefined) return "absent";
  await addToTimeline(tx, actor, matter, "case_released", now);
  await recordDeed(tx, { ...deedOn(matter, released.id), action: "case_released" });
  return "done";
}

async function holdable(tx: Tx, actor: Officer, number: string): Promise<Matter | null> {
  const [matter] = await tx.select().from(cases).where(eq(cases.number, number));
  if (matter === undefined) return null;
  const desks = await tx.select().from(assignments).where(eq(assignments.caseId, matter.id));
  return mayHold(actor, matter, desks) ? matter : null;
}

const deedOn = (matter: Matter, subjectId: string) => ({
  caseId: matter.id,
  caseNumber: matter.number,
  subjectId,
});
