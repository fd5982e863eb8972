import { randomUUID } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { installationKey } from "#app/keys/installation-key.ts";
import { keyIdOf, openVault, seal, unseal } from "#app/platform/crypto.ts";
import { asSystem } from "#db/actor.ts";
import { openDatabase } from "#db/connection.ts";
import { formatKeyRing, type KeyRing, parseKeyRing } from "#db/key-ring.ts";
import { filledIn, formsIn } from "#scripts/test/html-form.mjs";
import { Visitor } from "#scripts/test/visitor.mjs";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { someReport } from "#tests/support/builders.ts";
import { type DemoCity, loadDemoCity } from "#tests/support/demo-city.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { keysCommand } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "portal-keys-"));
/** What MASTER_KEY_FILE names; `swap` lays another ring there, as an operator would. */
const ringFile = join(folder, "ring");
const swap = (file: string) => copyFileSync(file, ringFile);
const ringIn = (file: string): KeyRing => {
  const ring = parseKeyRing(readFileSync(file, "utf8"));
  if (ring === null) throw new Error(`${file} holds no ring`);
  return ring;
};
const place = { table: "test", column: "secret", row: "1" };
const crowd = 4_000;

let database: TestDatabase;
let app: RunningApp;
let city: DemoCity;
let owner: postgres.Sql;
let first: string;
let sealedSecret: Buffer;
const keys = (...args: string[]) => keysCommand(database, ringFile, args);
const restart = async (file: string) => {
  await Promise.all([app.kill("web"), app.kill("worker")]);
  swap(file);
  await Promise.all([app.revive("web"), app.revive("worker")]);
};

const file = async () => {
  const answer = await fetch(`${app.url}/api/v1/reports`, {
    method: "POST",
    headers: { Authorization: `Bearer ${city.apiKey}`, "Content-Type": "application/json" },
    body: JSON.stringify(someReport()),
  });
  const filed: { receipt: string } = JSON.parse(await answer.text());
  return { status: answer.status, receipt: filed.receipt };
};
const receiptStatus = async (code: string) => (await fetch(`${app.url}/api/v1/receipts/${code}`)).status;

/** Somebody in the middle of a report, and somebody at their desk, before the key is changed. */
const reporter = { visitor: new Visitor(""), unit: "换密时正在填写的示例学校" };
const officer = { visitor: new Visitor("") };

async function beginReport(): Promise<void> {
  reporter.visitor = new Visitor(app.url);
  let page = await reporter.visitor.open("/report");
  for (let step = 0; step < 3; step += 1) {
    const form = formsIn(page).find(
      ({ method, action }) => method === "post" && (action === "" || action.startsWith("/report/")),
    );
    if (form === undefined) throw new Error("no way on");
    const answers: Record<string, string> = {
      "safety.immediateDanger": "false",
      "safety.medicalCareNeeded": "false",
      "reporter.profession": "teacher",
      "reporter.phone": "13800000031",
      "reporter.unit": reporter.unit,
    };
    const buttons = form.controls.filter(({ type, tag }) => type === "submit" || tag === "button");
    const next = buttons.find(({ name, value }) => name === "go" && value === "next") ?? buttons[0];
    page = await reporter.visitor.send(
      form.action,
      filledIn(form, ({ name, type }) => (type === "hidden" ? undefined : answers[name]), next),
    );
  }
}

/** Whether the draft still has what was typed. */
const typedSoFar = async () => (await reporter.visitor.open("/report/reporter")).includes(reporter.unit);

async function takeDesk(): Promise<void> {
  officer.visitor = new Visitor(app.url);
  const page = await officer.visitor.open("/sign-in");
  const form = formsIn(page).find(({ action }) => action === "/sign-in");
  if (form === undefined) throw new Error("no form to sign in");
  const typed: Record<string, string> = { login: "police-chaoyang", password: city.passwordOf("police-chaoyang") };
  await officer.visitor.send(
    "/sign-in",
    filledIn(form, ({ name, type }) => (type === "hidden" ? undefined : typed[name]), undefined),
  );
}
const atDesk = async () => {
  await officer.visitor.open("/triage");
  return new URL(officer.visitor.place).pathname;
};

