import { and, asc, desc, eq, gte, lte, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { startClocks } from "#app/clocks/commands.ts";
import { tellPeople } from "#app/notices/telling.ts";
import { announce } from "#app/platform/live.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Tx } from "#db/connection.ts";
import {
  assignments,
  caseEvents,
  cases,
  clocks,
  deliveries,
  evidence,
  reports,
  supplements,
} from "#db/schema/index.ts";
import { beijingDay, startOfBeijingDay } from "#guidelines/days.ts";
import { reopenCase } from "./case-state.ts";

type Assignment = typeof assignments.$inferSelect;

/** What came found: somebody at work, who sees it; a closed case, opened again or not; a sealed one; or one destroyed. */
export type Brought = "at_work" | "reopened" | "told" | "destroyed" | "absent";

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
  const found = await bringToFormerDesks(tx, portal, added, now);
  if (found.outcome === "told" || found.outcome === "reopened") await tellPeople(tx, "supplement_added", supplementId);
  return found.outcome;
}

/**
 * The same for a file that a reporter added by their receipt. The files of a report that come on one day are one tiding:
 * the first tells of them all. On a sealed case the timeline says that there is something to look at, and no more.
 */
export async function bringLateFile(
  tx: Tx,
  portal: Pick<Portal, "edition" | "editionOf">,
  evidenceId: string,
  now: Date,
): Promise<Brought> {
  const [added] = await tx
    .select({ reportId: reports.id, caseId: reports.caseId, routedAt: reports.routedAt, keptAt: evidence.keptAt })
    .from(evidence)
    .innerJoin(reports, eq(reports.id, evidence.reportId))
    .where(and(eq(evidence.id, evidenceId), eq(evidence.state, "kept")));
  if (added === undefined || added.keptAt === null) return "absent";
  const { outcome, matter } = await bringToFormerDesks(tx, portal, added, now);
  if (matter === null || outcome === "at_work" || outcome === "destroyed") return outcome;
  const since = latest([startOfBeijingDay(beijingDay(added.keptAt)), matter.closedAt, matter.sealedAt]);
  const [first] = await tx
    .select({ id: evidence.id })
    .from(evidence)
    .where(and(eq(evidence.reportId, added.reportId), eq(evidence.state, "kept"), gte(evidence.keptAt, since)))
    .orderBy(asc(evidence.keptAt), asc(evidence.id))
    .limit(1);
  const told = first?.id ?? evidenceId;
  if (matter.state === "sealed") await markLate(tx, matter.id, told, added.keptAt);
  await tellPeople(tx, "evidence_added", told);
  return outcome;
}

/** Its desks, which see no file of a sealed case, see that there is something to open it for. */
async function markLate(tx: Tx, caseId: string, evidenceId: string, at: Date): Promise<void> {
  const marked = and(
    eq(caseEvents.caseId, caseId),
    eq(caseEvents.kind, "supplement_added"),
    sql`${caseEvents.details} ->> 'evidenceId' = ${evidenceId}`,
  );
  if ((await tx.$count(caseEvents, marked)) > 0) return;
  await tx.insert(caseEvents).values({ id: newId(), caseId, kind: "supplement_added", at, details: { evidenceId } });
}

const latest = (moments: readonly (Date | null)[]): Date =>
  new Date(Math.max(...moments.map((moment) => moment?.getTime() ?? 0)));

type Case = typeof cases.$inferSelect;

/** Where a case is not worked any more, opens it again as the edition says; the case is the one found, before that. */
async function bringToFormerDesks(
  tx: Tx,
  portal: Pick<Portal, "edition" | "editionOf">,
  {
    reportId,
    caseId,
    routedAt,
  }: { readonly reportId: string; readonly caseId: string; readonly routedAt: Date | null },
  now: Date,
): Promise<{ readonly outcome: Exclude<Brought, "absent">; readonly matter: Case | null }> {
  // In the order that routing and closing take: a last closing at this moment waits, or is seen.
  const [matter] = await tx.select().from(cases).where(eq(cases.id, caseId)).for("no key update");
  // A report that is not routed yet goes to its desks with all that belongs to it.
  if (matter === undefined || matter.state === "open" || routedAt === null) {
    return { outcome: "at_work", matter: matter ?? null };
  }
  if (matter.destroyedAt !== null) return { outcome: "destroyed", matter };
  const mayReopen = matter.state === "closed" && portal.edition.retention.supplements.closedCase === "reopen";
  const formers = mayReopen ? await lastWorkOf(tx, caseId, reportId) : [];
  if (formers.length === 0) return { outcome: "told", matter };
  await reopenCase(tx, caseId, now);
  await openAnew(tx, portal, { reportId, formers }, now);
  return { outcome: "reopened", matter };
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
