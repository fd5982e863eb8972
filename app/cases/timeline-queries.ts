import { and, asc, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { accounts, type CaseEventKind, caseEvents } from "#db/schema/index.ts";
import type { TimelinePlace } from "./timeline-place.ts";
import { kindsIn } from "./timeline-rules.ts";

const events = (tx: Tx) =>
  tx
    .select({ event: caseEvents, who: accounts.displayName, whose: accounts.department })
    .from(caseEvents)
    .leftJoin(accounts, eq(accounts.id, caseEvents.accountId))
    .$dynamic();
export type StoredEvent = Awaited<ReturnType<typeof events>>[number];

/** Events of these kinds on a case, the newest first. */
export const eventsOfKinds = (tx: Tx, caseId: string, kinds: readonly CaseEventKind[]) =>
  events(tx)
    .where(and(eq(caseEvents.caseId, caseId), inArray(caseEvents.kind, [...kinds])))
    .orderBy(desc(caseEvents.at), desc(caseEvents.id));

/** A page of a case's timeline, the newest first, and whether there is more on either side. */
export async function readTimeline(tx: Tx, caseId: string, place: TimelinePlace, atOnce: number) {
  const back = place.from?.direction === "newer";
  const order = back ? [asc(caseEvents.at), asc(caseEvents.id)] : [desc(caseEvents.at), desc(caseEvents.id)];
  const found = await events(tx)
    .where(and(eq(caseEvents.caseId, caseId), ...narrowed(place), beyond(caseId, place)))
    .orderBy(...order)
    .limit(atOnce + 1);
  const rows = found.slice(0, atOnce);
  const more = found.length > atOnce;
  return {
    rows: back ? rows.reverse() : rows,
    older: back || more,
    newer: place.from !== null && (!back || more),
  };
}

function narrowed({ group, department, who }: TimelinePlace): SQL[] {
  return [
    ...(group === null ? [] : [inArray(caseEvents.kind, [...kindsIn(group)])]),
    ...(department === null ? [] : [sql`coalesce(${accounts.department}, ${caseEvents.department}) = ${department}`]),
    ...(who === null ? [] : [eq(caseEvents.accountId, who)]),
  ];
}

/** Older or newer than one entry of the same case; an entry that is not there, or hidden, has nothing beyond it. */
function beyond(caseId: string, { from }: TimelinePlace): SQL | undefined {
  if (from === null) return undefined;
  const compare = from.direction === "older" ? sql.raw("<") : sql.raw(">");
  return sql`(${caseEvents.at}, ${caseEvents.id}) ${compare} (select at, id from case_events mark
    where mark.id = ${from.id} and mark.case_id = ${caseId})`;
}

/** Whoever did something on a case, and their departments: what a timeline can be narrowed to. */
export const actorsOf = (tx: Tx, caseId: string) =>
  tx
    .selectDistinct({ id: accounts.id, name: accounts.displayName, department: accounts.department })
    .from(caseEvents)
    .innerJoin(accounts, eq(accounts.id, caseEvents.accountId))
    .where(eq(caseEvents.caseId, caseId))
    .orderBy(asc(accounts.department), asc(accounts.displayName));
