import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { afterAll, beforeEach, expect, test } from "vitest";
import { genesis, hashOfEntry } from "#app/audit/chain.ts";
import { readDayHeads, signDayHead } from "#app/audit/day-heads.ts";
import { recordDeed } from "#app/audit/record.ts";
import { anyone, asActor, asSystem } from "#db/actor.ts";
import { openDatabase } from "#db/connection.ts";
import { auditEntries } from "#db/schema/index.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "portal-audit-"));
const { privateKey: signingKey } = generateKeyPairSync("ed25519");
writeFileSync(join(folder, "key.pem"), signingKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });

/** A database for each test: what one tampers with, the next must not find. */
let database: TestDatabase;

beforeEach(async () => {
  database = await freshDatabase();
  await record("signed_in", "identities_opened", "evidence_opened", "access_refused", "case_held");
  return () => database.drop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Action = Parameters<typeof recordDeed>[1]["action"];

async function record(...actions: readonly Action[]): Promise<void> {
  const db = openDatabase(database.webUrl, { max: 1, name: "test" });
  for (const action of actions) await asActor(db, anyone, (tx) => recordDeed(tx, { action }));
  await db.close();
}

async function signHead(now: Date) {
  const db = openDatabase(database.workerUrl, { max: 1, name: "test" });
  const heads = await asSystem(db, "sign-audit-head", async (tx) => {
    await signDayHead(tx, { signingKey }, now);
    return readDayHeads(tx, null, 10);
  });
  await db.close();
  return heads;
}
const tomorrow = () => new Date(Date.now() + 86_400_000);

/** What somebody does who owns the whole server: switches the guards off, changes what they like, switches them on. */
async function tamper(...statements: readonly string[]): Promise<void> {
  const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  await sql.unsafe("set session_replication_role = replica");
  for (const statement of statements) await sql.unsafe(statement);
  await sql.end();
}

/** Rewrites the whole chain so that it fits itself again, its head included. */
async function rewriteChain(): Promise<void> {
  const db = openDatabase(database.workerUrl, { max: 1, name: "test" });
  const rows = await asSystem(db, "test", (tx) => tx.select().from(auditEntries).orderBy(auditEntries.seq));
  await db.close();
  let previousHash = genesis.hash;
  for (const row of rows) {
    const hash = hashOfEntry({ ...row, previousHash });
    await tamper(
      `update audit_entries set previous_hash = '\\x${previousHash.toString("hex")}', hash = '\\x${hash.toString("hex")}' where seq = ${row.seq}`,
    );
    previousHash = hash;
  }
  await tamper(`update audit_head set seq = ${rows.length}, hash = '\\x${previousHash.toString("hex")}'`);
}

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function audit(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const child = spawn(process.execPath, ["--import", "tsx", "commands/audit.ts", ...args], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? "",
      NODE_ENV: "production" as const,
      DATABASE_URL: database.ownerUrl,
      MASTER_KEY: database.masterKey.toString("base64"),
      SIGNING_KEY_FILE: join(folder, "key.pem"),
      SESSION_SECRET: "a session secret for tests only, long enough",
      LANG: "zh_CN.UTF-8",
      ...env,
    },
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    out += String(chunk);
  });
  child.stderr.on("data", (chunk: Buffer) => {
    err += String(chunk);
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, out, err })));
}

test("a whole chain is told in the reader's language, with how much was checked", async () => {
  expect(await audit(["verify"])).toEqual({
    code: 0,
    out: "审计记录完整：核对了 5 条记录和 0 个签名的链头。\n",
    err: "",
  });
  await signHead(tomorrow());
  expect(await audit(["verify"], { LANG: "en_GB.UTF-8" })).toMatchObject({
    code: 0,
    out: "The audit trail is whole: checked 5 entries and 1 signed heads.\n",
  });
});

