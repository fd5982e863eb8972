import { asc, desc, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import {
  accounts,
  assignments,
  caseEvents,
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
import { readBeside } from "./beside.ts";

/** The newest events of a timeline; older ones stay in the case and are not shown on its page. */
const mostEvents = 300;

/** Everything a case page draws from, as it is stored. Contents are still sealed. */
export type CaseRecord = NonNullable<Awaited<ReturnType<typeof readCase>>>;

/** A case by its number; null for one that is absent or hidden, which is the same to whoever asks. */
export async function readCase(tx: Tx, number: string) {
  const [matter] = await tx.select().from(cases).where(eq(cases.number, number));
  if (matter === undefined) return null;
  const id = matter.id;
  const reportIds = tx.select({ id: reports.id }).from(reports).where(eq(reports.caseId, id));
  const [held, running, filed, identities, people, added, brought, decisions, raised, events, keys, beside] =
    await Promise.all([
      assignmentsOf(tx, id),
      tx.select().from(clocks).where(eq(clocks.caseId, id)).orderBy(asc(clocks.dueAt), asc(clocks.startedAt)),
      tx.select().from(reports).where(eq(reports.caseId, id)).orderBy(asc(reports.filedAt)),
      tx.select().from(reporterIdentities).where(inArray(reporterIdentities.reportId, reportIds)),
      tx.select().from(parties).where(eq(parties.caseId, id)).orderBy(asc(parties.createdAt), asc(parties.id)),
      tx.select().from(supplements).where(inArray(supplements.reportId, reportIds)).orderBy(asc(supplements.createdAt)),
      tx.select().from(deliveries).where(eq(deliveries.caseId, id)),
      tx
        .select()
        .from(routingDecisions)
        .where(eq(routingDecisions.caseId, id))
        .orderBy(asc(routingDecisions.decidedAt)),
      objectionsOf(tx, id),
      eventsOf(tx, id),
      tx.select().from(dataKeys).where(eq(dataKeys.caseId, id)),
      readBeside(tx, id),
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
    events,
    keys,
    beside,
  };
}

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

const eventsOf = (tx: Tx, caseId: string) =>
  tx
    .select({ event: caseEvents, who: accounts.displayName, whose: accounts.department })
    .from(caseEvents)
    .leftJoin(accounts, eq(accounts.id, caseEvents.accountId))
    .where(eq(caseEvents.caseId, caseId))
    .orderBy(desc(caseEvents.at), desc(caseEvents.id))
    .limit(mostEvents);
