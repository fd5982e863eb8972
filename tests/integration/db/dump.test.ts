import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeNote } from "#app/notes/commands.ts";
import { beginDraft } from "#app/reports/drafts.ts";
import { findReceipt } from "#app/reports/receipts.ts";
import { addSupplement } from "#app/reports/supplements.ts";
import { placeHold } from "#app/retention/holding.ts";
import { raiseObjection } from "#app/triage/objections.ts";
import { asActor, asSystem, type Officer } from "#db/actor.ts";
import { demoAccounts, demoUnits } from "#db/demo/city.ts";
import { demoReports } from "#db/demo/reports.ts";
import { accounts, assignments, cases } from "#db/schema/index.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { someReport } from "#tests/support/builders.ts";
import { type DemoCity, loadDemoCity } from "#tests/support/demo-city.ts";
import { addedFile, officerOwner } from "#tests/support/evidence.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { searchFor, tellingTexts } from "./needles.ts";

/** One more report, with everything that a report may say. */
const fullReport = someReport({
  reporter: {
    profession: "social_worker",
    unit: "无名社工事务所",
    name: "转储测试社工寅",
    phone: "13900000097",
    email: "dump-reporter@reporter.example",
    contactHours: "夜班之后不接电话",
  },
  children: [
    {
      name: "转储测试儿童卯",
      sex: "female",
      bornOn: "2013-07-19",
      nationalId: "11010519491231002X",
      district: "110105",
      school: "转储测试学校",
      address: "转储测试路九百九十九号",
      locateToday: "在转储测试学校门卫室",
    },
  ],
  suspects: [{ name: "转储测试嫌疑人辰", relation: "relative" }],
  steps: { policeCalled: true, policeReference: "转储测试受案第九号", told: "已告知转储测试校长" },
});
const written = {
  supplement: "转储测试补充：晚上又听到哭声，邻居也听到了。",
  objection: "转储测试异议：孩子实际住在海淀区的外婆家。",
  note: "转储测试笔记：已约谈班主任，另有录音。",
  hold: "转储测试留置：等待二审开庭。",
  draft: "转储测试草稿里的单位",
  fileName: "转储测试聊天记录卯.txt",
  fileNote: "转储测试说明：来自孩子的旧手机。",
  fileContent: "转储测试证据正文：他说不许告诉任何人。",
};
/** In the register of units for everybody to choose from, and the names that officers are shown by: not secret. */
const publicTexts = new Set([...demoUnits.map(({ name }) => name), "示例社区"]);
const secrets = [
  ...demoReports.flatMap(({ report }) => tellingTexts(report)),
  ...tellingTexts(fullReport),
  ...Object.values(written).flatMap(tellingTexts),
  "2013-07-19",
].filter((text) => text.length >= 4 && !publicTexts.has(text));
/** Units are looked for everywhere but in their register and in the names of their people. */
const units = demoUnits.map(({ name }) => name);

let database: TestDatabase;
let app: RunningApp;
let portals: TestPortals;
let owner: postgres.Sql;

