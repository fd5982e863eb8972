import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { beginOidc, finishOidc } from "#app/accounts/oidc.ts";
import { attemptLimits } from "#app/accounts/rules.ts";
import { findSession } from "#app/accounts/sessions.ts";
import type { Portal } from "#app/platform/portal.ts";
import { anyone, asActor } from "#db/actor.ts";
import { type IdentityProvider, startIdentityProvider, throughProvider } from "#tests/support/identity-provider.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const accountId = "00000000-0000-4000-8000-00000000000a";
const start = new Date();
const after = (milliseconds: number) => new Date(start.getTime() + milliseconds);

let database: TestDatabase;
let portals: TestPortals;
let provider: IdentityProvider;
let portal: Portal;
let owner: postgres.Sql;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  provider = await startIdentityProvider(portals.web.config.portalUrl);
  portal = { ...portals.web, config: { ...portals.web.config, oidc: provider.client } };
  await owner`insert into accounts (id, login, password_hash, role, department, districts, display_name, email)
    values (${accountId}, 'police-example', 'none', 'officer', 'police', ${["110105"]}, '示例值守员', 'somebody@example.invalid')`;
});
beforeEach(async () => {
  await owner`delete from rate_limits`;
  await owner`delete from sessions`;
  await owner`delete from second_factors`;
  await owner`update accounts set active = true, external_issuer = null, external_subject = null`;
});
afterAll(async () => {
  await provider.stop();
  await owner.end();
  await portals.close();
  await database.drop();
});

const register = (subject: string, issuer: string | null = null) =>
  owner`update accounts set external_issuer = ${issuer}, external_subject = ${subject} where id = ${accountId}`;
const issuerOf = async () =>
  (await owner`select external_issuer from accounts where id = ${accountId}`)[0]?.external_issuer;

async function begin(at = start) {
  const begun = await beginOidc(portal, { clientAddress: "192.0.2.1", next: "/triage?tab=all", at });
  if (typeof begun === "string") throw new Error(begun);
  return begun;
}
const finish = (step: string, search: string, at = start) =>
  finishOidc(portal, { step, search, clientAddress: "192.0.2.1", device: "chrome linux", formerToken: null, at });
/** Begins here, signs in there, and comes back. */
async function signInThere(at = start) {
  const { address, step } = await begin(at);
  const { search } = await throughProvider(address, portal.config.portalUrl);
  return finish(step, search, at);
}
const lastRefusal = async () =>
  (
    await owner`select reason, subject_id from audit_entries where action = 'sign_in_refused' order by seq desc limit 1`
  )[0];

test("an account registered under the subject signs in the first time, and is bound to the issuer by it", async () => {
  provider.signedIn = { subject: "city-4711" };
  await register("city-4711");
  const finished = await signInThere();
  if (typeof finished === "string") throw new Error(finished);
  expect(finished).toMatchObject({ entered: { outcome: "signed_in", home: "/triage" }, next: "/triage?tab=all" });
  const { token } = finished.entered;
  const found = await asActor(portal.db, anyone, (tx) => findSession(tx, portal, token, start));
  expect(found).toMatchObject({ state: "alive", signedIn: { actor: { accountId } } });
  expect(await issuerOf()).toBe(provider.client.issuer);
  expect(typeof (await signInThere())).toBe("object");
});

test("the same subject of another issuer is somebody else", async () => {
  provider.signedIn = { subject: "city-4711" };
  await register("city-4711", "https://elsewhere.example");
  expect(await signInThere()).toBe("unknown_account");
  expect(await issuerOf()).toBe("https://elsewhere.example");
});

test("nobody gets an account by signing in, nor finds one by mail", async () => {
  provider.signedIn = { subject: "somebody@example.invalid" };
  const [before] = await owner`select count(*)::int as count from accounts`;
  expect(await signInThere()).toBe("unknown_account");
  expect((await owner`select count(*)::int as count from accounts`)[0]).toEqual(before);
  expect(await lastRefusal()).toEqual({ reason: "oidc_unknown", subject_id: null });
});

