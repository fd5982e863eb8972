import { and, asc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import {
  type AssignmentReason,
  type AssignmentState,
  accounts,
  assignments,
  cases,
  clocks,
  deliveries,
  reports,
  type Urgency,
} from "#db/schema/index.ts";
import type { City } from "#guidelines/city.ts";
import type { Edition } from "#guidelines/edition.ts";
import { writeCursor } from "./cursor.ts";
import type { QueueQuestion } from "./filters.ts";
import type { QueueFilter, Tab } from "./queue-address.ts";
import { type Found, findDueSoon, findInformed, findQueued } from "./queue-order.ts";

export const pageSize = 40;

export interface QueueClock {
  readonly clock: string;
  readonly state: "running" | "breached";
  readonly startedAt: Date;
  readonly dueAt: Date;
}

/** One line of a queue. `assignment` is null where the desk may read the case and holds no work on it. */
export interface QueueRow {
  readonly id: string;
  readonly caseNumber: string;
  readonly urgency: Urgency;
  readonly situations: readonly string[];
  readonly childSex: string;
  readonly childAge: number | null;
  readonly childCount: number;
  readonly district: string;
  readonly profession: string | null;
  readonly since: Date;
  readonly clock: QueueClock | null;
  readonly assignment: {
    readonly id: string;
    readonly state: AssignmentState;
    readonly version: number;
    readonly holder: string | null;
    readonly officerId: string | null;
    readonly newReports: number;
    /** Why it is here: the sentence of the rule, and what the rule rests on. */
    readonly reason: Pick<AssignmentReason, "why" | "sources">;
  } | null;
}

export interface QueuePage {
  readonly rows: readonly QueueRow[];
  /** Cursors of the neighbouring pages. */
  readonly before: string | null;
  readonly after: string | null;
}

/** The districts a desk looks after: its own codes, or every one of the city and the city desk. */
export function districtsOf(city: City, actor: Officer): readonly string[] {
  if (!actor.districts.includes("*")) return actor.districts;
  return [...city.districts.map(({ code }) => code), city.cityDesk.code];
}

const statesOf: Readonly<Record<Exclude<Tab, "due" | "informed">, readonly AssignmentState[]>> = {
  new: ["new"],
  working: ["accepted", "working"],
  moving: ["objected", "transferred"],
  all: ["new", "accepted", "working", "objected", "transferred", "closed"],
};

/** Whose queue it is, where, and by which rules. */
interface QueueDesk {
  readonly actor: Officer;
  readonly districts: readonly string[];
  readonly edition: Edition;
}

/** One page of a desk's queue: most urgent first, then longest waiting; what is due soon, soonest first. */
export async function readQueue(tx: Tx, desk: QueueDesk, question: QueueQuestion, now: Date): Promise<QueuePage> {
  const found = await findRows(tx, desk, question, pageSize + 1, now);
  return pageOf(question, found, await describe(tx, found.slice(0, pageSize)));
}

/** How much a filter shows, counted up to a hundred. */
export async function countMatching(tx: Tx, desk: QueueDesk, filter: QueueFilter, now: Date): Promise<number> {
  return (await findRows(tx, desk, { ...filter, cursor: null }, 100, now)).length;
}

async function findRows(
  tx: Tx,
  { actor, edition, districts: whole }: QueueDesk,
  question: QueueQuestion,
  limit: number,
  now: Date,
): Promise<Found[]> {
  const districts = question.district === null ? whole : whole.filter((d) => d === question.district);
  if (districts.length === 0) return [];
  const range = { ...question, department: actor.department, districts, limit };
  if (question.tab === "due") return findDueSoon(tx, { ...range, warnings: warningsOf(edition), now });
  if (question.tab === "informed") return findInformed(tx, range);
  return findQueued(tx, { ...range, states: statesOf[question.tab] });
}

/** Reads one row more than it shows, to know whether there is a further page. */
function pageOf({ cursor }: QueueQuestion, found: readonly Found[], rows: readonly QueueRow[]): QueuePage {
  const more = found.length > pageSize;
  const shown = found.slice(0, pageSize);
  const backwards = cursor?.direction === "before";
  const ordered = backwards ? [...shown].reverse() : shown;
  const first = ordered[0];
  const last = ordered[ordered.length - 1];
  return {
    rows: backwards ? [...rows].reverse() : rows,
    before: first !== undefined && (backwards ? more : cursor !== null) ? writeCursor(first.keys) : null,
    after: last !== undefined && (backwards || more) ? writeCursor(last.keys) : null,
  };
}

/** How long before its end each clock of the edition warns, in hours. */
export const warningsOf = (edition: Edition): Readonly<Record<string, number>> =>
  Object.fromEntries(edition.clocks.map(({ id, warnBeforeHours }) => [id, warnBeforeHours]));

/** Everything a line shows, read by ids in the order of `found`. Rows the reader may not see are left out. */
async function describe(tx: Tx, found: readonly Found[]): Promise<QueueRow[]> {
  if (found.length === 0) return [];
  const caseIds = [...new Set(found.map(({ caseId }) => caseId))];
  const assignmentIds = found.flatMap(({ assignmentId }) => assignmentId ?? []);
  const matters = byKey(await casesOf(tx, caseIds), ({ id }) => id);
  const professions = byKey(await firstReportsOf(tx, caseIds), ({ caseId }) => caseId);
  const held = byKey(await assignmentsOf(tx, assignmentIds), ({ id }) => id);
  const next = byKey(await nextClocksOf(tx, assignmentIds), ({ assignmentId }) => assignmentId ?? "");
  const fresh = byKey(await newReportsOf(tx, assignmentIds), ({ assignmentId }) => assignmentId);
  return found.flatMap(({ caseId, assignmentId, district }) => {
    const matter = matters.get(caseId);
    if (matter === undefined) return [];
    const assignment = assignmentId === null ? undefined : held.get(assignmentId);
    const clock = assignmentId === null ? undefined : next.get(assignmentId);
    return [
      {
        id: assignmentId ?? caseId,
        caseNumber: matter.number,
        urgency: assignment?.urgency ?? matter.urgency,
        situations: matter.situations,
        childSex: matter.childSex,
        childAge: matter.childAge,
        childCount: matter.childCount,
        district: assignment?.district ?? district,
        profession: professions.get(caseId)?.profession ?? null,
        since: assignment?.deliveredAt ?? matter.openedAt,
        clock: clock === undefined ? null : { ...clock, state: clock.state === "breached" ? "breached" : "running" },
        assignment:
          assignment === undefined
            ? null
            : {
                id: assignment.id,
                state: assignment.state,
                version: assignment.version,
                holder: assignment.holder,
                officerId: assignment.officerId,
                reason: { why: assignment.reason.why, sources: assignment.reason.sources },
                newReports: assignment.acceptedAt === null ? 0 : (fresh.get(assignment.id)?.count ?? 0),
              },
      } satisfies QueueRow,
    ];
  });
}

function byKey<T>(rows: readonly T[], key: (row: T) => string): Map<string, T> {
  return new Map(rows.map((row) => [key(row), row]));
}

const casesOf = (tx: Tx, ids: string[]) =>
  tx
    .select({
      id: cases.id,
      number: cases.number,
      urgency: cases.urgency,
      situations: cases.situations,
      childSex: cases.childSex,
      childAge: cases.childAge,
      childCount: cases.childCount,
      openedAt: cases.openedAt,
    })
    .from(cases)
    .where(inArray(cases.id, ids));

const firstReportsOf = (tx: Tx, caseIds: string[]) =>
  tx
    .selectDistinctOn([reports.caseId], { caseId: reports.caseId, profession: reports.profession })
    .from(reports)
    .where(inArray(reports.caseId, caseIds))
    .orderBy(reports.caseId, asc(reports.filedAt));

async function assignmentsOf(tx: Tx, ids: string[]) {
  if (ids.length === 0) return [];
  return tx
    .select({
      id: assignments.id,
      state: assignments.state,
      version: assignments.version,
      urgency: assignments.urgency,
      district: assignments.district,
      deliveredAt: assignments.deliveredAt,
      acceptedAt: assignments.acceptedAt,
      holder: accounts.displayName,
      officerId: assignments.officerId,
      reason: assignments.reason,
    })
    .from(assignments)
    .leftJoin(accounts, eq(accounts.id, assignments.officerId))
    .where(inArray(assignments.id, ids));
}

/** The clock of each assignment that ends first among those that have an end. */
async function nextClocksOf(tx: Tx, assignmentIds: string[]) {
  if (assignmentIds.length === 0) return [];
  const rows = await tx
    .selectDistinctOn([clocks.assignmentId], {
      assignmentId: clocks.assignmentId,
      clock: clocks.clock,
      state: clocks.state,
      startedAt: clocks.startedAt,
      dueAt: clocks.dueAt,
    })
    .from(clocks)
    .where(
      and(
        inArray(clocks.assignmentId, assignmentIds),
        inArray(clocks.state, ["running", "breached"]),
        isNotNull(clocks.dueAt),
      ),
    )
    .orderBy(clocks.assignmentId, asc(clocks.dueAt));
  return rows.flatMap(({ dueAt, ...clock }) => (dueAt === null ? [] : [{ ...clock, dueAt }]));
}

/** Reports brought to work that somebody holds and that nobody there has read yet. */
async function newReportsOf(tx: Tx, assignmentIds: string[]) {
  if (assignmentIds.length === 0) return [];
  return tx
    .select({ assignmentId: deliveries.assignmentId, count: sql<number>`count(*)::int` })
    .from(deliveries)
    .where(and(inArray(deliveries.assignmentId, assignmentIds), isNull(deliveries.acknowledgedAt)))
    .groupBy(deliveries.assignmentId);
}

/** The number of the case an assignment belongs to; null where the reader may not see it. */
export async function caseNumberOf(tx: Tx, assignmentId: string): Promise<string | null> {
  const [found] = await tx
    .select({ number: cases.number })
    .from(assignments)
    .innerJoin(cases, eq(cases.id, assignments.caseId))
    .where(eq(assignments.id, assignmentId));
  return found?.number ?? null;
}

/** An assignment of the officer's own desk, with the number of its case; null for any other. */
export async function findOwnAssignment(tx: Tx, actor: Officer, id: string) {
  const [found] = await tx
    .select({
      id: assignments.id,
      caseId: assignments.caseId,
      officerId: assignments.officerId,
      state: assignments.state,
      version: assignments.version,
      urgency: assignments.urgency,
      department: assignments.department,
      district: assignments.district,
      bounces: assignments.bounces,
      caseNumber: cases.number,
    })
    .from(assignments)
    .innerJoin(cases, eq(cases.id, assignments.caseId))
    .where(and(eq(assignments.id, id), eq(assignments.department, actor.department)));
  const isOwn = actor.districts.includes("*") || actor.districts.includes(found?.district ?? "");
  return found !== undefined && isOwn ? found : null;
}
export type OwnAssignment = NonNullable<Awaited<ReturnType<typeof findOwnAssignment>>>;
