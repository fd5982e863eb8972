import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { lookIntoCase } from "#app/cases/commands.ts";
import { readCase } from "#app/cases/queries.ts";
import { attemptEmergency, reviewEmergency } from "#app/emergency/commands.ts";
import { ownEmergency } from "#app/emergency/oversight-view.ts";
import { readEmergencies } from "#app/emergency/queries.ts";
import { writeNote } from "#app/notes/commands.ts";
import { tellPeople } from "#app/notices/telling.ts";
import { type AccountActor, asActor, asSystem, type Officer } from "#db/actor.ts";
import { someAccount, someOfficer } from "#tests/support/builders.ts";
import { bringIn, someCase, type TestCase } from "#tests/support/cases.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let police: Officer;
let lead: Officer;
let auditor: AccountActor;
let matter: TestCase;
let outsider: Officer;

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  police = await someOfficer(database, "police");
  lead = await someOfficer(database, "police", ["110105"], "lead");
  auditor = await someAccount(database, { kind: "auditor", department: null, districts: ["*"] });
  await owner`update accounts set email = id || '@example.invalid'`;
});
beforeEach(async () => {
  matter = await someCase(portals);
  outsider = await someOfficer(database, "housing", ["110108"]);
});
afterAll(async () => {
  await owner?.end();
  await portals?.close();
  await database?.drop();
});

const grounds = (number: string) => ({ number, reason: "child_in_danger_now" as const, words: "示例：孩子走失" });
const open = (actor: Officer, number = matter.number, now = new Date()) =>
  attemptEmergency(portals.web, actor, grounds(number), now);
const read = (actor: Officer, number = matter.number) => asActor(portals.web.db, actor, (tx) => readCase(tx, number));
const deeds = (accountId: string) =>
  owner`select action, reason, case_number, case_id from audit_entries where account_id = ${accountId} order by seq`;
const accessOf = async (actor: Officer) => {
  const [row] =
    await owner`select * from emergency_accesses where account_id = ${actor.accountId} order by opened_at desc`;
  return row as { id: string; sealed_reason: Buffer; expires_at: Date; opened_at: Date };
};
const review = (id: string, outcome: string, by: AccountActor = auditor) =>
  asActor(portals.web.db, by, (tx) =>
    reviewEmergency(tx, portals.web, by, { id, outcome, words: "示例复核" }, new Date()),
  );
/** The hour is over: as if it had been opened two hours ago. */
async function letTheHourPass(actor: Officer) {
  await owner`update emergency_accesses set opened_at = opened_at - interval '2 hours', expires_at = expires_at - interval '2 hours'
    where account_id = ${actor.accountId}`;
  await owner`update personal_access set until = until - interval '2 hours' where account_id = ${actor.accountId}`;
}

test("an outsider reads the one case, but neither who reported nor a compartment; each look is recorded", async () => {
  const other = await someCase(portals);
  for (const [department, compartment] of [
    ["police", "department"],
    ["justice", "legal_aid"],
  ] as const) {
    await bringIn(portals, matter.caseId, department);
    const author = await someOfficer(database, department);
    await asActor(portals.web.db, author, (tx) =>
      writeNote(tx, portals.web, author, { caseNumber: matter.number, compartment, text: "示例保密" }, new Date()),
    );
  }
  await asActor(portals.web.db, police, (tx) =>
    writeNote(
      tx,
      portals.web,
      police,
      { caseNumber: matter.number, compartment: "shared", text: "示例共享" },
      new Date(),
    ),
  );
  expect(await read(outsider)).toBeNull();
  expect(await open(outsider)).toBe("opened");

  const record = await read(outsider);
  expect(record?.reports).toHaveLength(1);
  expect(record?.parties.length).toBeGreaterThan(0);
  expect(record?.identities).toEqual([]);
  expect(record?.beside.notes.notes.map(({ note }) => note.compartment)).toEqual(["shared"]);
  expect(await read(outsider, other.number)).toBeNull();
  expect(record?.events.map(({ event }) => event.kind)).toContain("emergency_access");

  await asActor(portals.web.db, outsider, (tx) => lookIntoCase(tx, outsider, matter.number, new Date()));
  await asActor(portals.web.db, police, (tx) => lookIntoCase(tx, police, matter.number, new Date()));
  expect((await deeds(outsider.accountId)).map(({ action, reason }) => `${action} ${reason}`)).toEqual([
    "emergency_opened child_in_danger_now",
    "emergency_page_read child_in_danger_now",
  ]);
  expect((await deeds(police.accountId)).map(({ action }) => action)).not.toContain("emergency_page_read");
  expect((await accessOf(outsider)).sealed_reason.toString("utf8")).not.toContain("走失");
});