async function say(city: DemoCity): Promise<void> {
  const page = {
    page: "account",
    form: randomUUID(),
    basedOn: null,
    fields: { "incident.narrative": [written.draft] },
  };
  await beginDraft(portals.web, { pages: [page], isChoice: () => false }, new Date());
  const answer = await fetch(`${app.url}/api/v1/reports`, {
    method: "POST",
    headers: { Authorization: `Bearer ${city.apiKey}`, "Content-Type": "application/json" },
    body: JSON.stringify(fullReport),
  });
  const filed: { receipt: string } = JSON.parse(await answer.text());
  const receipt = await findReceipt(portals.web, filed.receipt);
  if (receipt === null) throw new Error(`not filed: ${answer.status}`);
  await addSupplement(portals.web, receipt.reporter, written.supplement, new Date());
  while ((await owner`select 1 from reports where routed_at is null limit 1`).length > 0) await pause(50);
  const { number, held, people } = await asSystem(portals.worker.db, "test", async (tx) => {
    const [matter] = await tx.select().from(cases).where(eq(cases.id, receipt.reporter.caseId));
    return {
      number: matter?.number ?? "",
      held: await tx.select().from(assignments).where(eq(assignments.caseId, receipt.reporter.caseId)),
      people: await tx.select().from(accounts),
    };
  });
  const officerOf = (department: string): Officer => {
    const account = people.find(
      (one) => one.department === department && one.role === "officer" && one.districts.includes("110105"),
    );
    if (account === undefined) throw new Error(`nobody of ${department}`);
    return { kind: "officer", accountId: account.id, department, districts: account.districts, unitId: null };
  };
  const police = officerOf("police");
  await asActor(portals.web.db, police, (tx) =>
    writeNote(
      tx,
      portals.web,
      police,
      { caseNumber: number, compartment: "department", text: written.note },
      new Date(),
    ),
  );
  await asActor(portals.web.db, police, (tx) =>
    placeHold(tx, portals.web, police, { caseNumber: number, reason: "court_case", words: written.hold }, new Date()),
  );
  await addedFile(
    portals.web,
    officerOwner(police, receipt.reporter.caseId),
    Buffer.from(`${written.fileContent}\n`.repeat(50)),
    { name: written.fileName, note: written.fileNote },
  );
  const own = held.find(({ department }) => department === "police");
  await asActor(portals.web.db, police, (tx) =>
    raiseObjection(
      tx,
      portals.web,
      police,
      { assignmentId: own?.id ?? "", reason: written.objection, proposedDepartment: null, proposedDistrict: "110108" },
      new Date(),
    ),
  );
}

/** Every row of every table as text, bytes both as they are and in hex; one piece a table. */
async function dumpOf(url: string): Promise<Map<string, Buffer>> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const tables = await sql<{ name: string; bytes: string[] | null }[]>`
      select format('%I.%I', n.nspname, c.relname) as name,
        array_agg(quote_ident(a.attname)) filter (where a.atttypid = 'bytea'::regtype) as bytes
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') group by 1`;
    const pieces = new Map<string, Buffer>();
    for (const { name, bytes } of tables) {
      const rows: Buffer[] = [];
      for (const { text } of await sql.unsafe(`select t::text as text from ${name} t`)) rows.push(Buffer.from(text));
      for (const column of bytes ?? []) {
        for (const row of await sql.unsafe(`select ${column} as bytes from ${name} where ${column} is not null`))
          rows.push(row.bytes);
      }
      pieces.set(name, Buffer.concat(rows));
    }
    return pieces;
  } finally {
    await sql.end();
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

beforeAll(async () => {
  database = await freshDatabase();
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  app = await startApp(database);
  portals = openTestPortals(database);
  await say(await loadDemoCity(database, app));
}, 180_000);
afterAll(async () => {
  await portals?.close();
  await app?.stop();
  await owner?.end();
  await database?.drop();
});

describe("a thief who has everything but the key", () => {
  test("looks for something: names, telephones, numbers, addresses, schools and sentences", () => {
    expect(secrets.length).toBeGreaterThan(120);
    for (const text of [
      "示例儿童甲",
      "13800000001",
      "示例路1号",
      "转储测试儿童卯",
      "11010519491231002X",
      "dump-reporter@reporter.example",
      "夜班之后不接电话",
      "孩子说是在家里被打的",
    ]) {
      expect(secrets).toContain(text);
    }
  });

  test("finds none of it in any table of the portal or of its queue", async () => {
    const search = searchFor(secrets);
    const [portal, queue] = [await dumpOf(database.ownerUrl), await dumpOf(asOwner(database.queueUrl))];
    expect(portal.size).toBeGreaterThan(30);
    expect(queue.size).toBeGreaterThan(0);
    expect(Buffer.concat([...portal.values()]).includes("示例小学")).toBe(true);
    for (const [table, bytes] of [...portal, ...queue]) expect(search(bytes), table).toEqual([]);
  });

  test("learns from no other table which unit reported", async () => {
    const search = searchFor(units);
    const registers = new Set(["public.units", "public.accounts"]);
    for (const [table, bytes] of await dumpOf(database.ownerUrl)) {
      if (!registers.has(table)) expect(search(bytes), table).toEqual([]);
    }
    const names = new Set(demoAccounts(portals.web.edition).map(({ displayName }) => displayName));
    const shown = await owner<{ display_name: string }[]>`select display_name from accounts`;
    expect(shown.filter(({ display_name: name }) => !names.has(name))).toEqual([]);
  });

  test("finds none of it in the files of the database itself", async () => {
    await owner`checkpoint`;
    const [place] = await owner<{ folder: string; oid: string }[]>`
      select current_setting('data_directory') as folder, oid::text from pg_database where datname = current_database()`;
    if (place === undefined) throw new Error("a database without files");
    const search = searchFor(secrets);
    const files = filesBelow(join(place.folder, "base", place.oid));
    const read = files.filter((file) => statSync(file).size > 0);
    expect(read.length).toBeGreaterThan(30);
    for (const file of read) expect(search(readFileSync(file)), file).toEqual([]);
  });

  test("finds none of it in the folders of mail and evidence, nor in what the processes wrote", () => {
    const search = searchFor([...secrets, ...units]);
    const { storage } = portals.web.config;
    const stored = storage.kind === "disk" ? filesBelow(storage.folder) : [];
    expect(stored.length).toBeGreaterThan(0);
    for (const file of stored) expect(search(readFileSync(file)), file).toEqual([]);
    for (const file of filesBelow(app.dataDir).filter((one) => !one.endsWith("demo.json"))) {
      expect(search(wholeLetter(file)), file).toEqual([]);
    }
    for (const name of ["web", "worker"] as const) {
      expect(app.output(name).length).toBeGreaterThan(0);
      expect(search(Buffer.from(app.output(name))), name).toEqual([]);
    }
  });
});

/** A file; a letter that was still being written when it was listed has its own name by now. */
function wholeLetter(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (!file.endsWith(".new")) throw error;
    return readFileSync(file.slice(0, -".new".length));
  }
}

