import { and, asc, eq, exists, isNull, lte, not, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import { lapseProposals } from "#app/matching/unheld-pairs.ts";
import type { Tx } from "#db/connection.ts";
import { caseEvents, caseHolds, cases } from "#db/schema/index.ts";
import { addMonths, beijingDay, startOfBeijingDay } from "#guidelines/days.ts";
import type { Edition } from "#guidelines/edition.ts";
import { type Retention, retentionOf } from "#guidelines/retention.ts";

/** So many cases are looked up at once; each is sealed, or destroyed, in a transaction of its own. */
export const atOnce = 100;

/** Months have different lengths: a case closed up to so many days later may be sealed on the same day. */
const monthsDiffer = 4 * 86_400_000;

/** Nobody has placed a hold (留置) on the case. */
export const notHeld = (tx: Tx) =>
  not(
    exists(
      tx
        .select({ id: caseHolds.id })
        .from(caseHolds)
        .where(and(eq(caseHolds.caseId, cases.id), isNull(caseHolds.releasedAt))),
    ),
  );

/** Closed, and not because it was joined to another case, which decides for both. */
export const closedByItself = () => and(eq(cases.state, "closed"), isNull(cases.joinedIntoId));

/** Until when a case must have been closed to be sealed on that day or before: exact to a few days too many. */
export const closedLongEnough = ({ retention }: Pick<Edition, "retention">, day: string) =>
  lte(cases.closedAt, new Date(startOfBeijingDay(addMonths(day, -retention.sealing.months)).getTime() + monthsDiffer));

/** What of a case decides its days. Reports that were joined to it may have known the child's age where the first did not. */
export const termsOf = {
  id: cases.id,
  number: cases.number,
  openedAt: cases.openedAt,
  closedAt: cases.closedAt,
  youngestAge: sql<
    number | null
  >`(select min(c.child_age) from cases c where c.id = ${cases.id} or c.joined_into_id = ${cases.id})`,
};

interface Terms {
  readonly openedAt: Date;
  readonly closedAt: Date | null;
  readonly youngestAge: number | null;
}

/** The days of a closed case under the edition in force; null for one that is not closed. */
export function daysOf(
  edition: Pick<Edition, "retention">,
  { openedAt, closedAt, youngestAge }: Terms,
): Retention | null {
  return closedAt === null ? null : retentionOf(edition, { openedAt, closedAt, youngestAge });
}

/** Closed cases whose day has come, the longest closed first. Held ones wait. */
export async function dueForSealing(tx: Tx, edition: Edition, now: Date): Promise<string[]> {
  const today = beijingDay(now);
  const found = await tx
    .select(termsOf)
    .from(cases)
    .where(and(closedByItself(), closedLongEnough(edition, today), notHeld(tx)))
    .orderBy(asc(cases.closedAt), asc(cases.id))
    .limit(atOnce);
  return found.filter((matter) => (daysOf(edition, matter)?.sealOn ?? "9999") <= today).map(({ id }) => id);
}

/**
 * 封存: from here on the contents of a case open by 紧急调阅 only, and its day of destruction stands. Returns false for a
 * case that was opened again, held or sealed in the meantime.
 */
export async function sealCase(tx: Tx, edition: Edition, caseId: string, now: Date): Promise<boolean> {
  // A hold that is being placed waits here, or this waits for it.
  await tx.select({ id: cases.id }).from(cases).where(eq(cases.id, caseId)).for("update");
  const [matter] = await tx
    .select(termsOf)
    .from(cases)
    .where(and(eq(cases.id, caseId), closedByItself(), notHeld(tx)));
  const days = matter === undefined ? null : daysOf(edition, matter);
  if (matter === undefined || days === null || days.sealOn > beijingDay(now)) return false;
  await tx
    .update(cases)
    .set({ state: "sealed", sealedAt: now, keptUntil: startOfBeijingDay(days.keptUntil) })
    .where(eq(cases.id, caseId));
  await lapseProposals(tx, caseId);
  await tx.insert(caseEvents).values({ id: newId(), caseId, kind: "case_sealed", at: now });
  await recordDeed(tx, {
    action: "case_sealed",
    caseId,
    caseNumber: matter.number,
    reason: days.sealedBy,
    details: { keptUntil: days.keptUntil, keptBy: days.keptBy },
  });
  return true;
}