test("it is for reading: whoever looks in an emergency adds no note and lets no desk in", async () => {
  await open(outsider);
  const write = asActor(portals.web.db, outsider, (tx) =>
    writeNote(
      tx,
      portals.web,
      outsider,
      { caseNumber: matter.number, compartment: "shared", text: "示例" },
      new Date(),
    ),
  );
  expect(await write).toBe("absent");
  expect(await owner`select 1 from case_notes where account_id = ${outsider.accountId}`).toHaveLength(0);
});

test("after the hour the case is gone, and opens again only once the auditor has reviewed", async () => {
  await open(outsider);
  expect(await open(outsider)).toBe("known");
  await letTheHourPass(outsider);
  expect(await read(outsider)).toBeNull();
  await expect(open(outsider)).rejects.toMatchObject({ code: "not_reviewed" });
  expect(await review((await accessOf(outsider)).id, "justified")).toBe("reviewed");
  expect(await open(outsider)).toBe("opened");
  expect(await read(outsider)).not.toBeNull();
});

test("two at once open it once", async () => {
  const both = await Promise.all([open(outsider), open(outsider)]);
  expect(both.sort()).toEqual(["known", "opened"]);
  expect(await owner`select 1 from emergency_accesses where account_id = ${outsider.accountId}`).toHaveLength(1);
});

test("an hour and no longer, also for whoever writes the row themself", async () => {
  await open(outsider);
  const { opened_at, expires_at } = await accessOf(outsider);
  expect(expires_at.getTime() - opened_at.getTime()).toBe(3_600_000);
  await expect(
    owner`update emergency_accesses set expires_at = opened_at + interval '61 minutes' where account_id = ${outsider.accountId}`,
  ).rejects.toThrow("emergency_accesses_one_hour");
});

test("a review that finds it unjustified shuts it at once", async () => {
  await open(outsider);
  const { id } = await accessOf(outsider);
  expect(await review(id, "unjustified")).toBe("reviewed");
  expect(await read(outsider)).toBeNull();
  await expect(review(id, "justified")).rejects.toMatchObject({ code: "already_reviewed" });
});

test("a justified one stays open until its hour is over", async () => {
  await open(outsider);
  await review((await accessOf(outsider)).id, "justified");
  const record = await read(outsider);
  expect(ownEmergency(record?.beside.emergencies ?? [], outsider.accountId, new Date())).not.toBeNull();
});

test("nobody but the auditor reviews, least of all whoever opened it", async () => {
  await open(outsider);
  const { id } = await accessOf(outsider);
  for (const somebody of [outsider, lead, police]) expect(await review(id, "justified", somebody)).toBe("absent");
  const forged = asActor(portals.web.db, lead, (tx) =>
    reviewEmergency(
      tx,
      portals.web,
      { ...lead, kind: "auditor" },
      { id, outcome: "justified", words: "示例" },
      new Date(),
    ),
  );
  await expect(forged).rejects.toMatchObject({ code: "already_reviewed" });
  expect((await owner`select outcome from emergency_accesses where id = ${id}`)[0]?.outcome).toBeNull();
});

test("a wrong number and one that is hidden from the recused are refused alike, and recorded", async () => {
  await bringIn(portals, matter.caseId, "housing", "110108");
  await owner`insert into recusals (id, case_id, account_id, department, reason, sealed_reason, recorded_by, recorded_at)
    values (gen_random_uuid(), ${matter.caseId}, ${outsider.accountId}, 'housing', 'other', '\\x00', ${outsider.accountId}, now())`;
  const refusalOf = async (number: string) => {
    const error: unknown = await open(outsider, number).catch((caught: unknown) => caught);
    return error;
  };
  const absent = await refusalOf("BJG-2020-999999-9");
  const recused = await refusalOf(matter.number);
  expect(recused).toEqual(absent);
  expect(recused).toMatchObject({ code: "not_found" });
  expect((await deeds(outsider.accountId)).map((one) => ({ ...one }))).toEqual([
    { action: "emergency_refused", reason: "not_found", case_number: "BJG-2020-999999-9", case_id: null },
    { action: "emergency_refused", reason: "not_found", case_number: matter.number, case_id: null },
  ]);
});

