import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { answerTo, arrange, undone } from "./matrix/as-owner.ts";
import { type OneCase, oneCase } from "./matrix/one-case.ts";

/**
 * What the database refuses whoever asks, the owner of its tables too, tried on one case with a row in every table. What
 * a trigger refuses goes through once that trigger alone is switched off.
 */
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

interface Tried {
  /** The trigger that refuses it. */
  readonly by: string;
  readonly table: string;
  readonly statement: () => string;
  /** How the rows lie before. */
  readonly after?: readonly string[];
  /** Of whom it is asked, where that matters: settings of `db/actor.ts`. */
  readonly as?: Readonly<Record<string, string>>;
}

const rowOf = (name: string): string => {
  const target = found.targets[name];
  if (target === undefined) throw new Error(`no ${name}`);
  return target.where;
};
const update = (by: string, table: string, row: string, set: string, rest: Partial<Tried> = {}) => ({
  by,
  table,
  statement: () => `update ${table} set ${set} where ${rowOf(row)}`,
  ...rest,
});
const removal = (table: string, row = table) => ({
  by: `${table}_kept_with_case`,
  table,
  statement: () => `delete from ${table} where ${rowOf(row)}`,
});
const words = (by: string, table: string, row = table, column = "sealed_reason") =>
  update(by, table, row, `${column} = '\\x02'`);
const settled = ["update case_holds set released_at = now()", "update assignments set state = 'closed'"];
const closed = [...settled, "update cases set state = 'closed', closed_at = now()"];
const asAdmin = { "portal.actor_kind": "admin", "portal.account_id": "00000000-0000-4000-8000-0000000000aa" };
const kept =
  "state = 'kept', received = size, sha256 = '\\x01', sm3 = '\\x01', kind = 'image', media_type = 'image/png', kept_at = now()";

