import { sql } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import type { Edition } from "#guidelines/edition.ts";
import { list } from "./queue-order.ts";

/** Why something stands on the list of 无人承接. */
export const unheldCauses = [
  "unrouted",
  "nobody",
  "not_accepted",
  "officer_left",
  "objection_undecided",
  "pair_undecided",
] as const;
export type UnheldCause = (typeof unheldCauses)[number];

/** Something that nobody holds, or that nobody took up in time. Codes, moments and a number: no identity. */
export interface Unheld {
  readonly caseNumber: string;
  /** The other case of a likely pair, where it is of these districts too. */
  readonly otherNumber: string | null;
  readonly assignmentId: string | null;
  readonly cause: UnheldCause;
  /** Null where no department has it. */
  readonly department: string | null;
  readonly district: string;
  readonly since: Date;
}

/** The most that one list shows. */
export const mostUnheld = 100;

/** How long a report may wait for its routing before the list names it. Policy value of the city. */
const routingMinutes = 10;

interface Scope {
  readonly districts: readonly string[];
  readonly edition: Edition;
}

/**
 * Everything of these districts that nobody holds: a case that was never routed or that no desk holds; work that was
 * delivered and not accepted within its clock; work whose officer is gone; an objection that nobody decided within its
 * clock; a likely pair of cases that nobody reads both of. The one waiting longest first. One more than is shown, to know whether there are others.
 */
export async function findUnheld(tx: Tx, { districts, edition }: Scope, now: Date): Promise<readonly Unheld[]> {
  const moment = sql`${now.toISOString()}::timestamptz`;
  const departments = list(edition.departments.map(({ id }) => id));
  const stoppedBy = (event: string) =>
    list(edition.clocks.filter(({ stops }) => stops.includes(event)).map(({ id }) => id));
  const overdue = (event: string) => sql`
    select k.due_at from clocks k where k.assignment_id = a.id and k.state in ('running', 'breached')
      and k.clock = any (${stoppedBy(event)}) and k.due_at <= ${moment} order by k.due_at limit 1`;
  const ofDesks = sql`a.department = any (${departments}) and a.district = any (${list(districts)})`;
  const rows = await tx.execute<{
    number: string;
    other_number: string | null;
    assignment_id: string | null;
    cause: UnheldCause;
    department: string | null;
    district: string;
    since: Date | string;
  }>(sql`
    select c.number, other.number as other_number, found.* from (
      select a.case_id, null::uuid as other_id, a.id as assignment_id, 'not_accepted' as cause, a.department, a.district, k.due_at as since
      from assignments a cross join lateral (${overdue("assignment_accepted")}) k
      where ${ofDesks} and a.state = 'new'
      union all
      select a.case_id, null, a.id, 'objection_undecided', a.department, a.district, k.due_at
      from assignments a cross join lateral (${overdue("objection_decided")}) k
      where ${ofDesks} and a.state = 'objected'
      union all
      select a.case_id, null, a.id, 'officer_left', a.department, a.district, coalesce(p.deactivated_at, a.accepted_at, a.delivered_at)
      from assignments a left join accounts p on p.id = a.officer_id
      where ${ofDesks} and a.state in ('accepted', 'working', 'objected') and a.accepted_at is not null
        and (p.id is null or not p.active)
      union all
      select c.id, null, null, case when exists (select 1 from assignments a where a.case_id = c.id) then 'nobody' else 'unrouted' end,
        null, c.district, c.opened_at
      from cases c
      where c.state = 'open' and c.joined_into_id is null and c.district = any (${list(districts)})
        and c.opened_at <= ${moment} - ${routingMinutes} * interval '1 minute'
        and not exists (select 1 from assignments a where a.case_id = c.id
          and a.state in ('new', 'accepted', 'working', 'objected'))
      union all
      select distinct on (u.proposal_id) u.case_id, v.case_id, null::uuid, 'pair_undecided', null, c.district, u.since
      from unheld_pairs u join cases c on c.id = u.case_id and c.district = any (${list(districts)})
        left join (unheld_pairs v join cases o on o.id = v.case_id and o.district = any (${list(districts)}))
          on v.proposal_id = u.proposal_id and v.case_id <> u.case_id
    ) found join cases c on c.id = found.case_id left join cases other on other.id = found.other_id
    order by found.since, c.number limit ${mostUnheld + 1}`);
  return rows.map((row) => ({
    caseNumber: row.number,
    otherNumber: row.other_number,
    assignmentId: row.assignment_id,
    cause: row.cause,
    department: row.department,
    district: row.district,
    since: new Date(row.since),
  }));
}
