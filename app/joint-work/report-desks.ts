import { eq } from "drizzle-orm";
import { announce } from "#app/platform/live.ts";
import type { Tx } from "#db/connection.ts";
import { assignments, deliveries } from "#db/schema/index.ts";

/** Open pages of the desks that a report was delivered to show what was added to it. */
export async function showReport(tx: Tx, reportId: string): Promise<void> {
  const desks = await tx
    .select({ id: assignments.id, department: assignments.department, district: assignments.district })
    .from(deliveries)
    .innerJoin(assignments, eq(assignments.id, deliveries.assignmentId))
    .where(eq(deliveries.reportId, reportId));
  await announce(tx, "report_changed", desks);
}
