import { asc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import {
  accounts,
  assignments,
  type CaseEventKind,
  cases,
  clocks,
  dataKeys,
  deliveries,
  objections,
  parties,
  reporterIdentities,
  reports,
  routingDecisions,
  supplements,
} from "#db/schema/index.ts";
import { readBeside, readingFor } from "./beside.ts";
import { type CasePart, draws } from "./tabs.ts";
import { wholeTimeline } from "./timeline-place.ts";
import { actorsOf, eventsOfKinds, readTimeline } from "./timeline-queries.ts";
import { entriesAtOnce, entriesOnPaper } from "./timeline-rules.ts";

/** Where a page draws no timeline. */
const noTimeline = { rows: [], older: false, newer: false };

/** Everything a case page draws from, as it is stored. Contents are still sealed. */
export type CaseRecord = NonNullable<Awaited<ReturnType<typeof readCase>>>;

/** A case by its number, as far as one part of its page draws it; null for one that is absent or hidden. */
export async function readCase(tx: Tx, number: string, part: CasePart = "print", place = wholeTimeline) {
  const [matter] = await tx.select().from(cases).where(eq(cases.number, number));
  if (matter === undefined) return null;
  const id = matter.id;
  const reading = readingFor(part);
  const reportIds = tx.select({ id: reports.id }).from(reports).where(eq(reports.caseId, id));
  const [
    held,
    running,
    filed,
    identities,
    people,
    added,
    brought,
    decisions,
    raised,
    changed,
    timeline,
    actors,
    keys,
    beside,
  ] = await Promise.all([
    assignmentsOf(tx, id),
    tx.select().from(clocks).where(eq(clocks.caseId, id)).orderBy(asc(clocks.dueAt), asc(clocks.startedAt)),
    reportsOf(tx, id, draws(part, ["reports"]) ? "all" : "latest"),
    reading(["reports"], () =>
      tx.select().from(reporterIdentities).where(inArray(reporterIdentities.reportId, reportIds)),
    ),
    tx.select().from(parties).where(eq(parties.caseId, id)).orderBy(asc(parties.createdAt), asc(parties.id)),
    reading(["reports"], () =>
      tx.select().from(supplements).where(inArray(supplements.reportId, reportIds)).orderBy(asc(supplements.createdAt)),
    ),
    tx.select().from(deliveries).where(eq(deliveries.caseId, id)),
    reading(["overview"], () =>
      tx
        .select()
        .from(routingDecisions)
        .where(eq(routingDecisions.caseId, id))
        .orderBy(asc(routingDecisions.decidedAt)),
    ),
    reading(["overview"], () => objectionsOf(tx, id)),
    reading(["overview"], () => eventsOfKinds(tx, id, overriding)),
    draws(part, ["timeline"])
      ? readTimeline(tx, id, place, part === "print" ? entriesOnPaper : entriesAtOnce)
      : noTimeline,
    reading(["timeline"], () => actorsOf(tx, id)),
    tx.select().from(dataKeys).where(eq(dataKeys.caseId, id)),
    readBeside(tx, id, part),
  ]);
  return {
    matter,
    assignments: held,
    clocks: running,
    reports: filed,
    identities,
    parties: people,
    supplements: added,
    deliveries: brought,
    decisions,
    objections: raised,
    overrides: changed,
    events: timeline.rows,
    timeline: { ...timeline, place, actors },
    keys,
    beside,
  };
}

/** How many of the latest reports a page that draws none of them opens: how safe the child is stands in one of these. */
const latestOpened = 3;

/** The reports of a case, the oldest first. Where a page draws none of them only the latest bring their contents. */
function reportsOf(tx: Tx, caseId: string, contents: "all" | "latest") {
  const { sealedContent, ...columns } = getTableColumns(reports);
  const place = sql`row_number() over (order by ${reports.filedAt} desc, ${reports.id} desc)`;
  const content =
    contents === "all"
      ? sql<Buffer | null>`${sealedContent}`
      : sql<Buffer | null>`case when ${place} <= ${latestOpened} then ${sealedContent} end`;
  return tx
    .select({ ...columns, sealedContent: content })
    .from(reports)
    .where(eq(reports.caseId, caseId))
    .orderBy(asc(reports.filedAt));
}

/** Events by which people changed what the rules had decided. */
const overriding: readonly CaseEventKind[] = ["assignment_transferred", "objection_upheld", "urgency_changed"];

const assignmentsOf = (tx: Tx, caseId: string) =>
  tx
    .select({ assignment: assignments, holder: accounts.displayName })
    .from(assignments)
    .leftJoin(accounts, eq(accounts.id, assignments.officerId))
    .where(eq(assignments.caseId, caseId))
    .orderBy(asc(assignments.deliveredAt), asc(assignments.id));

const objectionsOf = (tx: Tx, caseId: string) =>
  tx
    .select({ objection: objections, raisedBy: accounts.displayName })
    .from(objections)
    .innerJoin(accounts, eq(accounts.id, objections.raisedBy))
    .where(eq(objections.caseId, caseId))
    .orderBy(asc(objections.raisedAt));
