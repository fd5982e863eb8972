import { and, asc, desc, eq, exists, gt, isNull, lte, not, sql } from "drizzle-orm";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { accounts, assignments, caseEvents, caseHolds, cases, emergencyAccesses } from "#db/schema/index.ts";
import { addDays, beijingDay, startOfBeijingDay } from "#guidelines/days.ts";
import type { Edition } from "#guidelines/edition.ts";
import { foreseenDays, mayHold } from "./rules.ts";
import { closedByItself, closedLongEnough, daysOf, termsOf } from "./sealing.ts";

/** The holds of a case, the newest first, words still sealed; only those who work the case or supervise it see one. */
export const holdsOf = (tx: Tx, caseId: string) =>
  tx
    .select({ hold: caseHolds, placedBy: accounts.displayName })
    .from(caseHolds)
    .innerJoin(accounts, eq(accounts.id, caseHolds.accountId))
    .where(eq(caseHolds.caseId, caseId))
    .orderBy(desc(caseHolds.placedAt), desc(caseHolds.id))
    .limit(50);
export type StoredHolds = Awaited<ReturnType<typeof holdsOf>>;

/** Most cases on one page of what is to come. */
export const pageSize = 50;

/** One case that will be sealed or destroyed. */
export interface Foreseen {
  readonly number: string;
  readonly district: string;
  readonly day: string;
  readonly rule: string;
  readonly held: boolean;
}

/** What the next days bring, a page at a time; `more` says that there is another page. */
export interface ForeseenPage {
  readonly cases: readonly Foreseen[];
  readonly more: boolean;
}

const isHeld = (tx: Tx) =>
  sql<boolean>`${exists(
    tx
      .select({ id: caseHolds.id })
      .from(caseHolds)
      .where(and(eq(caseHolds.caseId, cases.id), isNull(caseHolds.releasedAt))),
  )}`;

/** Closed cases that the reader sees and that will be sealed within the next days, the soonest first. */
export async function foreseenSealing(tx: Tx, edition: Edition, now: Date, page: number): Promise<ForeseenPage> {
  const horizon = addDays(beijingDay(now), foreseenDays);
  const found = await tx
    .select({ ...termsOf, district: cases.district, held: isHeld(tx) })
    .from(cases)
    .where(and(closedByItself(), closedLongEnough(edition, horizon)))
    .orderBy(asc(cases.closedAt), asc(cases.id))
    .limit(pageSize + 1)
    .offset(page * pageSize);
  return {
    cases: found.slice(0, pageSize).flatMap(({ number, district, held, ...terms }) => {
      const days = daysOf(edition, terms);
      return days === null || days.sealOn > horizon
        ? []
        : [{ number, district, held, day: days.sealOn, rule: days.sealedBy }];
    }),
    more: found.length > pageSize,
  };
}

/** Sealed cases that the reader sees and whose time is up within the next days, the soonest first. */
export async function foreseenDestruction(tx: Tx, edition: Edition, now: Date, page: number): Promise<ForeseenPage> {
  const horizon = startOfBeijingDay(addDays(beijingDay(now), foreseenDays));
  const found = await tx
    .select({ ...termsOf, district: cases.district, keptUntil: cases.keptUntil, held: isHeld(tx) })
    .from(cases)
    .where(and(eq(cases.state, "sealed"), isNull(cases.destroyedAt), lte(cases.keptUntil, horizon)))
    .orderBy(asc(cases.keptUntil), asc(cases.id))
    .limit(pageSize + 1)
    .offset(page * pageSize);
  return {
    cases: found.slice(0, pageSize).map(({ number, district, held, keptUntil, ...terms }) => ({
      number,
      district,
      held,
      day: keptUntil === null ? "" : beijingDay(keptUntil),
      rule: daysOf(edition, terms)?.keptBy ?? "",
    })),
    more: found.length > pageSize,
  };
}

/** Something that a reporter added to a sealed case, and that nobody has opened since. */
export interface LateSupplement {
  readonly id: string;
  readonly number: string;
  readonly district: string;
  readonly at: Date;
}

/** What came for sealed cases that the reader sees, and waits for an emergency access; the newest first. */
export const lateSupplements = (tx: Tx): Promise<LateSupplement[]> =>
  tx
    .select({ id: caseEvents.id, number: cases.number, district: cases.district, at: caseEvents.at })
    .from(caseEvents)
    .innerJoin(cases, eq(cases.id, caseEvents.caseId))
    .where(
      and(
        eq(caseEvents.kind, "supplement_added"),
        eq(cases.state, "sealed"),
        isNull(cases.destroyedAt),
        gt(caseEvents.at, cases.sealedAt),
        not(
          exists(
            tx
              .select({ id: emergencyAccesses.id })
              .from(emergencyAccesses)
              .where(and(eq(emergencyAccesses.caseId, cases.id), gt(emergencyAccesses.openedAt, caseEvents.at))),
          ),
        ),
      ),
    )
    .orderBy(desc(caseEvents.at))
    .limit(pageSize);

/** Whether the reader's department may hold the case of this number; false for one that is absent or hidden. */
export async function mayHoldCase(tx: Tx, actor: Officer, number: string): Promise<boolean> {
  const [matter] = await tx.select().from(cases).where(eq(cases.number, number));
  if (matter === undefined) return false;
  const desks = await tx.select().from(assignments).where(eq(assignments.caseId, matter.id));
  return mayHold(actor, matter, desks);
}
