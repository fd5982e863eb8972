import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import postgres from "postgres";
import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { writeToReporter } from "#app/messages/commands.ts";
import { type Mailer, openMailer, readKeptLetters } from "#app/platform/mail.ts";
import { asActor, type Officer } from "#db/actor.ts";
import { tellReporterThrough } from "#jobs/handlers/tell-reporter.ts";
import { someOfficer } from "#tests/support/builders.ts";
import { someCase, type TestCase } from "#tests/support/cases.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const log = pino({ level: "silent" });
const now = new Date("2026-03-02T09:00:00+08:00");
const reporterWith = (email: string | null) => ({
  reporter: { profession: "teacher", unit: "示例小学", name: "报告人甲", phone: "13800000000", email },
});

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let police: Officer;
let dataDir: string;
let mailer: Mailer;

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  police = await someOfficer(database, "police");
});
afterAll(async () => {
  await owner?.end();
  await portals?.close();
  await database?.drop();
});
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "portal-letters-"));
  mailer = await openMailer({ smtpUrl: null, dataDir, portalUrl: "https://baohu.example", mode: "demo" }, log);
});
afterEach(async () => {
  await mailer.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Asks the reporter of a case something; the id of the letter that is owed. */
async function ask(matter: TestCase): Promise<string> {
  const input = { caseNumber: matter.number, reportId: matter.reportId, kind: "question", text: "示例提问" } as const;
  await asActor(portals.web.db, police, (tx) => writeToReporter(tx, portals.web, police, input, now));
  const [job] =
    await owner`select payload from outbox where kind = 'tell-reporter' order by created_at desc, id desc limit 1`;
  return job?.payload.noticeId;
}
const run = (noticeId: string) =>
  tellReporterThrough(mailer).run(
    {
      portal: { ...portals.worker, config: { portalUrl: "https://baohu.example" } },
      jobId: uuidv7(),
      attempt: 1,
      now,
      log,
      signal: new AbortController().signal,
      complete: async () => undefined,
    },
    { v: 1, noticeId },
  );

test("who left an address gets one letter a thing, however often its job runs, and it says nothing of the case", async () => {
  const matter = await someCase(portals, reporterWith("reporter-inbox@reporter.example"), now);
  const id = await ask(matter);
  await run(id);
  await run(id);
  const letters = await readKeptLetters(dataDir);
  expect(letters.map(({ to }) => to)).toEqual(["reporter-inbox@reporter.example"]);
  const whole = `${letters[0]?.subject}\n${letters[0]?.text}`;
  expect(whole).toContain("https://baohu.example/receipt");
  expect(whole).not.toMatch(/BJ|公安|police|孩子|儿童|child|报告人甲|示例/i);
});

test("nobody is written to who left no address", async () => {
  const matter = await someCase(portals, reporterWith(null), now);
  await run(await ask(matter));
  expect(await readKeptLetters(dataDir)).toEqual([]);
});

test("the address stands in no job, and no row of the letter says whom it goes to", async () => {
  const matter = await someCase(portals, reporterWith("reporter-inbox@reporter.example"), now);
  const id = await ask(matter);
  const rows = await owner`select to_jsonb(n)::text as row from reporter_notices n where id = ${id}
    union all select payload::text from outbox`;
  expect(rows.map(({ row }) => row).join("\n")).not.toContain("@");
});

test("who may not read who reported learns nothing of a letter either", async () => {
  const matter = await someCase(portals, reporterWith("reporter-inbox@reporter.example"), now);
  await ask(matter);
  for (const read of ["select 1 from reporter_notices", "update reporter_notices set sent_at = now()"]) {
    await expect(asActor(portals.web.db, police, (tx) => tx.execute(read))).rejects.toThrow();
  }
});
