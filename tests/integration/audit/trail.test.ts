import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { genesis, hashOfEntry } from "#app/audit/chain.ts";
import { type Deed, recordDeed } from "#app/audit/record.ts";
import { verifyChain } from "#app/audit/verification.ts";
import { type Actor, anyone, asActor, asSystem, type Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { auditEntries } from "#db/schema/index.ts";
import { someAccount, someOfficer } from "#tests/support/builders.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let officer: Officer;
let auditor: Actor;

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  officer = await someOfficer(database, "police");
  auditor = await someAccount(database, { kind: "auditor", department: null, districts: ["*"] });
});
afterAll(async () => {
  await portals?.close();
  await database?.drop();
});

const record = (actor: Actor, deed: Deed) => asActor(portals.web.db, actor, (tx) => recordDeed(tx, deed));
const inWorker = <T>(work: (tx: Tx) => Promise<T>) => asSystem(portals.worker.db, "verify-audit-chain", work);
const verified = () => verifyChain(portals.web, inWorker);
const entries = () => inWorker((tx) => tx.select().from(auditEntries).orderBy(auditEntries.seq));

/** What the database says when it refuses, by its code. */
async function refusal(url: string, statement: string): Promise<string> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql.begin(async (tx) => {
      await tx`select set_config('portal.actor_kind', 'system', true)`;
      const done = await tx.unsafe(statement);
      return `done to ${done.count}`;
    });
  } catch (error) {
    if (error instanceof postgres.PostgresError) return error.code;
    throw error;
  } finally {
    await sql.end();
  }
}
const denied = "42501";
const refusedByTrigger = "23514";

test("the trigger's hash is the one that is reckoned here, whatever stands in an entry", async () => {
  const odd: readonly Deed[] = [
    { action: "access_refused" },
    { action: "note_written", compartment: "legal_aid", reason: "汉字、𠮷、emoji 👧🏽 and ́combining" },
    {
      action: "identities_opened",
      caseId: officer.accountId,
      caseNumber: "BJG-2026-000001-1",
      subjectId: officer.accountId,
      details: { text: 'quotes " and \\ backslashes', line: "a\nb\tc\u001f", none: null, yes: true, number: 1.5e21 },
    },
    { action: "case_held", reason: "  spaces at both ends  ", caseNumber: "'; drop table audit_entries; --" },
  ];
  for (const deed of odd) await record(officer, deed);
  await record(anyone, { action: "sign_in_refused", reason: "wrong" });
  await inWorker((tx) => recordDeed(tx, { action: "keys_rotated", details: { count: 3 } }));
  const rows = await entries();
  let previous = genesis.hash;
  for (const row of rows) {
    expect(row.previousHash.equals(previous), `entry ${row.seq}`).toBe(true);
    expect(hashOfEntry(row).equals(row.hash), `entry ${row.seq}`).toBe(true);
    previous = row.hash;
  }
  expect(
    rows.slice(-6).map(({ actorKind, accountId, department, job }) => ({ actorKind, accountId, department, job })),
  ).toEqual([
    ...odd.map(() => ({ actorKind: "officer", accountId: officer.accountId, department: "police", job: null })),
    { actorKind: "public", accountId: null, department: null, job: null },
    { actorKind: "system", accountId: null, department: null, job: "verify-audit-chain" },
  ]);
  expect(await verified()).toMatchObject({ finding: null, finished: true });
});

test("nobody changes, removes or empties the trail: neither the portal's roles nor the owner of its tables", async () => {
  await record(officer, { action: "signed_in" });
  const attempts = [
    "update audit_entries set action = 'signed_in'",
    "delete from audit_entries",
    "truncate audit_entries",
    "truncate audit_day_heads",
  ];
  for (const statement of attempts) {
    expect(await refusal(database.webUrl, statement), statement).toBe(denied);
    expect(await refusal(database.workerUrl, statement), statement).toBe(denied);
    // The owner of tests is a superuser, so row-level security does not stand in for the trigger.
    expect(await refusal(database.ownerUrl, statement), statement).toBe(refusedByTrigger);
  }
  for (const statement of [
    "update audit_head set seq = 0",
    "delete from audit_head",
    "update audit_day_heads set seq = 0",
  ]) {
    expect(await refusal(database.webUrl, statement), statement).toBe(denied);
    expect(await refusal(database.workerUrl, statement), statement).toBe(denied);
  }
});

test("who did it, when, and the place in the chain are not for the writer to say", async () => {
  for (const column of ["seq", "at", "actor_kind", "account_id", "department", "job", "previous_hash", "hash"]) {
    const value =
      { seq: "1", at: "now()", account_id: "gen_random_uuid()", previous_hash: "'x'", hash: "'x'" }[column] ?? "'x'";
    const statement = `insert into audit_entries (action, ${column}) values ('signed_in', ${value})`;
    expect(await refusal(database.webUrl, statement), column).toBe(denied);
    expect(await refusal(database.workerUrl, statement), column).toBe(denied);
  }
  // Whoever may write every column still writes as who they are: the trigger fills them in.
  const before = (await entries()).length;
  await refusal(
    database.ownerUrl,
    "insert into audit_entries (seq, at, actor_kind, action, previous_hash, hash) values (1, '2020-01-01', 'officer', 'signed_in', 'x', 'x')",
  );
  const last = (await entries()).at(-1);
  expect(last).toMatchObject({ seq: before + 1, actorKind: "system" });
  expect(await verified()).toMatchObject({ finding: null });
});

test("twenty at once, some of whom change their mind, leave a chain without gaps", async () => {
  const before = (await entries()).length;
  class ChangedMind extends Error {}
  const all = Array.from({ length: 20 }, (_, index) =>
    asActor(portals.web.db, officer, async (tx) => {
      await recordDeed(tx, { action: "evidence_opened", details: { index } });
      if (index % 3 === 0) throw new ChangedMind();
    }).catch((error: unknown) => {
      if (!(error instanceof ChangedMind)) throw error;
    }),
  );
  await Promise.all(all);
  const rows = await entries();
  expect(rows).toHaveLength(before + 13);
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_row, index) => index + 1));
  expect(await verified()).toMatchObject({ finding: null, reached: { seq: rows.length } });
});

test("a transaction without an actor writes nothing", async () => {
  const sql = postgres(database.webUrl, { max: 1 });
  await expect(sql`insert into audit_entries (action) values ('signed_in')`).rejects.toMatchObject({ code: denied });
  await sql.end();
});

test("everybody reads their own deeds, the auditor all, and nobody else's are there for the others", async () => {
  const other = await someOfficer(database, "civil_affairs");
  await record(other, { action: "password_changed" });
  const read = (actor: Actor) => asActor(portals.web.db, actor, (tx) => tx.select().from(auditEntries));
  expect((await read(other)).map(({ action }) => action)).toEqual(["password_changed"]);
  expect((await read(officer)).every(({ accountId }) => accountId === officer.accountId)).toBe(true);
  expect(await read(auditor)).toHaveLength((await entries()).length);
  for (const kind of ["admin", "coordinator", "unit_lead"] as const) {
    const one = await someAccount(database, { kind, department: null, districts: ["*"] });
    expect(await read(one), kind).toEqual([]);
  }
  expect(await read(anyone)).toEqual([]);
});
