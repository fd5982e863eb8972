import { sql } from "drizzle-orm";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import type { Edition } from "#guidelines/edition.ts";
import { warningsOf } from "./queries.ts";
import type { Tab } from "./queue-address.ts";
import { list, soonestWarning } from "./queue-order.ts";

/** Beyond this a tab says "999+": counting on would cost more than it tells. */
export const countedUpTo = 1_000;

/** How much stands under each tab, each counted up to `countedUpTo`. */
export async function countTabs(
  tx: Tx,
  desk: { readonly actor: Officer; readonly districts: readonly string[]; readonly edition: Edition },
  now: Date,
): Promise<Readonly<Record<Tab, number>>> {
  const { department } = desk.actor;
  const districts = list(desk.districts);
  const states = await tx.execute<{ state: string; count: number }>(sql`
    select wanted.state, (select count(*)::int from (
      select from assignments a
      where a.department = ${department} and a.district = any (${districts}) and a.state = wanted.state
      limit ${countedUpTo}) counted) as count
    from unnest(array['new', 'accepted', 'working', 'objected', 'transferred', 'closed']) as wanted (state)`);
  const [others] = await tx.execute<{ due: number; informed: number }>(sql`
    select (select count(*)::int from (
      select from assignments a cross join lateral (${soonestWarning(warningsOf(desk.edition), now)}) k
      where a.department = ${department} and a.district = any (${districts})
        and a.state in ('new', 'accepted', 'working', 'objected')
      limit ${countedUpTo}) counted) as due,
    (select count(*)::int from (
      select distinct i.case_id from case_access i
      where i.department = ${department} and i.district = any (${districts}) and i.kind = 'informed'
        and not exists (select 1 from case_access held where held.case_id = i.case_id
          and held.department = i.department and held.district = any (${districts}) and held.kind = 'assigned')
      limit ${countedUpTo}) counted) as informed`);
  const of = (state: string) => states.find((row) => row.state === state)?.count ?? 0;
  return {
    new: of("new"),
    working: of("accepted") + of("working"),
    moving: of("objected") + of("transferred"),
    due: others?.due ?? 0,
    informed: others?.informed ?? 0,
    all: states.reduce((sum, { count }) => sum + count, 0),
  };
}
