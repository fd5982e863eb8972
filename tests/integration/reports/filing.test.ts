import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FilingConflict, fileReport } from "#app/reports/filing.ts";
import { readProof } from "#app/reports/proof.ts";
import { findReceipt, markReceiptSaved, receiptOfReport } from "#app/reports/receipts.ts";
import { addSupplement } from "#app/reports/supplements.ts";
import { asSystem } from "#db/actor.ts";
import * as schema from "#db/schema/index.ts";
import { someFiling, someReport } from "#tests/support/builders.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
});
afterAll(async () => {
  await portals.close();
  await database.drop();
});

/** Everything in a table, as the worker sees it. */
const all = <T>(read: (tx: Parameters<Parameters<typeof asSystem>[2]>[0]) => Promise<T>) =>
  asSystem(portals.worker.db, "test", read);

test("a receipt shown is a report, its case, its parties and its promised job, committed together", async () => {
  const filing = someFiling();
  const filed = await fileReport(portals.web, filing);
  expect(filed.number).toMatch(/^BJ-\d{4}-\d{6}-\d$/);
  const stored = await all(async (tx) => {
    const [report] = await tx.select().from(schema.reports).where(eq(schema.reports.id, filing.reportId));
    if (report === undefined) throw new Error("not stored");
    const parties = await tx.select().from(schema.parties).where(eq(schema.parties.caseId, report.caseId));
    const promised = await tx.select().from(schema.outbox);
    return { report, kinds: parties.map(({ kind }) => kind).sort(), promised };
  });
  expect(stored.report.number).toBe(filed.number);
  expect(stored.kinds).toEqual(["child", "suspect"]);
  expect(stored.promised.filter(({ payload }) => payload.reportId === filing.reportId)).toMatchObject([
    { kind: "route-report", relayedAt: null },
  ]);
});

test("no row of a filed report holds a name, a number, an address or a sentence of it in clear", async () => {
  await fileReport(portals.web, someFiling());
  const owner = postgres(database.ownerUrl, { max: 1 });
  const tables = await owner`select tablename from pg_tables where schemaname = 'public'`;
  const rows = await Promise.all(
    tables.map(({ tablename }) => owner`select t::text as row from ${owner(tablename)} t`),
  );
  await owner.end();
  const dump = rows.flat().map(({ row }) => String(row));
  expect(dump.length).toBeGreaterThan(8);
  for (const secret of ["示例儿童", "报告人甲", "13800000000", "示例路", "旧伤", "示例小学"]) {
    const inBytes = Buffer.from(secret).toString("hex");
    expect(dump.filter((row) => row.includes(secret) || row.includes(inBytes))).toEqual([]);
  }
});

test("pressed twice, retried or sent from two windows, it is one report with one receipt", async () => {
  const filing = someFiling();
  const presses = await Promise.all(Array.from({ length: 8 }, () => fileReport(portals.web, filing)));
  expect(new Set(presses.map(({ number }) => number)).size).toBe(1);
  expect(new Set(presses.map(({ receiptCode }) => receiptCode)).size).toBe(1);
  expect(presses.filter(({ repeated }) => !repeated)).toHaveLength(1);
  const again = await fileReport(portals.web, { ...filing, at: new Date(Date.now() + 60_000) });
  expect(again).toMatchObject({ repeated: true, number: presses[0]?.number, filedAt: filing.at });
});

test("the same key with another report is a conflict, and the first report stays as it is", async () => {
  const filing = someFiling();
  const filed = await fileReport(portals.web, filing);
  await expect(fileReport(portals.web, { ...filing, report: someReport() })).rejects.toThrow(FilingConflict);
  expect((await receiptOfReport(portals.web, filing.reportId))?.view.number).toBe(filed.number);
});

test("50 people pressing at the same moment get 50 numbers, 50 codes and no error", async () => {
  const filed = await Promise.all(Array.from({ length: 50 }, () => fileReport(portals.web, someFiling())));
  expect(new Set(filed.map(({ number }) => number)).size).toBe(50);
  expect(new Set(filed.map(({ receiptCode }) => receiptCode)).size).toBe(50);
});

test("the proof names the number and the moment and is signed by the portal", async () => {
  const filed = await fileReport(portals.web, someFiling());
  expect(readProof(portals.web.publicKeys, filed.proof)).toMatchObject({
    number: filed.number,
    filedAt: filed.filedAt.toISOString(),
  });
});

test("a receipt is found by its code and by nothing else; the code is shown until it was saved", async () => {
  const filed = await fileReport(portals.web, someFiling());
  const view = await findReceipt(portals.web, filed.receiptCode);
  expect(view).toMatchObject({ number: filed.number, routed: false, departments: [] });
  expect(await findReceipt(portals.web, "0000000000000000")).toBeNull();
  expect((await receiptOfReport(portals.web, filed.reportId))?.code).toBe(filed.receiptCode);
  if (view === null) throw new Error("no receipt");
  await markReceiptSaved(portals.web, view.reporter, new Date());
  expect((await receiptOfReport(portals.web, filed.reportId))?.code).toBeNull();
  expect(await receiptOfReport(portals.web, randomUUID())).toBeNull();
});

test("the database refuses to edit a filed report, whoever asks", async () => {
  const filing = someFiling();
  await fileReport(portals.web, filing);
  await expect(
    all((tx) => tx.update(schema.reports).set({ profession: "medical" }).where(eq(schema.reports.id, filing.reportId))),
  ).rejects.toThrow();
});

test("an urgent report owes a supplement, and a supplement meets its clock", async () => {
  const filed = await fileReport(portals.web, someFiling({ report: someReport({ urgentPath: true }) }));
  const before = await findReceipt(portals.web, filed.receiptCode);
  expect(before?.owed).toMatchObject([{ clock: "supplement_report", owner: "reporter", state: "running" }]);
  if (before === null) throw new Error("no receipt");
  await addSupplement(portals.web, before.reporter, "示例补充", new Date());
  const after = await findReceipt(portals.web, filed.receiptCode);
  expect(after?.supplementedAt).toHaveLength(1);
  expect(after?.owed).toMatchObject([{ clock: "supplement_report", state: "met" }]);
});
