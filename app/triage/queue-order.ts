import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import type { AssignmentState } from "#db/schema/index.ts";
import type { QueueQuestion } from "./filters.ts";

/** A row of a queue by its ids, and the keys it is sorted by. */
export interface Found {
  readonly caseId: string;
  readonly assignmentId: string | null;
  readonly district: string;
  readonly keys: readonly string[];
}

interface Range extends QueueQuestion {
  readonly department: string;
  readonly districts: readonly string[];
  readonly limit: number;
}

/** Codes only, so that a comma never stands in one. */
export const list = (codes: readonly string[]) => sql`string_to_array(${codes.join(",")}, ',')`;
const backwards = ({ cursor }: Range) => cursor?.direction === "before";
const beyond = (range: Range) => (backwards(range) ? sql.raw("<") : sql.raw(">"));
const order = (range: Range, ...columns: string[]) =>
  sql.raw(columns.map((column) => `${column} ${backwards(range) ? "desc" : "asc"}`).join(", "));

/** Filters of the case, asked only when chosen; the urgency is a key of the queue's own index. */
function matching({ situation, urgency }: Range, row: "a" | "c"): SQL {
  const parts = [sql`true`];
  if (urgency !== null) {
    const rank = { critical: 0, urgent: 1, serious: 2 }[urgency];
    parts.push(row === "a" ? sql`a.urgency_rank = ${rank}::smallint` : sql`c.urgency = ${urgency}`);
  }
  if (situation !== null) {
    const has = sql`c.situations @> ${list([situation])}`;
    parts.push(row === "a" ? sql`exists (select 1 from cases c where c.id = a.case_id and ${has})` : has);
  }
  return sql.join(parts, sql` and `);
}

/**
 * The queue in its order: urgency, then waiting time. For each district and state a short walk along
 * `assignments_queue`, merged afterwards, so that the cost is that of a page and not of the queue.
 */
export async function findQueued(
  tx: Tx,
  range: Range & { readonly states: readonly AssignmentState[] },
): Promise<Found[]> {
  const [rank, at, id] = range.cursor?.keys ?? [];
  const from =
    rank === undefined || at === undefined || id === undefined
      ? sql`true`
      : sql`(a.urgency_rank, a.delivered_at, a.id) ${beyond(range)} (${rank}::smallint, ${at}::timestamptz, ${id}::uuid)`;
  await readInIndexOrder(tx);
  const rows = await tx.execute<{ id: string; case_id: string; district: string; rank: number; at: string }>(sql`
    select a.id, a.case_id, a.district, a.urgency_rank as rank, a.delivered_at::text as at
    from unnest(${list(range.districts)}) as desk (district)
    cross join unnest(${list(range.states)}) as wanted (state)
    cross join lateral (
      select a.id, a.case_id, a.district, a.urgency_rank, a.delivered_at from assignments a
      where a.department = ${range.department} and a.district = desk.district and a.state = wanted.state
        and ${from} and ${matching(range, "a")}
      order by ${order(range, "a.urgency_rank", "a.delivered_at", "a.id")}
      limit ${range.limit}
    ) a
    order by ${order(range, "a.urgency_rank", "a.delivered_at", "a.id")}
    limit ${range.limit}`);
  return rows.map((row) => ({
    caseId: row.case_id,
    assignmentId: row.id,
    district: row.district,
    keys: [String(row.rank), row.at, row.id],
  }));
}

/**
 * The planner takes the row-level policies for far more selective than they are, expects too few rows for the limit
 * to matter, and would collect and sort a whole queue for one page. For the rest of this transaction it walks the index.
 */
async function readInIndexOrder(tx: Tx): Promise<void> {
  await tx.execute(sql`select set_config('enable_bitmapscan', 'off', true)`);
}

/** Work that is held and has a clock within its warning, or past its end: soonest first. Costs what the desk holds. */
export async function findDueSoon(
  tx: Tx,
  range: Range & { readonly warnings: Readonly<Record<string, number>>; readonly now: Date },
): Promise<Found[]> {
  const [at, id] = range.cursor?.keys ?? [];
  const from =
    at === undefined || id === undefined
      ? sql`true`
      : sql`(k.due_at, a.id) ${beyond(range)} (${at}::timestamptz, ${id}::uuid)`;
  const rows = await tx.execute<{ id: string; case_id: string; district: string; at: string }>(sql`
    select a.id, a.case_id, a.district, k.due_at::text as at
    from assignments a
    cross join lateral (${soonestWarning(range.warnings, range.now)}) k
    where a.department = ${range.department} and a.district = any (${list(range.districts)})
      and a.state in ('new', 'accepted', 'working', 'objected')
      and ${from} and ${matching(range, "a")}
    order by ${order(range, "k.due_at", "a.id")}
    limit ${range.limit}`);
  return rows.map((row) => ({
    caseId: row.case_id,
    assignmentId: row.id,
    district: row.district,
    keys: [row.at, row.id],
  }));
}

/** The first end among an assignment's clocks whose warning has begun. */
export const soonestWarning = (warnings: Readonly<Record<string, number>>, now: Date): SQL => sql`
  select k.due_at from clocks k
  where k.assignment_id = a.id and k.state in ('running', 'breached')
    and k.due_at <= ${now.toISOString()}::timestamptz
      + coalesce((${JSON.stringify(warnings)}::jsonb ->> k.clock)::numeric, 0) * interval '1 hour'
  order by k.due_at limit 1`;

/** Cases that the desk may read without holding work on them, newest first: their ids carry their time. */
export async function findInformed(tx: Tx, range: Range): Promise<Found[]> {
  const [id] = range.cursor?.keys ?? [];
  // Newest first, so that reading on means smaller ids.
  const from =
    id === undefined ? sql`true` : sql`i.case_id ${backwards(range) ? sql.raw(">") : sql.raw("<")} ${id}::uuid`;
  const direction = sql.raw(backwards(range) ? "asc" : "desc");
  const rows = await tx.execute<{ case_id: string; district: string }>(sql`
    select distinct on (i.case_id) i.case_id, i.district from case_access i join cases c on c.id = i.case_id
    where i.department = ${range.department} and i.district = any (${list(range.districts)})
      and i.kind = 'informed' and ${from} and ${matching(range, "c")}
      and not exists (select 1 from case_access held where held.case_id = i.case_id
        and held.department = i.department and held.district = any (${list(range.districts)}) and held.kind = 'assigned')
    order by i.case_id ${direction}
    limit ${range.limit}`);
  return rows.map((row) => ({ caseId: row.case_id, assignmentId: null, district: row.district, keys: [row.case_id] }));
}
