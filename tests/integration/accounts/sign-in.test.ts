import { eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { hashPassword } from "#app/accounts/passwords.ts";
import { attemptLimits, sessionLimits } from "#app/accounts/rules.ts";
import { endSession, findSession, isSessionAlive } from "#app/accounts/sessions.ts";
import { signIn } from "#app/accounts/sign-in.ts";
import { anyone, asActor } from "#db/actor.ts";
import * as schema from "#db/schema/index.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const login = "police-example";
const password = "示例口令，很长";
const accountId = "00000000-0000-4000-8000-00000000000a";
const start = new Date("2026-11-23T02:00:00Z");
const after = (milliseconds: number) => new Date(start.getTime() + milliseconds);

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  await owner`insert into accounts (id, login, password_hash, role, department, districts, display_name)
    values (${accountId}, ${login}, ${await hashPassword(password)}, 'officer', 'police', ${["110105"]}, '示例值守员')`;
});
beforeEach(async () => {
  await owner`delete from rate_limits`;
  await owner`delete from sessions`;
  await owner`update accounts set active = true`;
});
afterAll(async () => {
  await owner.end();
  await portals.close();
  await database.drop();
});

interface Trying {
  readonly login?: string;
  readonly password?: string;
  readonly from?: string;
  readonly formerToken?: string | null;
  readonly at?: Date;
}
const attempt = (trying: Trying = {}) =>
  signIn(portals.web, {
    credentials: { login: trying.login ?? login, password: trying.password ?? password },
    clientAddress: trying.from ?? "192.0.2.1",
    device: "chrome linux",
    formerToken: trying.formerToken ?? null,
    at: trying.at ?? start,
  });
async function signedIn(trying: Trying = {}): Promise<string> {
  const outcome = await attempt(trying);
  if (outcome.outcome !== "signed_in") throw new Error(outcome.outcome);
  return outcome.token;
}
const find = (token: string, at: Date) =>
  asActor(portals.web.db, anyone, (tx) => findSession(tx, portals.web, token, at));

test("signing in gives a token that finds its account, and stores only the token's hash", async () => {
  const token = await signedIn();
  expect(await find(token, start)).toMatchObject({
    state: "alive",
    signedIn: { login, actor: { kind: "officer", department: "police", districts: ["110105"], accountId } },
  });
  const stored = await asActor(portals.web.db, anyone, (tx) => tx.select().from(schema.sessions));
  expect(JSON.stringify(stored)).not.toContain(token);
});

test("a wrong password, an unknown login and an account switched off get the same answer", async () => {
  expect(await attempt({ password: "其他口令" })).toEqual({ outcome: "wrong" });
  expect(await attempt({ login: "nobody" })).toEqual({ outcome: "wrong" });
  await owner`update accounts set active = false`;
  expect(await attempt()).toEqual({ outcome: "wrong" });
});

test("people of the demo are shut out in production, on whatever database", async () => {
  const demoId = "6f5d1b0e-8a34-5a7c-9d5e-2f7b6c1a9e10";
  await owner`insert into accounts (id, login, password_hash, role, department, districts, display_name)
    values (${demoId}, 'demo-example', ${await hashPassword(password)}, 'officer', 'police', ${["110105"]}, '示例值守员')`;
  const inProduction = { ...portals.web, config: { ...portals.web.config, mode: "production" as const } };
  const credentials = { login: "demo-example", password };
  const trying = { credentials, clientAddress: "192.0.2.1", device: "chrome linux", formerToken: null, at: start };
  expect(await signIn(inProduction, trying)).toEqual({ outcome: "wrong" });
  const token = await signedIn({ login: "demo-example" });
  expect((await find(token, start)).state).toBe("alive");
  const found = await asActor(portals.web.db, anyone, (tx) => findSession(tx, inProduction, token, start));
  expect(found).toEqual({ state: "ended" });
});

test("a session ends after its rest, and an open page does not keep it alive", async () => {
  const token = await signedIn();
  const found = await find(token, start);
  if (found.state !== "alive") throw new Error("not alive");
  const { sessionId } = found.signedIn;
  const alive = (at: Date) => asActor(portals.web.db, anyone, (tx) => isSessionAlive(tx, sessionId, at));
  expect(await alive(after(sessionLimits.idle - 1))).toBe(true);
  expect(await alive(after(sessionLimits.idle))).toBe(false);
  expect(await find(token, after(sessionLimits.idle))).toEqual({ state: "ended" });
});

test("work keeps a session alive, but not past its last hour", async () => {
  const token = await signedIn();
  const step = sessionLimits.idle - 60_000;
  for (let at = step; at < sessionLimits.absolute; at += step) {
    expect((await find(token, after(at))).state).toBe("alive");
  }
  expect(await find(token, after(sessionLimits.absolute))).toEqual({ state: "ended" });
});

test("signing out ends the session on the server; a copied token is worth nothing", async () => {
  const token = await signedIn();
  await asActor(portals.web.db, anyone, (tx) => endSession(tx, portals.web, token));
  expect(await find(token, start)).toEqual({ state: "ended" });
});

test("signing in again replaces the browser's session", async () => {
  const former = await signedIn();
  const token = await signedIn({ formerToken: former });
  expect((await find(former, start)).state).toBe("ended");
  expect((await find(token, start)).state).toBe("alive");
});

test("an account that is switched off is out at once", async () => {
  const token = await signedIn();
  await owner`update accounts set active = false`;
  expect(await find(token, start)).toEqual({ state: "ended" });
});

test("guessing at one login slows down: even the right password waits, and gets in after the window", async () => {
  const { limit, windowSeconds } = attemptLimits.loginFromAddress;
  for (let guess = 0; guess < limit; guess += 1) {
    expect((await attempt({ password: `猜测 ${guess}` })).outcome).toBe("wrong");
  }
  const slowed = await attempt();
  expect(slowed).toMatchObject({ outcome: "slow_down" });
  expect(slowed.outcome === "slow_down" && slowed.retryAfterSeconds).toBeLessThanOrEqual(windowSeconds);
  expect((await attempt({ at: after(windowSeconds * 1_000) })).outcome).toBe("signed_in");
});

test("a guesser elsewhere does not keep the account's owner out", async () => {
  for (let guess = 0; guess < attemptLimits.loginFromAddress.limit + 1; guess += 1) {
    await attempt({ password: `猜测 ${guess}`, from: "198.51.100.7" });
  }
  expect((await attempt({ from: "192.0.2.1" })).outcome).toBe("signed_in");
});

test("guesses made at the same moment are all counted", async () => {
  const { limit } = attemptLimits.loginFromAddress;
  const outcomes = await Promise.all(Array.from({ length: limit * 2 }, (_, n) => attempt({ password: `猜测 ${n}` })));
  expect(outcomes.filter(({ outcome }) => outcome === "wrong")).toHaveLength(limit);
});

test("trying many logins from one address slows down too", async () => {
  const tries = attemptLimits.address.limit;
  for (let n = 0; n < tries; n += 1) await attempt({ login: `somebody-${n}`, password: "猜测" });
  expect((await attempt()).outcome).toBe("slow_down");
});

test("signing in rightly is not counted, however often", async () => {
  for (let n = 0; n < attemptLimits.loginFromAddress.limit + 2; n += 1) await signedIn();
  const [kept] = await portals.web.db.orm
    .select({ count: schema.rateLimits.count })
    .from(schema.rateLimits)
    .where(eq(schema.rateLimits.count, 0));
  expect(kept).toEqual({ count: 0 });
});
