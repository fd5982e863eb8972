import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { unseal } from "#app/platform/crypto.ts";
import { findReceipt } from "#app/reports/receipts.ts";
import { addSupplement, supplementPlace } from "#app/reports/supplements.ts";
import { destroyCase } from "#app/retention/destroying.ts";
import { lateSupplements } from "#app/retention/queries.ts";
import { sealCase } from "#app/retention/sealing.ts";
import { bringLateFile, bringSupplement } from "#app/triage/late-supplement.ts";
import { asActor, asSystem, type Officer } from "#db/actor.ts";
import { dataKeys } from "#db/schema/index.ts";
import { someOfficer } from "#tests/support/builders.ts";
import { addedFile, someRecording } from "#tests/support/evidence.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { someCase, type TestCase, workToTheEnd } from "../retention/cases.ts";

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let lead: Officer;
let elsewhere: Officer;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  lead = await someOfficer(database, "police", ["110105"], "lead");
  elsewhere = await someOfficer(database, "police", ["110108"], "lead");
  for (const { accountId } of [lead, elsewhere]) {
    await owner`update accounts set email = ${`${accountId}@portal.example`} where id = ${accountId}`;
  }
});
afterAll(async () => {
  await owner.end();
  await portals.close();
  await database.drop();
});

const words = "示例补充：孩子今天又有新的伤";
const now = new Date();
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);

/** Adds to a report by its receipt, as its reporter does, and gives the supplement's id, which the job gets. */
async function add({ receiptCode, reportId }: TestCase): Promise<string> {
  const receipt = await findReceipt(portals.web, receiptCode);
  if (receipt === null) throw new Error("no receipt");
  await addSupplement(portals.web, receipt.reporter, words, now);
  const [row] = await owner`select id from supplements where report_id = ${reportId} order by id desc limit 1`;
  const promised =
    await owner`select 1 from outbox where kind = 'bring-supplement' and payload->>'supplementId' = ${String(row?.id)}`;
  expect(promised).toHaveLength(1);
  return String(row?.id);
}
const bring = (id: string, over: { closedCase: "reopen" | "tell" } = { closedCase: "reopen" }) => {
  const { edition } = portals.worker;
  const supplements = { ...edition.retention.supplements, ...over };
  const portal = { ...portals.worker, edition: { ...edition, retention: { ...edition.retention, supplements } } };
  return asSystem(portals.worker.db, "bring-supplement", (tx) => bringSupplement(tx, portal, id, now));
};
const stateOf = async (caseId: string) => (await owner`select state from cases where id = ${caseId}`)[0]?.state;
const toldOf = (id: string) =>
  owner`select n.account_id, n.case_number = c.number as numbered from notices n join supplements s on s.id = n.subject_id
    join reports r on r.id = s.report_id join cases c on c.id = r.case_id where n.subject_id = ${id}`;
async function textOf({ caseId }: TestCase, id: string): Promise<string> {
  return asSystem(portals.worker.db, "test", async (tx) => {
    const keys = await tx.select().from(dataKeys);
    const [row] = await owner`select sealed_text from supplements where id = ${id}`;
    const own = keys.filter((key) => key.caseId === caseId).map((key) => portals.worker.vault.unwrap(key));
    return unseal(own, supplementPlace(id), Buffer.from(row?.sealed_text));
  });
}

test("while somebody works the case, a supplement changes nothing but what it adds", async () => {
  const matter = await someCase(database, portals);
  const id = await add(matter);
  expect(await bring(id)).toBe("at_work");
  expect(await toldOf(id)).toEqual([]);
  expect(await textOf(matter, id)).toBe(words);
});

