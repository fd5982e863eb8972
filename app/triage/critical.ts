import { sql } from "drizzle-orm";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import type { CriticalItem } from "./alarm-rules.ts";
import { list } from "./queue-order.ts";

/** Enough that nothing which came at once is missed; nobody counts further. */
const mostNamed = 30;

interface Desks {
  readonly actor: Officer;
  readonly districts: readonly string[];
}

/**
 * What came last to these desks and is critical: work that nobody has accepted, a further report on critical work that
 * nobody has read, and held work that somebody else made critical; of the last day, the latest first. Ids and moments
 * only. Whatever the queue's filters show.
 */
export async function latestCritical(tx: Tx, { actor, districts }: Desks, now: Date): Promise<readonly CriticalItem[]> {
  const from = sql`${now.toISOString()}::timestamptz - interval '1 day'`;
  const ours = sql`a.department = ${actor.department} and a.district = any (${list(districts)}) and a.urgency_rank = 0`;
  const held = sql`a.state in ('new', 'accepted', 'working', 'objected')`;
  const rows = await tx.execute<{ id: string; at: string }>(sql`
    select id, max(extract(epoch from at) * 1000)::bigint as at from (
      (select a.id, a.delivered_at as at from assignments a
        where ${ours} and a.state = 'new' and a.delivered_at > ${from}
        order by a.delivered_at desc limit ${mostNamed})
      union all
      (select a.id, d.delivered_at from deliveries d join assignments a on a.id = d.assignment_id
        where d.department = ${actor.department} and d.acknowledged_at is null and d.delivered_at > ${from}
          and ${ours} and ${held}
        order by d.delivered_at desc limit ${mostNamed})
      union all
      (select a.id, e.at from case_events e join assignments a on a.case_id = e.case_id
        where e.kind = 'urgency_changed' and e.at > ${from} and e.account_id is distinct from ${actor.accountId}
          and ${ours} and ${held}
        order by e.at desc limit ${mostNamed})
    ) came group by id order by 2 desc, id limit ${mostNamed}`);
  return rows.map(({ id, at }) => ({ id, at: Number(at) }));
}
