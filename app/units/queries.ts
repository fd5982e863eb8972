import { and, asc, desc, eq, gte, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { apiKeys, type ClockState, clocks, deliveries, unitReports, units } from "#db/schema/index.ts";
import type { Edition } from "#guidelines/edition.ts";
import { monthBegan } from "./rules.ts";

/** How far one department has come with a report: moments only. */
export interface UnitDelivery {
  readonly department: string;
  readonly deliveredAt: Date;
  readonly signedAt: Date | null;
  /** The clock of its acceptance; null where this report started none, as a further one on a known child. */
  readonly acceptance: { readonly dueAt: Date | null; readonly state: ClockState } | null;
}

/** A report as its unit may know it: number and moments. Nothing of the child, the reporter or what was written. */
export interface UnitReport {
  readonly number: string;
  readonly filedAt: Date;
  readonly deliveries: readonly UnitDelivery[];
  /** What the reporter still owes, such as the supplement after an urgent report. */
  readonly owed: readonly { readonly clock: string; readonly dueAt: Date | null; readonly state: ClockState }[];
}

const perPage = 30;

/** Clocks that stop when a department signs for the work; the unit is shown these and no others of a case. */
const acceptanceClocks = ({ clocks: all }: Edition): readonly string[] =>
  all.filter(({ stops }) => stops.includes("assignment_accepted")).map(({ id }) => id);

/**
 * The reports of the reader's unit, or those that the reader filed while signed in, the newest first: row-level
 * security picks which. `before` is the number of the last report of the page before.
 */
export async function listUnitReports(
  tx: Tx,
  edition: Edition,
  before: string | null,
): Promise<{ readonly reports: readonly UnitReport[]; readonly next: string | null }> {
  const rows = await tx
    .select({ id: unitReports.reportId, number: unitReports.number, filedAt: unitReports.filedAt })
    .from(unitReports)
    .where(before === null ? undefined : filedBefore(before))
    .orderBy(desc(unitReports.filedAt), desc(unitReports.number))
    .limit(perPage + 1);
  const page = rows.slice(0, perPage);
  const ids = page.map(({ id }) => id);
  const delivered = ids.length === 0 ? [] : await deliveriesOf(tx, edition, ids);
  const owed = ids.length === 0 ? [] : await owedBy(tx, ids);
  const order = edition.departments.map(({ id }) => id);
  return {
    reports: page.map(({ id, number, filedAt }) => ({
      number,
      filedAt,
      deliveries: delivered
        .filter(({ reportId }) => reportId === id)
        .sort((a, b) => order.indexOf(a.department) - order.indexOf(b.department))
        .map(({ department, deliveredAt, signedAt, clock, dueAt, state }) => ({
          department,
          deliveredAt,
          signedAt,
          acceptance: clock === null || state === null ? null : { dueAt, state },
        })),
      owed: owed.filter(({ reportId }) => reportId === id),
    })),
    next: rows.length > perPage ? (page.at(-1)?.number ?? null) : null,
  };
}

/** Filed before the report of this number; none where the reader knows no such report. */
const filedBefore = (number: string) =>
  sql`(${unitReports.filedAt}, ${unitReports.number}) < (select before.filed_at, before.number
    from unit_reports before where before.number = ${number})`;

/** A clock that ran before this report came is another report's, and none of this unit's business. */
const ownAcceptance = (edition: Edition) =>
  and(
    eq(clocks.assignmentId, deliveries.assignmentId),
    inArray(clocks.clock, [...acceptanceClocks(edition)]),
    gte(clocks.startedAt, unitReports.filedAt),
  );

const deliveriesOf = (tx: Tx, edition: Edition, ids: readonly string[]) =>
  tx
    .select({
      reportId: deliveries.reportId,
      department: deliveries.department,
      deliveredAt: deliveries.deliveredAt,
      signedAt: deliveries.acknowledgedAt,
      clock: clocks.clock,
      dueAt: clocks.dueAt,
      state: clocks.state,
    })
    .from(deliveries)
    .innerJoin(unitReports, eq(unitReports.reportId, deliveries.reportId))
    .leftJoin(clocks, ownAcceptance(edition))
    .where(inArray(deliveries.reportId, [...ids]))
    .orderBy(asc(clocks.startedAt));

async function owedBy(tx: Tx, ids: readonly string[]) {
  const rows = await tx
    .select({ reportId: clocks.reportId, clock: clocks.clock, dueAt: clocks.dueAt, state: clocks.state })
    .from(clocks)
    .where(and(inArray(clocks.reportId, [...ids]), eq(clocks.owner, "reporter")))
    .orderBy(asc(clocks.dueAt));
  return rows.flatMap(({ reportId, ...rest }) => (reportId === null ? [] : [{ reportId, ...rest }]));
}

/** The unit's month: how many reports, and how many departments signed for them in time. */
export interface UnitFigures {
  readonly filed: number;
  readonly inTime: number;
  readonly late: number;
  readonly waiting: number;
}

/** Figures of the month in which `now` lies, by Beijing time. */
export async function readUnitFigures(tx: Tx, edition: Edition, now: Date): Promise<UnitFigures> {
  const began = monthBegan(now);
  const filed = await tx.$count(unitReports, gte(unitReports.filedAt, began));
  const states = await tx
    .select({ state: clocks.state, count: sql<number>`count(*)::int` })
    .from(unitReports)
    .innerJoin(deliveries, eq(deliveries.reportId, unitReports.reportId))
    .innerJoin(clocks, ownAcceptance(edition))
    .where(gte(unitReports.filedAt, began))
    .groupBy(clocks.state);
  const count = (...of: readonly ClockState[]) =>
    states.filter(({ state }) => of.includes(state)).reduce((total, one) => total + one.count, 0);
  return { filed, inTime: count("met"), late: count("breached", "met_late"), waiting: count("running") };
}

/** The unit of somebody signed in. */
export async function readOwnUnit(tx: Tx, id: string) {
  const [unit] = await tx.select().from(units).where(eq(units.id, id));
  return unit ?? null;
}
export type OwnUnit = NonNullable<Awaited<ReturnType<typeof readOwnUnit>>>;

/** The keys with which the unit's own systems file: what they are called and since when, never the key. */
export const listApiKeys = (tx: Tx, unitId: string) =>
  tx
    .select({ id: apiKeys.id, label: apiKeys.label, createdAt: apiKeys.createdAt, active: apiKeys.active })
    .from(apiKeys)
    .where(eq(apiKeys.unitId, unitId))
    .orderBy(asc(apiKeys.createdAt));
