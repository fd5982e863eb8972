import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { answerTo, arrange, undone } from "./matrix/as-owner.ts";
import { type OneCase, oneCase } from "./matrix/one-case.ts";

/** What the database holds no row of, whoever writes it: tried as the owner of its tables, while no trigger looks. */
let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let found: OneCase;

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  found = await oneCase(database, portals);
});
afterAll(async () => {
  await owner?.end();
  await portals?.close();
  await database?.drop();
});

const rowOf = (name: string): string => {
  const target = found.targets[name];
  if (target === undefined) throw new Error(`no ${name}`);
  return target.where;
};

/** Another row like the one of the matrix. */
const again = (table: string, row = table, over = "'{}'::jsonb") => ({
  statement: () =>
    `insert into ${table} select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid()) || ${over})).* from ${table} t where ${rowOf(row)}`,
});
const set = (table: string, row: string, change: string) => ({
  statement: () => `update ${table} set ${change} where ${rowOf(row)}`,
});

/** Checks and keys by their name, and a row that each refuses. What only lists the words of a column is left to the types. */
const refusedRows: Readonly<Record<string, { readonly statement: () => string; readonly after?: readonly string[] }>> =
  {
    emergency_accesses_one_hour: set(
      "emergency_accesses",
      "emergency_accesses",
      "expires_at = opened_at + interval '1 hour 1 second'",
    ),
    identity_requests_limited: {
      statement: () =>
        "update identity_requests set expires_at = decided_at + interval '72 hours 1 second' where outcome = 'granted'",
    },
    inquiries_between_two: set(
      "inquiries",
      "inquiries of the police to civil_affairs",
      "to_department = from_department",
    ),
    inquiries_ended_whole: set("inquiries", "inquiries of the police to civil_affairs", "state = 'answered'"),
    meetings_ended_whole: set("meetings", "meetings", "state = 'held'"),
    meeting_tasks_done_whole: set("meeting_tasks", "meeting_tasks", "state = 'done'"),
    interventions_ended_whole: set("interventions", "interventions", "state = 'ended', ended_at = now()"),
    documents_about_something: set("documents", "documents of the police", "report_id = null"),
    documents_withdrawal_told: set("documents", "documents of the police", "withdrawn_at = now()"),
    evidence_arrives_in_bounds: set("evidence", "evidence of the reporter", "received = size + 1"),
    evidence_belongs_somewhere: set("evidence", "evidence of the reporter", "case_id = null"),
    register_entries_ended_whole: set("register_entries", "register_entries", "ended_at = now()"),
    report_messages_about_fits: set(
      "report_messages",
      "report_messages of a report gone astray",
      "about_department = null",
    ),
    report_messages_answer_fits: set("report_messages", "report_messages of the reporter", "kind = 'answer'"),
    report_messages_author_fits: set("report_messages", "report_messages of the reporter", "author = 'desk'"),
    retaliations_state_told: set("retaliations", "retaliations", "state = 'taken'"),
    case_joins_of_two: set("case_joins", "case_joins that stand", "from_case_id = case_id"),
    match_proposals_of_two: set("match_proposals", "match_proposals", "other_case_id = case_id"),
    blind_indexes_party_known: {
      statement: () => `update blind_indexes set party_id = null where kind <> 'phone' and ${rowOf("blind_indexes")}`,
    },
    assignments_one_held_per_department: again("assignments", "assignments of the police"),
    case_holds_one_a_department: again("case_holds"),
    case_joins_one_standing: again("case_joins", "case_joins that stand"),
    clocks_report_started_once: {
      ...again("clocks", "clocks of the police"),
      after: [
        "update clocks set assignment_id = null, report_id = (select id from reports where case_id = clocks.case_id limit 1) where owner = 'police'",
      ],
    },
    emergency_accesses_one_unreviewed: again("emergency_accesses"),
    identity_requests_one_open: again("identity_requests", "identity_requests of an officer"),
    objections_one_open: again("objections"),
    recusals_one_open: again("recusals"),
    register_entries_one_open: again("register_entries"),
    saved_views_one_default: {
      ...again("saved_views", "saved_views", '\'{"name": "another"}\'::jsonb'),
      after: ["update saved_views set is_default = true"],
    },
  };

describe("no such row:", () => {
  test.each(Object.keys(refusedRows))("%s", async (name) => {
    const row = refusedRows[name];
    if (row === undefined) throw new Error(name);
    await undone(owner, async (sql) => {
      await arrange(sql, row.after ?? []);
      // No trigger speaks before.
      await sql.unsafe("set local session_replication_role = replica");
      expect(await answerTo(sql, row.statement())).toBe(name);
    });
  });

  test("every check that compares, and every key of some rows only, is tried", async () => {
    const named = await owner`
      select conname as name from pg_constraint where connamespace = 'public'::regnamespace and contype = 'c'
        and conname not like '%\_known' or conname = 'blind_indexes_party_known'
      union select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid
        where c.relnamespace = 'public'::regnamespace and i.indisunique and i.indpred is not null`;
    expect(new Set(Object.keys(refusedRows))).toEqual(new Set(named.map(({ name }) => name)));
  });
});