test("a closed case is opened again, with new work and clocks for the departments that had the report", async () => {
  const matter = await someCase(database, portals, {}, ago(3));
  const before = await owner`select department, clock from clocks join assignments a on a.id = assignment_id
    where a.case_id = ${matter.caseId} and started_at <= a.delivered_at order by 1, 2`;
  await workToTheEnd(portals, matter, ago(1));
  expect(await stateOf(matter.caseId)).toBe("closed");
  const id = await add(matter);
  expect(await bring(id)).toBe("reopened");
  expect(await stateOf(matter.caseId)).toBe("open");
  const opened =
    await owner`select id, department, district, reason from assignments where case_id = ${matter.caseId} and state = 'new' order by department`;
  expect(opened.map(({ department }) => department)).toEqual(
    matter.officers.map(({ department }) => department).sort(),
  );
  const running = await owner`select a.department, c.clock from clocks c join assignments a on a.id = c.assignment_id
    where a.case_id = ${matter.caseId} and a.state = 'new' and c.state = 'running' order by 1, 2`;
  expect(running).toEqual(before);
  const brought = await owner`select assignment_id from deliveries where report_id = ${matter.reportId}`;
  expect(new Set(brought.map((row) => row.assignment_id))).toEqual(new Set(opened.map((row) => row.id)));
  expect(await toldOf(id)).toEqual([{ account_id: lead.accountId, numbered: true }]);
  expect(await textOf(matter, id)).toBe(words);
  const events = await owner`select kind from case_events where case_id = ${matter.caseId}`;
  expect(events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["supplement_added", "case_reopened"]));
});

test("run twice, it opens nothing twice and tells nobody twice; and the case closes with the new work", async () => {
  const matter = await someCase(database, portals, {}, ago(3));
  await workToTheEnd(portals, matter, ago(1));
  const id = await add(matter);
  expect(await bring(id)).toBe("reopened");
  expect(await bring(id)).toBe("at_work");
  expect(await toldOf(id)).toHaveLength(1);
  await workToTheEnd(portals, matter, now);
  expect(await stateOf(matter.caseId)).toBe("closed");
});

test("where the edition says so, a closed case stays closed and the leads of its desks are told", async () => {
  const matter = await someCase(database, portals, {}, ago(3));
  await workToTheEnd(portals, matter, ago(1));
  const id = await add(matter);
  expect(await bring(id, { closedCase: "tell" })).toBe("told");
  expect(await stateOf(matter.caseId)).toBe("closed");
  expect(await toldOf(id)).toEqual([{ account_id: lead.accountId, numbered: true }]);
});

test("a sealed case stays sealed: what came waits, its lead is told, and it leaves the list when it was opened", async () => {
  const matter = await someCase(database, portals, {}, ago(400));
  await workToTheEnd(portals, matter, ago(390));
  const sealed = await asSystem(portals.worker.db, "seal-cases", (tx) =>
    sealCase(tx, portals.worker.edition, matter.caseId, ago(1)),
  );
  expect(sealed).toBe(true);
  const waiting = (who: Officer) => asActor(portals.web.db, who, (tx) => lateSupplements(tx));
  expect(await waiting(lead)).toEqual([]);
  const id = await add(matter);
  expect(await bring(id)).toBe("told");
  expect(await stateOf(matter.caseId)).toBe("sealed");
  expect(await owner`select 1 from assignments where case_id = ${matter.caseId} and state = 'new'`).toHaveLength(0);
  expect(await toldOf(id)).toEqual([{ account_id: lead.accountId, numbered: true }]);
  expect(await textOf(matter, id)).toBe(words);
  const [row] = await owner`select number from cases where id = ${matter.caseId}`;
  expect(await waiting(lead)).toMatchObject([{ number: row?.number }]);
  expect(await waiting(elsewhere)).toEqual([]);
  await owner`insert into emergency_accesses (id, case_id, case_number, account_id, department, reason, sealed_reason, opened_at, expires_at)
    values (gen_random_uuid(), ${matter.caseId}, ${row?.number}, ${lead.accountId}, 'police', 'other', '\\x01', now() + interval '1 second', now() + interval '1 hour')`;
  expect(await waiting(lead)).toEqual([]);
});