test.each([
  [
    "changed",
    ["update audit_entries set reason = 'wrong' where seq = 3"],
    "第 3 条被改动过：内容与它的哈希值不符。",
    2,
  ],
  ["removed", ["delete from audit_entries where seq = 2"], "第 2 条不见了。", 1],
  ["removed at the end", ["delete from audit_entries where seq = 5"], "从第 5 条起，链的末尾被删去。", 4],
  [
    "inserted",
    [
      "update audit_entries set seq = seq + 100 where seq > 2",
      "insert into audit_entries select 3, at, actor_kind, account_id, department, job, action, case_id, case_number, subject_id, compartment, 'forged', details, previous_hash, hash from audit_entries where seq = 2",
      "update audit_entries set seq = seq - 99 where seq > 100",
      "update audit_head set seq = 6",
    ],
    "第 3 条不属于这个位置：记录被调换、插入或重新编号。",
    2,
  ],
  [
    "moved",
    [
      "update audit_entries set seq = 102 where seq = 2",
      "update audit_entries set seq = 2 where seq = 4",
      "update audit_entries set seq = 4 where seq = 102",
    ],
    "第 2 条不属于这个位置：记录被调换、插入或重新编号。",
    1,
  ],
] as const)("an entry that was %s behind the guards' back is named", async (_what, statements, sentence, reached) => {
  await tamper(...statements);
  expect(await audit(["verify"])).toEqual({
    code: 1,
    out: `审计记录有问题：${sentence}\n此前的 ${reached} 条没有问题。\n`,
    err: "",
  });
});

test("a chain rewritten as a whole differs from the head that was signed, and a new head cannot be forged", async () => {
  const [head] = await signHead(tomorrow());
  await tamper("update audit_entries set action = 'signed_in' where seq = 2");
  await rewriteChain();
  const found = await audit(["verify"]);
  expect(found.code).toBe(1);
  expect(found.out).toContain(`${head?.day} 的链头与第 5 条不符`);
  await tamper("update audit_day_heads set hash = (select hash from audit_entries where seq = 5)");
  expect((await audit(["verify"])).out).toContain(`${head?.day} 的链头（第 5 条）签名不对`);
});

test("heads kept elsewhere still tell when the database's own were removed", async () => {
  await signHead(tomorrow());
  const printed = await audit(["head"]);
  expect(printed.code).toBe(0);
  const file = join(folder, "kept.json");
  writeFileSync(file, printed.out);
  expect((await audit(["verify", "--heads", file])).out).toBe(
    "审计记录完整：核对了 5 条记录和 1 个签名的链头。\n文件里的 1 个链头都与记录相符。\n",
  );
  await tamper("delete from audit_day_heads", "delete from audit_entries where seq > 3");
  await rewriteChain();
  expect((await audit(["verify"])).code).toBe(0);
  const found = await audit(["verify", "--heads", file]);
  expect(found.code).toBe(1);
  expect(found.out).toContain("从第 4 条起，链的末尾被删去");
});

test("what cannot be checked is said in a sentence, and is no verdict", async () => {
  const notHeads = join(folder, "not-heads.json");
  writeFileSync(notHeads, '{"heads":[{"day":"yesterday"}]}');
  const cases: [readonly string[], string, Record<string, string>?][] = [
    [[], "用法"],
    [["verify", "again"], "用法"],
    [["verify", "--quick"], "用法"],
    [["head"], "还没有签名的链头"],
    [["verify", "--heads", "/nowhere.json"], "读不到文件"],
    [["verify", "--heads", notHeads], "不是链头"],
    [["verify"], "SIGNING_KEY_FILE", { SIGNING_KEY_FILE: "" }],
    [["verify"], "数据库没有应答", { DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" }],
  ];
  const outcomes = await Promise.all(cases.map(([args, , env]) => audit(args, env)));
  for (const [index, [args, sentence]] of cases.entries()) {
    expect(outcomes[index]?.err, args.join(" ")).toContain(sentence);
    expect(outcomes[index], args.join(" ")).toMatchObject({ code: 2, out: "" });
  }
});
