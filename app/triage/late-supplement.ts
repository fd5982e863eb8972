import { and, desc, eq, lte } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { startClocks } from "#app/clocks/commands.ts";
import { tellPeople } from "#app/notices/telling.ts";
import { announce } from "#app/platform/live.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Tx } from "#db/connection.ts";
import { assignments, cases, clocks, deliveries, reports, supplements } from "#db/schema/index.ts";
import { reopenCase } from "./case-state.ts";

type Assignment = typeof assignments.$inferSelect;

/** What a supplement found: somebody at work, who sees it; a closed case, opened again or not; or a sealed one. */
export type Brought = "at_work" | "reopened" | "told" | "absent";

/**
 * Brings what a reporter added to those who must see it, where nobody works the case any more. A closed case is opened
 * again where the edition says so (`supplement_reopens`), with new work for the departments that had the report; the
 * leads of the case's desks are told in any case. A sealed one stays sealed: its leads are told, and open it by 紧急调阅.
 * Run twice, it changes nothing: the second time, somebody is at work, or the leads were told.
 */
export async function bringSupplement(
  tx: Tx,
  portal: Pick<Portal, "edition" | "editionOf">,
  supplementId: string,
  now: Date,
): Promise<Brought> {
  const [added] = await tx
    .select({ reportId: reports.id, caseId: reports.caseId, routedAt: reports.routedAt })
    .from(supplements)
    .innerJoin(reports, eq(reports.id, supplements.reportId))
    .where(eq(supplements.id, supplementId));
  if (added === undefined) return "absent";
  const { reportId, caseId } = added;
  // In the order that routing and closing take: a last closing at this moment waits, or is seen.
  const [matter] = await tx.select().from(cases).where(eq(cases.id, caseId)).for("no key update");
  // A report that is not routed yet goes to its desks with all that belongs to it.
  if (matter === undefined || matter.state === "open" || added.routedAt === null) return "at_work";
  const mayReopen = matter.state === "closed" && portal.edition.retention.supplements.closedCase === "reopen";
  const formers = mayReopen ? await lastWorkOf(tx, caseId, reportId) : [];
  const reopens = formers.length > 0;
  if (reopens) {
    await reopenCase(tx, caseId, now);
    await openAnew(tx, portal, { reportId, formers }, now);
  }
  await tellPeople(tx, "supplement_added", supplementId);
  return reopens ? "reopened" : "told";
}

/**
 * The work that was closed last in each department that had the report; in every department of the case where the report
 * was sent on to others meanwhile.
 */
async function lastWorkOf(tx: Tx, caseId: string, reportId: string): Promise<readonly Assignment[]> {
  const [closed, brought] = await Promise.all([
    tx
      .selectDistinctOn([assignments.department])
      .from(assignments)
      .where(and(eq(assignments.caseId, caseId), eq(assignments.state, "closed")))
      .orderBy(assignments.department, desc(assignments.closedAt)),
    tx.select({ department: deliveries.department }).from(deliveries).where(eq(deliveries.reportId, reportId)),
  ]);
  const having = closed.filter((work) => brought.some(({ department }) => department === work.department));
  return having.length > 0 ? having : closed;
}

/** New work for those departments, as it was given before, with the clocks that began with it. */
async function openAnew(
  tx: Tx,
  portal: Pick<Portal, "editionOf">,
  { reportId, formers }: { readonly reportId: string; readonly formers: readonly Assignment[] },
  now: Date,
): Promise<void> {
  for (const former of formers) {
    const opened = again(former, now);
    await tx.insert(assignments).values(opened);
    await tx
      .update(deliveries)
      .set({ assignmentId: opened.id })
      .where(and(eq(deliveries.reportId, reportId), eq(deliveries.department, former.department)));
    const begun = await tx
      .selectDistinct({ clock: clocks.clock, owner: clocks.owner })
      .from(clocks)
      .where(and(eq(clocks.assignmentId, former.id), lte(clocks.startedAt, former.deliveredAt)));
    const starts = begun.map(({ clock, owner }) => ({ assignment: opened, clock, owner, startedAt: now }));
    await startClocks(tx, portal.editionOf(former.edition), starts);
    await announce(tx, "assignment_delivered", [opened]);
  }
}

const again = (
  { caseId, joinedFromId, department, district, capacity, urgency, urgencyRank, edition, reason }: Assignment,
  now: Date,
) => ({
  id: newId(),
  caseId,
  joinedFromId,
  department,
  district,
  capacity,
  urgency,
  urgencyRank,
  edition,
  reason,
  state: "new" as const,
  deliveredAt: now,
});