describe("a file that its reporter adds by the receipt", () => {
  /** Adds a file as its reporter does, and gives its id, which the job gets. */
  async function addFile({ receiptCode }: TestCase): Promise<string> {
    const receipt = await findReceipt(portals.web, receiptCode);
    if (receipt === null) throw new Error("no receipt");
    const id = await addedFile(portals.web, { kind: "receipt", reporter: receipt.reporter }, someRecording(2_000));
    const promised =
      await owner`select 1 from outbox where kind = 'bring-late-file' and payload->>'evidenceId' = ${id}`;
    expect(promised).toHaveLength(1);
    return id;
  }
  const bringFile = (id: string) =>
    asSystem(portals.worker.db, "bring-late-file", (tx) => bringLateFile(tx, portals.worker, id, now));
  const leadsTold = async ({ caseId }: TestCase) => {
    const rows = await owner`select n.account_id, n.kind from notices n join cases c on c.number = n.case_number
      where c.id = ${caseId} and n.kind = 'evidence_added'`;
    return rows.map((row) => row.account_id);
  };

  test("changes nothing but what it adds while somebody works the case", async () => {
    const matter = await someCase(database, portals);
    expect(await bringFile(await addFile(matter))).toBe("at_work");
    expect(await leadsTold(matter)).toEqual([]);
  });

  test("opens a closed case again, once, and its lead is told", async () => {
    const matter = await someCase(database, portals, {}, ago(3));
    await workToTheEnd(portals, matter, ago(1));
    const id = await addFile(matter);
    expect(await bringFile(id)).toBe("reopened");
    expect(await stateOf(matter.caseId)).toBe("open");
    const opened =
      await owner`select department from assignments where case_id = ${matter.caseId} and state = 'new' order by 1`;
    expect(opened.map(({ department }) => department)).toEqual(
      matter.officers.map(({ department }) => department).sort(),
    );
    expect(await leadsTold(matter)).toEqual([lead.accountId]);
    expect(await bringFile(id)).toBe("at_work");
    expect(await bringFile(await addFile(matter)), "the next file finds somebody at work").toBe("at_work");
    expect(await leadsTold(matter)).toEqual([lead.accountId]);
  });

  test("waits where the case is sealed: its lead hears of a day's files once, and finds it on the list", async () => {
    const matter = await someCase(database, portals, {}, ago(400));
    await workToTheEnd(portals, matter, ago(390));
    await asSystem(portals.worker.db, "seal-cases", (tx) =>
      sealCase(tx, portals.worker.edition, matter.caseId, ago(1)),
    );
    const [row] = await owner`select number from cases where id = ${matter.caseId}`;
    const waiting = async (who: Officer) =>
      (await asActor(portals.web.db, who, (tx) => lateSupplements(tx))).filter(({ number }) => number === row?.number);
    const files = [await addFile(matter), await addFile(matter)];
    expect(await waiting(lead)).toHaveLength(0);
    for (const id of [...files, ...files]) expect(await bringFile(id)).toBe("told");
    expect(await stateOf(matter.caseId)).toBe("sealed");
    expect(await owner`select 1 from assignments where case_id = ${matter.caseId} and state = 'new'`).toHaveLength(0);
    expect(await leadsTold(matter)).toEqual([lead.accountId]);
    expect(await waiting(lead)).toHaveLength(1);
    expect(await waiting(elsewhere)).toEqual([]);
  });

  test("that comes just before its case is destroyed reaches nobody, and breaks nothing", async () => {
    const matter = await someCase(database, portals, {}, ago(4_000));
    await workToTheEnd(portals, matter, ago(3_990));
    await asSystem(portals.worker.db, "seal-cases", (tx) =>
      sealCase(tx, portals.worker.edition, matter.caseId, ago(3_700)),
    );
    const id = await addFile(matter);
    await owner`alter table cases disable trigger user`;
    await owner`update cases set kept_until = ${ago(1)} where id = ${matter.caseId}`;
    await owner`alter table cases enable trigger user`;
    expect(await asSystem(portals.worker.db, "destroy-cases", (tx) => destroyCase(tx, matter.caseId, now))).toBe(true);
    expect(await bringFile(id)).toBe("destroyed");
    await owner`alter table evidence disable row level security`;
    await owner`delete from evidence where id = ${id}`;
    await owner`alter table evidence enable row level security`;
    expect(await bringFile(id)).toBe("absent");
    expect(await leadsTold(matter)).toEqual([]);
    expect(await findReceipt(portals.web, matter.receiptCode), "and nobody adds to it any more").toBeNull();
  });
});
