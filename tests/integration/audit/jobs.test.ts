import { createPublicKey, generateKeyPairSync, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { pino } from "pino";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readVerifications, requestVerification } from "#app/audit/commands.ts";
import { isSignedHead, readDayHeads } from "#app/audit/day-heads.ts";
import { recordDeed } from "#app/audit/record.ts";
import { verifyChain } from "#app/audit/verification.ts";
import { tellPeople } from "#app/notices/telling.ts";
import { makeProof, readProof } from "#app/reports/proof.ts";
import { type AccountActor, anyone, asActor, asSystem } from "#db/actor.ts";
import { auditDayHeads, notices, outbox } from "#db/schema/index.ts";
import type { HandlerContext } from "#jobs/handler.ts";
import { signAuditHead } from "#jobs/handlers/sign-audit-head.ts";
import { verifyAuditChain } from "#jobs/handlers/verify-audit-chain.ts";
import { someAccount, someOfficer } from "#tests/support/builders.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let auditor: AccountActor;

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  auditor = await someAccount(database, { kind: "auditor", department: null, districts: ["*"] });
  const sql = postgres(database.ownerUrl, { max: 1 });
  await sql`update accounts set email = 'auditor@example.invalid'`;
  await sql.end();
});
afterAll(async () => {
  await portals?.close();
  await database?.drop();
});

const inWorker = <T>(work: Parameters<typeof asSystem<T>>[2]) => asSystem(portals.worker.db, "test", work);
const context = (now = new Date()): HandlerContext => ({
  portal: portals.worker,
  jobId: randomUUID(),
  attempt: 1,
  now,
  log: pino({ level: "silent" }),
  signal: new AbortController().signal,
  complete: async () => undefined,
});
const promised = () => inWorker((tx) => tx.select().from(outbox));
const checks = () => asActor(portals.web.db, auditor, readVerifications);

/** Does what the relay and the queue do, until nothing is promised any more. */
async function workOff(): Promise<number> {
  for (let parts = 0; ; parts += 1) {
    const waiting = (await promised()).filter(({ doneAt }) => doneAt === null);
    if (waiting.length === 0) return parts;
    for (const { id, kind, payload } of waiting) {
      if (kind === "verify-audit-chain") await verifyAuditChain.run(context(), payload);
      await inWorker((tx) => tx.update(outbox).set({ doneAt: new Date() }).where(eq(outbox.id, id)));
    }
  }
}

async function record(count: number): Promise<void> {
  await asActor(portals.web.db, anyone, async (tx) => {
    for (let made = 0; made < count; made += 1) await recordDeed(tx, { action: "sign_in_refused", reason: "wrong" });
  });
}

test("the auditor asks for one check at a time, and reads how it ended", async () => {
  await record(30);
  const now = new Date();
  await asActor(portals.web.db, auditor, (tx) => requestVerification(tx, auditor, now));
  await asActor(portals.web.db, auditor, (tx) => requestVerification(tx, auditor, now));
  expect((await promised()).map(({ kind }) => kind)).toEqual(["verify-audit-chain"]);
  expect((await checks()).finished).toBeNull();
  await workOff();
  expect((await checks()).finished).toMatchObject({
    checked: 30,
    upToSeq: 30,
    fault: null,
    requestedBy: auditor.accountId,
  });
});

test("by night a check begins by itself", async () => {
  await verifyAuditChain.run(context(), { v: 1 });
  await workOff();
  expect((await checks()).finished).toMatchObject({ requestedBy: null, fault: null });
});

test("a check that is stopped goes on where it was, and ends as if it had not been", async () => {
  // More than one page. In small transactions, as people's are.
  for (let made = 0; made < 2_100; made += 100) await record(100);
  const stops: number[] = [];
  const first = await verifyChain(portals.worker, inWorker, {
    goOn: (reached) => {
      stops.push(reached);
      return false;
    },
  });
  expect(first).toMatchObject({ finished: false, finding: null, reached: { seq: stops[0] } });
  const rest = await verifyChain(portals.worker, inWorker, { after: first.reached });
  expect(rest).toMatchObject({ finished: true, finding: null, reached: { seq: 2_130 } });
});