test("after ten attempts in an hour the next ones wait, known numbers too", async () => {
  const at = new Date("2026-11-23T10:10:00Z");
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await expect(open(outsider, "BJG-2020-999999-9", at)).rejects.toMatchObject({ code: "not_found" });
  }
  await expect(open(outsider, matter.number, at)).rejects.toMatchObject({ code: "slow_down" });
  await expect(open(outsider, matter.number, at)).rejects.toMatchObject({ code: "slow_down" });
  const refused = (await deeds(outsider.accountId)).map(({ reason }) => reason);
  expect(refused.filter((reason) => reason === "slow_down")).toHaveLength(1);
});

test("whoever works the case is sent to it, and nothing is opened", async () => {
  expect(await open(police)).toBe("known");
  expect(await owner`select 1 from emergency_accesses where account_id = ${police.accountId}`).toHaveLength(0);
});

test("it is also the way into a sealed case, for the desk that had it", async () => {
  for (const state of ["accepted", "working", "closed"]) {
    await owner`update assignments set state = ${state}, version = version + 1, closed_at = now() where case_id = ${matter.caseId}`;
  }
  await owner`update cases set state = 'closed', closed_at = now() where id = ${matter.caseId}`;
  await owner`update cases set state = 'sealed', sealed_at = now(), kept_until = now() + interval '1 year' where id = ${matter.caseId}`;
  expect((await read(police))?.reports).toEqual([]);
  expect(await open(police)).toBe("opened");
  expect((await read(police))?.reports).toHaveLength(1);
  expect((await read(police))?.identities).toEqual([]);
});

test("leads on the case, prosecutors in scope and the auditor see it; other leads do not", async () => {
  await open(outsider);
  const { id } = await accessOf(outsider);
  const seen = async (actor: AccountActor) => {
    const { waiting } = await asActor(portals.web.db, actor, (tx) => readEmergencies(tx));
    return waiting.some(({ access }) => access.id === id);
  };
  const prosecutor = await someOfficer(database, "procuratorate");
  const otherLead = await someOfficer(database, "health", ["110108"], "lead");
  expect(await Promise.all([lead, prosecutor, auditor, outsider, police, otherLead].map(seen))).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
});

test("leads on the case and auditors get a letter once, whoever opened it and the recused none", async () => {
  await open(outsider);
  const { id } = await accessOf(outsider);
  const recusedLead = await someOfficer(database, "police", ["110105"], "lead");
  await owner`update accounts set email = id || '@example.invalid' where id = ${recusedLead.accountId}`;
  await owner`insert into recusals (id, case_id, account_id, department, reason, sealed_reason, recorded_by, recorded_at)
    values (gen_random_uuid(), ${matter.caseId}, ${recusedLead.accountId}, 'police', 'other', '\\x00', ${lead.accountId}, now())`;
  const tell = () => asSystem(portals.worker.db, "tell-people", (tx) => tellPeople(tx, "emergency_access", id));
  await tell();
  expect(await tell()).toBe(0);
  const told = await owner`select account_id, case_number, kind from notices where subject_id = ${id}`;
  expect(told.map(({ account_id }) => account_id).sort()).toEqual([auditor.accountId, lead.accountId].sort());
  expect(told[0]).toMatchObject({ case_number: matter.number, kind: "emergency_access" });
  const mails = await owner`select payload from outbox where kind = 'send-mail'
    and payload->>'noticeId' in (select id::text from notices where subject_id = ${id})`;
  expect(mails).toHaveLength(2);
});

test("of a case whose contents were destroyed an officer is told so, it stays shut, and the attempt is on record", async () => {
  await owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update cases set state = 'sealed', closed_at = now() - interval '40 years', destroyed_at = now()
      where id = ${matter.caseId}`;
  });
  await expect(open(outsider)).rejects.toMatchObject({ code: "destroyed" });
  expect(await accessOf(outsider)).toBeUndefined();
  expect(await deeds(outsider.accountId)).toMatchObject([{ action: "emergency_refused", reason: "destroyed" }]);
});