const nothingGoes: Readonly<Record<string, Tried>> = {
  "a report is edited": update("reports_never_edited", "reports", "reports", "urgency = 'serious', channel = 'api'"),
  "a report's words are changed": update("reports_never_edited", "reports", "reports", "sealed_content = '\\x02'"),
  "a report's words are emptied": update("reports_never_edited", "reports", "reports", "sealed_content = '\\x'"),
  "work is opened again": update(
    "assignments_known_moves",
    "assignments",
    "assignments of the police",
    "state = 'new'",
    {
      after: ["update assignments set state = 'closed'"],
    },
  ),
  "work is put on another desk": update(
    "assignments_known_moves",
    "assignments",
    "assignments of the police",
    "district = '110108'",
  ),
  "work leaves for nowhere": update(
    "assignments_always_held",
    "assignments",
    "assignments of the police",
    "state = 'transferred'",
  ),
  "work goes to who is recused": {
    by: "assignments_without_recused_officer",
    table: "assignments",
    statement: () =>
      `update assignments set officer_id = (select account_id from recusals limit 1) where ${rowOf("assignments of the police")}`,
  },
  "a sealed case opens": update("cases_known_states", "cases", "cases", "state = 'open'", {
    after: [...settled, "update cases set state = 'sealed', sealed_at = now(), kept_until = now()"],
  }),
  "a case is sealed without saying until when": update("cases_known_states", "cases", "cases", "state = 'sealed'", {
    after: closed,
  }),
  "a case is destroyed a day too early": update("cases_known_states", "cases", "cases", "destroyed_at = now()", {
    after: [...settled, "update cases set state = 'sealed', sealed_at = now(), kept_until = now() + interval '1 day'"],
  }),
  "a held case is sealed": update(
    "cases_known_states",
    "cases",
    "cases",
    "state = 'sealed', sealed_at = now(), kept_until = now()",
    { after: closed.slice(1) },
  ),
  "a case closes while somebody works it": update(
    "cases_closed_by_the_last",
    "cases",
    "cases",
    "state = 'closed', closed_at = now()",
    { after: ["update interventions set state = 'declined', ended_at = now()"] },
  ),
  "a job makes a case less urgent": update("cases_lowered_by_people", "cases", "cases", "urgency = 'serious'", {
    after: ["update cases set urgency = 'critical'"],
    as: { "portal.actor_kind": "system" },
  }),
  "kept evidence is changed": update(
    "evidence_never_edited",
    "evidence",
    "evidence of the reporter",
    "sha256 = '\\x02'",
    { after: [`update evidence set ${kept}`] },
  ),
  "refused evidence comes back": update(
    "evidence_never_edited",
    "evidence",
    "evidence of the reporter",
    "state = 'arriving'",
    { after: ["update evidence set state = 'refused'"] },
  ),
  "half a file is kept": update(
    "evidence_never_edited",
    "evidence",
    "evidence of the reporter",
    kept.replace("received = size", "received = size - 1"),
  ),
  "a file is kept without its digests": update(
    "evidence_never_edited",
    "evidence",
    "evidence of the reporter",
    kept.replace("sm3 = '\\x01'", "sm3 = null"),
  ),
  "evidence leaves its case": update(
    "evidence_never_edited",
    "evidence",
    "evidence of the reporter",
    "case_id = null, draft_id = (select id from drafts limit 1)",
  ),
  "another's password is set": update("accounts_managed_only", "accounts", "accounts", "password_hash = 'x'", {
    as: asAdmin,
  }),
  "somebody switches themself off": {
    by: "accounts_managed_only",
    table: "accounts",
    statement: () => "update accounts set active = false where id::text = current_setting('portal.account_id')",
    after: ["update accounts set id = '00000000-0000-4000-8000-0000000000aa' where role = 'auditor'"],
    as: asAdmin,
  },
  "the last administrator goes": {
    by: "accounts_managed_only",
    table: "accounts",
    statement: () => "update accounts set active = false where role = 'admin'",
    as: asAdmin,
  },
  "a decided request is decided again": {
    by: "identity_requests_decided_once",
    table: "identity_requests",
    statement: () => "update identity_requests set expires_at = null where outcome = 'granted'",
  },
  "an issued document is edited": update(
    "documents_never_edited",
    "documents",
    "documents of the police",
    "serial = 2",
  ),
  "an issued document's words are changed": update(
    "documents_never_edited",
    "documents",
    "documents of the police",
    "sealed_content = '\\x02'",
  ),
  "a withdrawn document is taken back": update(
    "documents_never_edited",
    "documents",
    "documents of the police",
    "withdrawn_at = null, withdrawn_by = null, withdrawn_reason = null",
    {
      after: ["update documents set withdrawn_at = now(), withdrawn_by = account_id, withdrawn_reason = 'other'"],
    },
  ),
  "a retaliation is ended before it is taken on": update(
    "retaliations_known_states",
    "retaliations",
    "retaliations",
    "state = 'ended', taken_at = now(), taken_by = (select id from accounts limit 1), ended_at = now(), ended_by = (select id from accounts limit 1), outcome = 'not_found'",
  ),
  "a retaliation changes without a move": update(
    "retaliations_known_states",
    "retaliations",
    "retaliations",
    "contact = 'call'",
  ),
  "a retaliation's words are changed": update(
    "retaliations_known_states",
    "retaliations",
    "retaliations",
    "sealed_text = '\\x02'",
  ),
  "a recorded answer is edited": update(
    "retaliation_entries_never_edited",
    "retaliation_entries",
    "retaliation_entries",
    "sealed_text = '\\x02'",
  ),
  "a message is edited": update(
    "report_messages_never_edited",
    "report_messages",
    "report_messages of the reporter",
    "sealed_text = '\\x02'",
  ),
  "a result is changed": update(
    "report_results_never_changed",
    "report_results",
    "report_results",
    "outcome = 'not_filed'",
  ),
  "a result is taken away": {
    by: "report_results_never_changed",
    table: "report_results",
    statement: () => `delete from report_results where ${rowOf("report_results")}`,
  },
  "an entry of the trail is changed": update(
    "audit_entries_never_changed",
    "audit_entries",
    "audit_entries of the case",
    "action = 'signed_in'",
  ),
  "an entry of the trail is taken out": {
    by: "audit_entries_never_changed",
    table: "audit_entries",
    statement: () => `delete from audit_entries where ${rowOf("audit_entries of the case")}`,
  },
  "the trail is emptied": {
    by: "audit_entries_never_emptied",
    table: "audit_entries",
    statement: () => "truncate audit_entries",
  },
  "a signed day is changed": update(
    "audit_day_heads_never_changed",
    "audit_day_heads",
    "audit_day_heads",
    "signed_at = now() - interval '1 day'",
  ),
  "the signed days are emptied": {
    by: "audit_day_heads_never_emptied",
    table: "audit_day_heads",
    statement: () => "truncate audit_day_heads",
  },
  "the words of a hold are changed": words("case_holds_words_stay", "case_holds"),
  "the words of an emergency access are changed": words("emergency_accesses_words_stay", "emergency_accesses"),
  "the words of a request are changed": words(
    "identity_requests_words_stay",
    "identity_requests",
    "identity_requests of an officer",
  ),
  "the words of an objection are changed": words("objections_words_stay", "objections"),
  "the words of a recusal are changed": words("recusals_words_stay", "recusals"),
  "a question between desks is changed": words(
    "inquiries_words_kept",
    "inquiries",
    "inquiries of the police to civil_affairs",
    "sealed_question",
  ),
  "an intervention changes without a move": update(
    "interventions_follow_moves",
    "interventions",
    "interventions",
    "state = 'active', version = version + 1",
  ),
  "a move is written that nobody may make": {
    by: "intervention_moves_known",
    table: "intervention_moves",
    statement: () =>
      `insert into intervention_moves select (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(),
        'version', 2, 'move', 'start', 'from_state', 'proposed', 'to_state', 'active'))).* from intervention_moves m where ${rowOf("intervention_moves")}`,
  },
  "what was done for the child is told otherwise": update(
    "intervention_moves_never_edited",
    "intervention_moves",
    "intervention_moves",
    "sealed_answers = '\\x02'",
  ),
  "where a placed child lives goes before its case": removal("intervention_secrets"),
  "a case closes while something is under way for the child": update(
    "cases_closed_after_interventions",
    "cases",
    "cases",
    "state = 'closed', closed_at = now()",
    { after: settled },
  ),
  "an assessment goes before its case": removal("assessments"),
  "the search keys of a case go before it": removal("blind_indexes"),
  "a note goes before its case": removal("case_notes", "case_notes of the police"),
  "the key of a case goes before it": removal("data_keys"),
  "kept evidence goes before its case": {
    ...removal("evidence", "evidence of the reporter"),
    after: [`update evidence set ${kept}`],
  },
  "a party goes before its case": {
    ...removal("parties"),
    after: ["delete from blind_indexes", "delete from match_tokens"],
  },
  "a receipt goes before its case": removal("receipts"),
  "who reported goes before the case": removal("reporter_identities"),
  "a supplement goes before its case": removal("supplements"),
  "the unit that reported goes before the case": removal("unit_reports"),
};

describe("refused whoever asks:", () => {
  test.each(Object.keys(nothingGoes))("%s", async (name) => {
    const tried = nothingGoes[name];
    if (tried === undefined) throw new Error(name);
    const statement = tried.statement();
    await undone(owner, async (sql) => {
      await arrange(sql, tried.after ?? []);
      for (const [setting, value] of Object.entries(tried.as ?? {}))
        await sql`select set_config(${setting}, ${value}, true)`;
      expect(await answerTo(sql, statement)).not.toBe("done");
      await sql.unsafe(`alter table ${tried.table} disable trigger ${tried.by}`);
      expect(await answerTo(sql, statement), "without its trigger").toBe("done");
    });
  });

  test("every trigger that refuses is tried", async () => {
    const triggers = await owner`select t.tgname from pg_trigger t join pg_proc p on p.oid = t.tgfoid
      where not t.tgisinternal and p.proname like 'refuse%'`;
    expect(new Set(Object.values(nothingGoes).map(({ by }) => by))).toEqual(
      new Set(triggers.map(({ tgname }) => tgname)),
    );
  });
});
