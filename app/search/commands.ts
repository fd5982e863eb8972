import { and, desc, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import { recordDeed } from "#app/audit/record.ts";
import type { Portal } from "#app/platform/portal.ts";
import { type MatchToken, matchTokens, phoneTokens } from "#app/reports/matching.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { blindIndexes, cases, reports, unitReports, units } from "#db/schema/index.ts";
import { addDays } from "#guidelines/days.ts";
import { kindsOf, type SearchCriteria } from "./criteria.ts";

/** The most that one search shows. */
export const mostFound = 50;

/**
 * Finds the cases that meet every criterion among those the officer may see anyway: the policies of the database decide,
 * not this query. A child's traits and a telephone are compared as keyed hashes. Newest first; one more than is shown,
 * to know whether there are others. The search is put on the audit trail by its kinds of criteria, never their values.
 */
export async function searchCases(tx: Tx, portal: Portal, actor: Officer, criteria: SearchCriteria) {
  const found = await tx
    .select({
      number: cases.number,
      state: cases.state,
      urgency: cases.urgency,
      situations: cases.situations,
      childSex: cases.childSex,
      childAge: cases.childAge,
      childCount: cases.childCount,
      district: cases.district,
      openedAt: cases.openedAt,
    })
    .from(cases)
    .where(and(...conditions(tx, portal, actor, criteria)))
    .orderBy(desc(cases.openedAt), desc(cases.id))
    .limit(mostFound + 1);
  await recordDeed(tx, {
    action: "cases_searched",
    details: { criteria: kindsOf(criteria), found: Math.min(found.length, mostFound) },
  });
  return found;
}
export type FoundCase = Awaited<ReturnType<typeof searchCases>>[number];

function conditions(tx: Tx, { vault }: Portal, actor: Officer, criteria: SearchCriteria): SQL[] {
  const { number, child, nationalId, phone, unit, district, situation, from, to } = criteria;
  const nobody = { nationalId: null, name: null, bornOn: null, district: null };
  const found: (SQL | undefined)[] = [];
  if (number !== null) found.push(isCaseNumber(number) ? eq(cases.number, number) : inReports(tx, number));
  if (child !== null) found.push(withToken(tx, matchTokens(vault, { ...nobody, ...child }), "name_birth"));
  if (nationalId !== null) found.push(withToken(tx, matchTokens(vault, { ...nobody, nationalId }), "national_id"));
  if (knowsReporters(actor)) {
    if (phone !== null) found.push(withToken(tx, phoneTokens(vault, { phone }), "phone"));
    if (unit !== null) found.push(fromUnit(tx, unit));
  }
  if (district !== null) found.push(eq(cases.district, district));
  if (situation !== null) found.push(sql`${cases.situations} @> array[${situation}]::text[]`);
  if (from !== null) found.push(gte(cases.openedAt, firstMoment(from)));
  if (to !== null) found.push(lt(cases.openedAt, firstMoment(addDays(to, 1))));
  const asked = found.filter((one) => one !== undefined);
  // A criterion that somebody may not use finds nothing; it does not fall away and find everything.
  return asked.length === 0 ? [sql`false`] : asked;
}

/** A telephone or a unit tells who reported: only police and prosecutors know that of their cases by law. */
export const knowsReporters = ({ department }: Pick<Officer, "department">): boolean =>
  department === "police" || department === "procuratorate";

const isCaseNumber = (number: string): boolean => number.split("-")[0]?.endsWith("G") ?? false;
const firstMoment = (day: string): Date => new Date(`${day}T00:00:00+08:00`);

const inReports = (tx: Tx, number: string): SQL =>
  inArray(cases.id, tx.select({ id: reports.caseId }).from(reports).where(eq(reports.number, number)));

const fromUnit = (tx: Tx, name: string): SQL =>
  inArray(
    cases.id,
    tx
      .select({ id: reports.caseId })
      .from(unitReports)
      .innerJoin(reports, eq(reports.id, unitReports.reportId))
      .innerJoin(units, eq(units.id, unitReports.unitId))
      .where(eq(units.name, name)),
  );

function withToken(tx: Tx, tokens: readonly MatchToken[], kind: MatchToken["kind"]): SQL {
  const token = tokens.find((one) => one.kind === kind);
  if (token === undefined) return sql`false`;
  return inArray(
    cases.id,
    tx
      .select({ id: blindIndexes.caseId })
      .from(blindIndexes)
      .where(and(eq(blindIndexes.kind, kind), eq(blindIndexes.token, token.token))),
  );
}

/** Whether the register knows a unit of this name. */
export async function isKnownUnit(tx: Tx, name: string): Promise<boolean> {
  return (await tx.$count(units, eq(units.name, name))) > 0;
}
