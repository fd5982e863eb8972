import { sql } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import type { AssignmentState, Urgency } from "#db/schema/index.ts";
import { list } from "./queue-order.ts";

/** How many assignments a department holds in one state and urgency. */
export interface HeldCount {
  readonly department: string;
  readonly state: AssignmentState;
  readonly urgency: Urgency;
  readonly count: number;
}

/** What is held in these districts, by department, state and urgency. Numbers only. Walks the index of the queues. */
export async function countHeld(
  tx: Tx,
  departments: readonly string[],
  districts: readonly string[],
): Promise<readonly HeldCount[]> {
  const rows = await tx.execute<{
    department: string;
    state: AssignmentState;
    urgency_rank: number;
    count: number;
  }>(sql`
    select a.department, a.state, a.urgency_rank, count(*)::int as count from assignments a
    where a.department = any (${list(departments)}) and a.district = any (${list(districts)})
      and a.state in ('new', 'accepted', 'working', 'objected')
    group by 1, 2, 3`);
  const urgencies = ["critical", "urgent", "serious"] as const;
  return rows.map(({ urgency_rank, ...row }) => ({ ...row, urgency: urgencies[urgency_rank] ?? "serious" }));
}

export interface BreachCount {
  readonly owner: string;
  readonly clock: string;
  readonly count: number;
}

/** Clocks that have run out and are not met yet, by whose they are. */
export async function countBreaches(tx: Tx, districts: readonly string[]): Promise<readonly BreachCount[]> {
  return tx.execute<{ owner: string; clock: string; count: number }>(sql`
    select k.owner, k.clock, count(*)::int as count from clocks k
    where k.state = 'breached' and k.district = any (${list(districts)})
    group by 1, 2 order by 3 desc, 1, 2`);
}
