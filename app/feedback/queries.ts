import { and, asc, desc, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { accounts, assignments, cases, deliveries, reportResults, reports } from "#db/schema/index.ts";

/** What departments told the reporter of one report, the newest first. */
export const resultsOf = (tx: Tx, reportId: string) =>
  tx
    .select({
      id: reportResults.id,
      department: reportResults.department,
      outcome: reportResults.outcome,
      decidedOn: reportResults.decidedOn,
      toldAt: reportResults.toldAt,
      replacesId: reportResults.replacesId,
    })
    .from(reportResults)
    .where(eq(reportResults.reportId, reportId))
    .orderBy(desc(reportResults.toldAt), desc(reportResults.id));
export type ToldResult = Awaited<ReturnType<typeof resultsOf>>[number];

/** What was told to all reporters of a case, the newest first, for those who read the reports. */
export const resultsOfCase = (tx: Tx, caseId: string) =>
  tx
    .select({ result: reportResults, reportNumber: reports.number, teller: accounts.displayName })
    .from(reportResults)
    .innerJoin(reports, eq(reports.id, reportResults.reportId))
    .innerJoin(accounts, eq(accounts.id, reportResults.accountId))
    .where(eq(reports.caseId, caseId))
    .orderBy(desc(reportResults.toldAt), desc(reportResults.id));
export type CaseResult = Awaited<ReturnType<typeof resultsOfCase>>[number];

/**
 * A case with the desk's own work on it and the reports that were brought to it; null for one that is absent, hidden,
 * or not worked by the department in these districts.
 */
export async function readTellableCase(
  tx: Tx,
  caseNumber: string,
  desk: { readonly department: string; readonly districts: readonly string[] },
) {
  const [found] = await tx
    .select({ matter: cases, assignment: assignments })
    .from(cases)
    .innerJoin(assignments, eq(assignments.caseId, cases.id))
    .where(
      and(
        eq(cases.number, caseNumber),
        eq(assignments.department, desk.department),
        inArray(assignments.state, ["new", "accepted", "working", "objected", "closed"]),
        desk.districts.includes("*") ? undefined : inArray(assignments.district, [...desk.districts]),
      ),
    )
    .orderBy(desc(assignments.deliveredAt))
    .limit(1);
  if (found === undefined || found.matter.state === "sealed") return null;
  const brought = await tx
    .select({ id: reports.id, number: reports.number, filedAt: reports.filedAt })
    .from(reports)
    .innerJoin(deliveries, and(eq(deliveries.reportId, reports.id), eq(deliveries.department, desk.department)))
    .where(eq(reports.caseId, found.matter.id))
    .orderBy(asc(reports.filedAt));
  return brought.length === 0 ? null : { ...found, reports: brought };
}
export type TellableCase = NonNullable<Awaited<ReturnType<typeof readTellableCase>>>;