test("an account that is switched off stays out, and is not bound", async () => {
  provider.signedIn = { subject: "city-4711" };
  await register("city-4711");
  await owner`update accounts set active = false`;
  expect(await signInThere()).toBe("unknown_account");
  expect(await issuerOf()).toBeNull();
  expect(await lastRefusal()).toEqual({ reason: "switched_off", subject_id: accountId });
});

test("the portal's own second factor is asked for, unless the provider vouches for one", async () => {
  await register("city-4711");
  await owner`insert into second_factors (id, account_id, kind, label, created_at, confirmed_at)
    values (gen_random_uuid(), ${accountId}, 'passkey', '', now(), now())`;
  const enteredWith = async (shown: { amr?: readonly string[]; acr?: string }) => {
    provider.signedIn = { subject: "city-4711", ...shown };
    const finished = await signInThere();
    return typeof finished === "string" ? finished : finished.entered.outcome;
  };
  expect(await enteredWith({})).toBe("halfway");
  expect(await enteredWith({ amr: ["pwd"] })).toBe("halfway");
  expect(await enteredWith({ amr: ["pwd", "otp", "mfa"] })).toBe("signed_in");
  expect(await enteredWith({ acr: "https://refeds.org/profile/mfa" })).toBe("signed_in");
});

test("a step counts once, in time, and for the browser that began it", async () => {
  provider.signedIn = { subject: "city-4711" };
  await register("city-4711");
  const first = await begin();
  const { search } = await throughProvider(first.address, portal.config.portalUrl);
  const second = await begin();
  // Somebody else's answer, brought to one's own step: the state tells.
  expect(await finish(second.step, search)).toBe("refused");
  expect(await lastRefusal()).toEqual({ reason: "oidc_refused", subject_id: null });
  expect(await finish("no such step", search)).toBe("too_late");
  expect(typeof (await finish(first.step, search))).toBe("object");
  expect(await finish(first.step, search)).toBe("too_late");
  const third = await begin();
  const late = await throughProvider(third.address, portal.config.portalUrl);
  expect(await finish(third.step, late.search, after(301_000))).toBe("too_late");
});

test("the right code under a state that is not the step's is refused", async () => {
  provider.signedIn = { subject: "city-4711" };
  await register("city-4711");
  const { address, step } = await begin();
  const { searchParams } = await throughProvider(address, portal.config.portalUrl);
  searchParams.set("state", "of another browser");
  expect(await finish(step, `?${searchParams}`)).toBe("refused");
});

test("a subject under which two accounts were registered signs in to neither", async () => {
  provider.signedIn = { subject: "city-4711" };
  await register("city-4711");
  const [twin] =
    await owner`insert into accounts (id, login, password_hash, role, department, districts, display_name, external_subject)
    values (gen_random_uuid(), 'twin-example', 'none', 'officer', 'police', ${["110105"]}, '示例值守员二', 'city-4711') returning id`;
  expect(await signInThere()).toBe("unknown_account");
  await owner`delete from accounts where id = ${String(twin?.id)}`;
});

test.each([
  ["nothing", ""],
  ["that access was denied", "?error=access_denied&state=x"],
  ["a code that is made up", "?code=made-up&state=made-up"],
  ["a code beyond all measure", `?code=${"x".repeat(3_000)}`],
])("what the provider never said is refused in words: %s", async (_name, search) => {
  expect(await finish((await begin()).step, search)).toBe("refused");
});

test("beginning over and over from one address slows down", async () => {
  for (let time = 0; time < attemptLimits.address.limit; time += 1) await begin();
  expect(await beginOidc(portal, { clientAddress: "192.0.2.1", next: "/", at: start })).toBe("slow_down");
});

test("a provider that does not answer is said so each time it is asked", async () => {
  const down = await startIdentityProvider(portal.config.portalUrl);
  await down.stop();
  const alone = { ...portal, config: { ...portal.config, oidc: down.client } };
  const attempt = () => beginOidc(alone, { clientAddress: "192.0.2.1", next: "/", at: start });
  expect(await attempt()).toBe("unreachable");
  expect(await attempt()).toBe("unreachable");
});
