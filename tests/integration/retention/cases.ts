import { eq } from "drizzle-orm";
import { fileReport } from "#app/reports/filing.ts";
import { acceptAssignment, closeAssignment, startWork } from "#app/triage/commands.ts";
import { asActor, asSystem, type Officer } from "#db/actor.ts";
import { assignments, reports } from "#db/schema/index.ts";
import { someFiling, someOfficer, someReport } from "#tests/support/builders.ts";
import type { TestPortals } from "#tests/support/portal.ts";
import type { TestDatabase } from "#tests/support/postgres.ts";

export interface TestCase {
  readonly caseId: string;
  readonly reportId: string;
  readonly receiptCode: string;
  /** One officer for each department that holds work. */
  readonly officers: readonly Officer[];
}

/** A case of an invented child, filed and routed, with an officer at each of its desks. */
export async function someCase(
  database: TestDatabase,
  portals: TestPortals,
  over: Record<string, unknown> = {},
  at = new Date(),
): Promise<TestCase> {
  const filed = await fileReport(portals.web, someFiling({ report: someReport(over), at }));
  await portals.route(filed.reportId, at);
  const { caseId, held } = await asSystem(portals.worker.db, "test", async (tx) => {
    const [report] = await tx.select().from(reports).where(eq(reports.id, filed.reportId));
    const caseId = report?.caseId ?? "";
    return { caseId, held: await tx.select().from(assignments).where(eq(assignments.caseId, caseId)) };
  });
  const officers = await Promise.all(
    held.map(({ department, district }) => someOfficer(database, department, [district])),
  );
  return { caseId, reportId: filed.reportId, receiptCode: filed.receiptCode, officers };
}

/** Every department does its work on a case to the end. Returns the officer who closed last. */
export async function workToTheEnd(portals: TestPortals, { caseId, officers }: TestCase, at: Date): Promise<void> {
  for (const officer of officers) await closeOwn(portals, officer, caseId, at);
}

/** One department's work: accepted, begun, closed. */
export async function closeOwn(portals: TestPortals, officer: Officer, caseId: string, at: Date): Promise<void> {
  const held = await asSystem(portals.worker.db, "test", (tx) =>
    tx.select().from(assignments).where(eq(assignments.caseId, caseId)),
  );
  const own = held.find(({ department, state }) => department === officer.department && state !== "closed");
  if (own === undefined) throw new Error(`${officer.department} holds no work here`);
  for (const move of [acceptAssignment, startWork, closeAssignment]) {
    await asActor(portals.web.db, officer, (tx) => move(tx, portals.web, officer, { assignmentId: own.id }, at));
  }
}