test("nobody but the auditor asks for a check or reads one, and nobody writes down its outcome from the web", async () => {
  const officer = await someOfficer(database, "police", ["*"], "lead");
  await expect(
    asActor(portals.web.db, officer, (tx) => requestVerification(tx, officer, new Date())),
  ).rejects.toMatchObject({ cause: { code: "42501" } });
  expect(await asActor(portals.web.db, officer, readVerifications)).toEqual({ latest: null, finished: null });
  for (const statement of [
    "update audit_verifications set fault = null",
    `insert into audit_verifications (id, requested_by, requested_at, finished_at, checked) values (gen_random_uuid(), '${auditor.accountId}', now(), now(), 5)`,
  ]) {
    await expect(asActor(portals.web.db, auditor, (tx) => tx.execute(statement))).rejects.toMatchObject({
      cause: { code: "42501" },
    });
  }
});

test("the head of a day is signed once, for the day that has ended in Beijing, and anybody can check it", async () => {
  const yesterday = Date.now() - 86_400_000;
  const sql = postgres(database.ownerUrl, { max: 1 });
  const [{ midnight } = { midnight: new Date() }] = await sql<{ midnight: Date }[]>`
    select date_trunc('day', now() at time zone 'Asia/Shanghai') at time zone 'Asia/Shanghai' + interval '1 day' as midnight`;
  await sql.end();
  // Five past the next midnight: today has ended, and every entry so far is today's.
  const fivePast = new Date(midnight.getTime() + 300_000);
  await signAuditHead.run(context(fivePast), { v: 1 });
  const [signed] = await inWorker((tx) => readDayHeads(tx, null, 5));
  expect(signed).toMatchObject({ seq: 2_130 });
  await record(1);
  await signAuditHead.run(context(new Date(fivePast.getTime() + 1_000)), { v: 1 });
  expect(await asActor(portals.web.db, anyone, (tx) => readDayHeads(tx, null, 5))).toEqual([signed]);
  const [stored] = await inWorker((tx) => tx.select().from(auditDayHeads));
  if (stored === undefined) throw new Error("no head");
  expect(isSignedHead(portals.web, stored)).toBe(true);
  expect(isSignedHead(portals.web, { ...stored, seq: stored.seq + 1 })).toBe(false);
  expect(isSignedHead(portals.web, { ...stored, day: "2020-01-01" })).toBe(false);
  // Before anything was recorded the chain stood at its beginning.
  await signAuditHead.run(context(new Date(yesterday)), { v: 1 });
  expect((await inWorker((tx) => readDayHeads(tx, null, 5))).at(-1)).toMatchObject({ seq: 0 });
  expect((await verifyChain(portals.worker, inWorker)).finding).toBeNull();
});

test("heads and proofs of a former signing key stay valid while its public half is kept, and only then", async () => {
  const { privateKey } = generateKeyPairSync("ed25519");
  const changed = { ...portals.worker, publicKeys: [createPublicKey(privateKey)] };
  expect((await verifyChain(changed, inWorker)).finding).toMatchObject({ fault: "day_unsigned" });
  const kept = { publicKeys: [...changed.publicKeys, portals.web.publicKey] };
  expect((await verifyChain(kept, inWorker)).finding).toBeNull();
  const proof = makeProof(portals.web.signingKey, "http://localhost", {
    number: "BJ-2026-000001-0",
    filedAt: new Date(),
  });
  expect(readProof(changed.publicKeys, proof)).toBeNull();
  expect(readProof(kept.publicKeys, proof)).toMatchObject({ number: "BJ-2026-000001-0" });
});

test("a chain that was tampered with is found by the check, and the auditor reads where", async () => {
  const sql = postgres(database.ownerUrl, { max: 1 });
  await sql.unsafe("set session_replication_role = replica");
  await sql.unsafe("update audit_entries set account_id = gen_random_uuid() where seq = 17");
  await sql.end();
  await verifyAuditChain.run(context(), { v: 1 });
  await workOff();
  expect((await checks()).finished).toMatchObject({ fault: "changed", faultSeq: 17, faultDay: null });
  const told = (await promised()).filter(({ kind }) => kind === "tell-people");
  const finished = (await checks()).finished?.id ?? "";
  expect(told.map(({ payload }) => payload)).toEqual([{ v: 1, about: "audit_chain_broken", subjectId: finished }]);
  expect(await inWorker((tx) => tellPeople(tx, "audit_chain_broken", finished))).toBe(1);
  const letters = await inWorker((tx) => tx.select().from(notices));
  expect(letters.map(({ accountId, caseNumber }) => [accountId, caseNumber])).toEqual([[auditor.accountId, ""]]);
});
