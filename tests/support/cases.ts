import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { fileReport } from "#app/reports/filing.ts";
import { asSystem } from "#db/actor.ts";
import { assignments, cases } from "#db/schema/index.ts";
import { someFiling, someReport } from "./builders.ts";
import type { TestPortals } from "./portal.ts";

export interface TestCase {
  readonly caseId: string;
  readonly reportId: string;
  readonly number: string;
}

/** A case of one filed and routed report. */
export async function someCase(
  portals: TestPortals,
  over: Record<string, unknown> = {},
  at = new Date(),
): Promise<TestCase> {
  const { reportId } = await fileReport(portals.web, someFiling({ report: someReport(over), at }));
  const routed = await portals.route(reportId, at);
  if (!("caseId" in routed)) throw new Error(routed.outcome);
  const { caseId } = routed;
  const [matter] = await asSystem(portals.worker.db, "test", (tx) =>
    tx.select().from(cases).where(eq(cases.id, caseId)),
  );
  return { caseId, reportId, number: matter?.number ?? "" };
}

/** Gives a department work on a case, accepted; what it holds already stays. Returns the assignment's id. */
export async function bringIn(
  portals: TestPortals,
  caseId: string,
  department: string,
  district = "110105",
): Promise<string> {
  return asSystem(portals.worker.db, "test", async (tx) => {
    const held = await tx.select().from(assignments).where(eq(assignments.caseId, caseId));
    const known = held.find((one) => one.department === department);
    if (known !== undefined) return known.id;
    const [pattern] = held;
    if (pattern === undefined) throw new Error("the case was not routed");
    const id = randomUUID();
    await tx
      .insert(assignments)
      .values({ ...pattern, id, department, district, predecessorId: null, successorId: null });
    return id;
  });
}