/** A crowd of cases' keys, so that a rotation takes long enough to be interrupted. */
async function crowdIn(): Promise<void> {
  const vault = openVault(database.masterKey);
  const caseId = randomUUID();
  await owner`insert into cases select (jsonb_populate_record(c, ${owner.json({ id: caseId, number: "BJ-2026-999999-0" })})).* from cases c limit 1`;
  const rows = Array.from({ length: crowd }, () => {
    const { stored } = vault.newDataKey(randomUUID());
    return {
      id: stored.id,
      case_id: caseId,
      wrapped_key: stored.wrappedKey,
      master_key_id: stored.masterKeyId,
      created_at: new Date(),
    };
  });
  for (let from = 0; from < rows.length; from += 1_000)
    await owner`insert into data_keys ${owner(rows.slice(from, from + 1_000))}`;
}

const standing = async () => {
  const rows = await owner<{ id: string; count: number }[]>`select master_key_id as id, count(*)::int as count from (
    select master_key_id from data_keys union all select master_key_id from drafts union all select master_key_id from installation_keys) k group by 1`;
  return new Map(rows.map(({ id, count }) => [id, count]));
};

beforeAll(async () => {
  database = await freshDatabase();
  owner = postgres(database.ownerUrl, { max: 2, onnotice: () => {} });
  writeFileSync(ringFile, database.masterKey.toString("base64"), { mode: 0o600 });
  app = await startApp(database, { env: { MASTER_KEY: "", MASTER_KEY_FILE: ringFile } });
  city = await loadDemoCity(database, app);
  first = (await file()).receipt;
  await beginReport();
  await takeDesk();
  await crowdIn();
  const db = openDatabase(database.workerUrl, { max: 1, name: "test" });
  sealedSecret = await asSystem(db, "test", async (tx) =>
    seal(await installationKey(tx, { vault: openVault(database.masterKey) }, "accounts"), place, "示例第二因素"),
  );
  await db.close();
}, 180_000);
afterAll(async () => {
  await app?.stop();
  await owner?.end();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe.sequential("the master key of a portal at work", () => {
  const [next, last] = [join(folder, "next"), join(folder, "last")];

  test("before: everything is under the one key", async () => {
    expect(await typedSoFar()).toBe(true);
    expect(await atDesk()).toBe("/triage");
    const { code, told } = await keys("status");
    expect(code).toBe(0);
    expect(told).toMatch(new RegExp(`${keyIdOf(database.masterKey)}（现用）：个案 ${crowd + 13}，草稿 \\d+，本机构 1`));
  });

  test("nothing is rotated or finished with a ring that has no former key", async () => {
    for (const args of [["rotate"], ["finish", join(folder, "none")]]) {
      const { code, told } = await keys(...args);
      expect(code).toBe(1);
      expect(told).toContain("没有旧主密钥");
    }
    expect(existsSync(join(folder, "none"))).toBe(false);
  });

  test("a new ring is written for the operator alone, never over another file", async () => {
    const { code, told } = await keys("new", next);
    expect([code, told]).toEqual([0, expect.stringContaining(next)]);
    expect(statSync(next).mode & 0o777).toBe(0o600);
    const ring = ringIn(next);
    expect(ring.former).toEqual([database.masterKey]);
    expect(told).not.toContain(ring.current.toString("base64"));
    const before = readFileSync(next);
    expect((await keys("new", next)).code).toBe(1);
    expect(readFileSync(next)).toEqual(before);
  });

  test("with the new ring in place everything goes on, and new reports are under the new key", async () => {
    await restart(next);
    expect(await receiptStatus(first)).toBe(200);
    expect(await typedSoFar()).toBe(true);
    expect(await atDesk()).toBe("/triage");
    expect((await file()).status).toBe(201);
    expect((await standing()).get(keyIdOf(ringIn(next).current))).toBeGreaterThan(0);
    const refused = await keys("finish", last);
    expect([refused.code, refused.told]).toEqual([1, expect.stringContaining("不能去掉")]);
    expect(existsSync(last)).toBe(false);
  });

  test("killed in the middle, it leaves both keys at work; run again, it comes to its end while people file", async () => {
    const former = keyIdOf(database.masterKey);
    const killed = keysCommand(database, ringFile, ["rotate"], { killAfter: "个案" });
    expect((await killed).code).not.toBe(0);
    const between = await standing();
    expect(between.get(former)).toBeGreaterThan(0);
    expect(between.get(keyIdOf(ringIn(next).current))).toBeGreaterThan(0);
    expect(await receiptStatus(first)).toBe(200);
    expect(await owner`select 1 from audit_entries where action = 'keys_rotated'`).toHaveLength(0);

    const rotation = keys("rotate");
    let ended = false;
    void rotation.then(() => {
      ended = true;
    });
    const seen = { receipts: new Set<number>(), filed: new Set<number>(), desks: new Set<string>(), rounds: 0 };
    while (!ended) {
      // A code may be asked for sixty times an hour; a quick machine would come to that.
      if (seen.rounds < 20) seen.receipts.add(await receiptStatus(first));
      seen.filed.add((await file()).status);
      seen.desks.add(await atDesk());
      expect(await typedSoFar()).toBe(true);
      seen.rounds += 1;
    }
    const { code, told } = await rotation;
    expect(code, told).toBe(0);
    expect(told).toContain("100%");
    expect([[...seen.receipts], [...seen.filed], [...seen.desks]]).toEqual([[200], [201], ["/triage"]]);
    expect(seen.rounds).toBeGreaterThan(0);
    expect((await standing()).get(former)).toBeUndefined();
    const [entry] = await owner`select job, details from audit_entries where action = 'keys_rotated'`;
    expect(entry?.job).toBe("rotate-keys");
    expect(JSON.parse(entry?.details)).toMatchObject({ from: former, to: keyIdOf(ringIn(next).current) });
  }, 120_000);

  test("finished: without the old key everything still opens, and the old key opens nothing", async () => {
    const { code, told } = await keys("finish", last);
    expect(code, told).toBe(0);
    const ring = ringIn(last);
    expect(ring.former).toEqual([]);
    expect(formatKeyRing(ring)).not.toContain(database.masterKey.toString("base64"));
    await restart(last);
    expect(await receiptStatus(first)).toBe(200);
    expect(await typedSoFar()).toBe(true);
    expect(await atDesk()).toBe("/triage");
    const again = await file();
    expect(again.status).toBe(201);
    await expect
      .poll(async () => (await owner`select 1 from reports where routed_at is null`).length, { timeout: 20_000 })
      .toBe(0);
    const db = openDatabase(database.workerUrl, { max: 1, name: "test" });
    const opened = await asSystem(db, "test", (tx) => installationKey(tx, { vault: openVault(ring) }, "accounts"));
    expect(unseal([opened], place, sealedSecret)).toBe("示例第二因素");
    await db.close();
    const stored = await owner<{ id: string; wrapped_key: Buffer; master_key_id: string }[]>`select * from data_keys`;
    const old = openVault(database.masterKey);
    for (const row of stored) {
      expect(() => old.unwrap({ id: row.id, wrappedKey: row.wrapped_key, masterKeyId: row.master_key_id })).toThrow();
    }
  }, 60_000);

  test("a ring that is not this database's is told apart, and nothing is changed", async () => {
    const strange = join(folder, "strange");
    writeFileSync(
      strange,
      formatKeyRing({ current: Buffer.alloc(32, 1), former: [Buffer.alloc(32, 2)], tokens: null }),
    );
    const before = await standing();
    const status = await keysCommand(database, strange, ["status"]);
    expect(status.told).toContain("不在密钥环中");
    expect((await keysCommand(database, strange, ["finish", join(folder, "wrong")])).code).toBe(1);
    expect(existsSync(join(folder, "wrong"))).toBe(false);
    expect(await standing()).toEqual(before);
  });
});

test.each([
  ["no verb", []],
  ["a verb it does not know", ["forget"]],
  ["a file too many", ["status", "x"]],
  ["no file", ["new"]],
])("%s: it says how it is used", async (_what, args) => {
  const { code, told } = await keys(...args);
  expect([code, told]).toEqual([1, expect.stringContaining("keys --")]);
});

test("a folder that cannot be written to is named", async () => {
  const { code, told } = await keys("new", join(folder, "absent", "ring"));
  expect([code, told]).toEqual([1, expect.stringContaining("无法写入")]);
  chmodSync(folder, 0o700);
});
