import { asc, eq } from "drizzle-orm";
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
} from "#db/schema/index.ts";
import { readBeside, readingFor } from "./beside.ts";
import { wholeCase } from "./case-place.ts";
import { readReports } from "./reports-queries.ts";
import { readRouting } from "./routing-queries.ts";
import { type CasePart, draws } from "./tabs.ts";
import { actorsOf, eventsOfKinds, readTimeline } from "./timeline-queries.ts";
import { entriesAtOnce, entriesOnPaper } from "./timeline-rules.ts";

/** Where a page draws no timeline. */
const noTimeline = { rows: [], older: false, newer: false };

/** Everything a case page draws from, as it is stored. Contents are still sealed. */
export type CaseRecord = NonNullable<Awaited<ReturnType<typeof readCase>>>;

/** A case by its number, as far as one part of its page draws it; null for one that is absent or hidden. */
export async function readCase(tx: Tx, number: string, part: CasePart = "print", place = wholeCase) {
  const [matter] = await tx.select().from(cases).where(eq(cases.number, number));
  if (matter === undefined) return null;
  const id = matter.id;
  const reading = readingFor(part);
  const [held, running, filed, people, brought, routed, raised, changed, timeline, actors, keys, beside] =
    await Promise.all([
      assignmentsOf(tx, id),
      tx.select().from(clocks).where(eq(clocks.caseId, id)).orderBy(asc(clocks.dueAt), asc(clocks.startedAt)),
      readReports(tx, id, part, place.reports),
      tx.select().from(parties).where(eq(parties.caseId, id)).orderBy(asc(parties.createdAt), asc(parties.id)),
      tx.select().from(deliveries).where(eq(deliveries.caseId, id)),
      readRouting(tx, id, part, place.routing),
      reading(["overview"], () => objectionsOf(tx, id)),
      reading(["overview"], () => eventsOfKinds(tx, id, overriding)),
      draws(part, ["timeline"])
        ? readTimeline(tx, id, place.timeline, part === "print" ? entriesOnPaper : entriesAtOnce)
        : noTimeline,
      reading(["timeline"], () => actorsOf(tx, id)),
      tx.select().from(dataKeys).where(eq(dataKeys.caseId, id)),
      readBeside(tx, id, part),
    ]);
  return {
    matter,
    assignments: held,
    clocks: running,
    ...filed,
    parties: people,
    deliveries: brought,
    ...routed,
    objections: raised,
    overrides: changed,
    events: timeline.rows,
    timeline: { ...timeline, place: place.timeline, actors },
    keys,
    beside,
  };
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