describe("the search itself", () => {
  const search = searchFor(secrets);
  const sentence = "体育课换衣服时看到手臂和背部有多处新旧伤痕";

  test.each([
    ["plain", Buffer.from(`…${sentence}…`)],
    ["UTF-16", Buffer.from(sentence, "utf16le")],
    ["UTF-16, the other way round", Buffer.from(sentence, "utf16le").swap16()],
    ["hex", Buffer.from(Buffer.from(sentence).toString("hex"))],
    ["base64", Buffer.from(Buffer.from(sentence).toString("base64"))],
    ["base64, one byte on", Buffer.from(Buffer.from(`x${sentence}`).toString("base64"))],
    ["base64, two bytes on", Buffer.from(Buffer.from(`xy${sentence}`).toString("base64"))],
    [
      "JSON with escapes",
      Buffer.from(JSON.stringify(sentence).replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16)}`)),
    ],
    ["an address", Buffer.from(encodeURIComponent(sentence))],
  ])("finds one clear sentence written as %s", (_how, bytes) => {
    expect(search(bytes)).toContain(sentence);
  });

  test.each([
    [
      "as text",
      () =>
        owner`insert into notices (id, kind, account_id, subject_id, case_number) select gen_random_uuid(), ${sentence}, id, gen_random_uuid(), 'x' from accounts limit 1`,
      "public.notices",
    ],
    ["as bytes", () => owner`update drafts set sealed_answers = convert_to(${sentence}, 'UTF8')`, "public.drafts"],
    [
      "in JSON",
      () =>
        owner`update outbox set payload = ${owner.json({ forgotten: sentence })} where id = (select id from outbox limit 1)`,
      "public.outbox",
    ],
  ])("finds one clear sentence in a table %s", async (_how, insert, table) => {
    await owner`insert into drafts (id, token_hash, code_hash, report_id, edition, wrapped_key, master_key_id, created_at, saved_at, expires_at)
      values (gen_random_uuid(), sha256(random()::text::bytea), sha256(random()::text::bytea), gen_random_uuid(), '2026-01', 'x', 'x', now(), now(), now())`;
    await insert();
    const dump = await dumpOf(database.ownerUrl);
    expect(search(dump.get(table) ?? Buffer.alloc(0))).toContain(sentence);
  });
});

/** The queue's database as the server's owner sees it. */
function asOwner(url: string): string {
  const address = new URL(database.ownerUrl);
  address.pathname = new URL(url).pathname;
  return address.toString();
}
