import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changePassword } from "#app/accounts/change-password.ts";
import { confirmSignIn } from "#app/accounts/confirm.ts";
import { mayAskForPasskey, signInWithPasskey } from "#app/accounts/passkey-sign-in.ts";
import { hashPassword } from "#app/accounts/passwords.ts";
import { attemptLimits, codeLimits } from "#app/accounts/rules.ts";
import type { SignedIn } from "#app/accounts/sessions.ts";
import { setUpFactor } from "#app/accounts/set-up.ts";
import type { AccountActor } from "#db/actor.ts";
import { someOfficer } from "#tests/support/builders.ts";
import { asOwner } from "#tests/support/owner.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const at = new Date("2026-11-23T02:00:10Z");

let database: TestDatabase;
let portals: TestPortals;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
});
afterAll(async () => {
  await portals?.close();
  await database?.drop();
});

const sessionOf = (actor: AccountActor): SignedIn => ({
  sessionId: randomUUID(),
  actor,
  login: "example",
  displayName: "示例值守员",
  expiresAt: new Date(at.getTime() + 3_600_000),
  confirmedAt: null,
});

/** Somebody who has shown a password, and now types a code that is none. */
function guess(actor: AccountActor, clientAddress: string): Promise<string> {
  const shown = { by: "totp", code: "000000" } as const;
  const confirming = { signedIn: sessionOf(actor), token: "none", shown, clientAddress, at };
  return confirmSignIn(portals.web, confirming).then(({ outcome }) => outcome);
}

test("guessing at one account from many addresses slows down, and keeps no other account waiting", async () => {
  const [actor, colleague] = [await someOfficer(database, "police"), await someOfficer(database, "police")];
  for (let guessed = 0; guessed < codeLimits.account.limit; guessed += 1) {
    expect(await guess(actor, `192.0.2.${guessed}`)).toBe("wrong");
  }
  expect(await guess(actor, "192.0.2.250")).toBe("slow_down");
  expect(await guess(colleague, "192.0.2.250")).toBe("wrong");
});

test("guessing at many accounts from one address slows down, and keeps no other address waiting", async () => {
  const here = "198.51.100.1";
  const each = codeLimits.accountFromAddress.limit;
  for (let guessed = 0; guessed < codeLimits.address.limit; guessed += each) {
    const actor = await someOfficer(database, "police");
    for (let time = 0; time < each; time += 1) expect(await guess(actor, here)).toBe("wrong");
  }
  const next = await someOfficer(database, "police");
  expect(await guess(next, here)).toBe("slow_down");
  expect(await guess(next, "198.51.100.2")).toBe("wrong");
});

test("guessing at the password of a session that was left open slows down; at another's from there it does not", async () => {
  const [actor, colleague] = [await someOfficer(database, "police"), await someOfficer(database, "police")];
  const passwordHash = await hashPassword("示例口令很长很长很长");
  await asOwner(database, (sql) => sql`update accounts set password_hash = ${passwordHash}`);
  const change = { current: "不是这个口令", chosen: "示例新口令很长很长", again: "示例新口令很长很长" };
  const attempt = (who: AccountActor) =>
    changePassword(portals.web, { signedIn: sessionOf(who), change, clientAddress: "203.0.113.1", at });
  for (let guessed = 0; guessed < attemptLimits.loginFromAddress.limit; guessed += 1) {
    expect(await attempt(actor)).toBe("current_wrong");
  }
  expect(await attempt(actor)).toBe("slow_down");
  expect(await attempt(colleague)).toBe("current_wrong");
});

test("guessing at the code of an authenticator that is being set up slows down", async () => {
  const [actor, colleague] = [await someOfficer(database, "police"), await someOfficer(database, "police")];
  const factor = { by: "totp", label: "手机", code: "000000" } as const;
  const attempt = (who: AccountActor) =>
    setUpFactor(portals.web, {
      signedIn: sessionOf(who),
      token: "none",
      factor,
      clientAddress: "203.0.113.2",
      at,
    }).then(({ outcome }) => outcome);
  for (let guessed = 0; guessed < codeLimits.accountFromAddress.limit; guessed += 1) {
    expect(await attempt(actor)).toBe("wrong");
  }
  expect(await attempt(actor)).toBe("slow_down");
  expect(await attempt(colleague)).toBe("wrong");
});

test("forged passkeys from one address slow down, and so do beginnings of which nothing comes", async () => {
  const answer = { step: "none", response: "{}" };
  const attempt = (clientAddress: string) =>
    signInWithPasskey(portals.web, { answer, clientAddress, device: "other other", formerToken: null, at }).then(
      ({ outcome }) => outcome,
    );
  const [here, elsewhere] = ["203.0.113.3", "203.0.113.4"];
  for (let tried = 0; tried < attemptLimits.address.limit; tried += 1) {
    expect(await attempt(here)).toBe("wrong");
    expect(await mayAskForPasskey(portals.web, here, at)).toBe(true);
  }
  expect(await attempt(here)).toBe("slow_down");
  expect(await mayAskForPasskey(portals.web, here, at)).toBe(false);
  expect(await attempt(elsewhere)).toBe("wrong");
  expect(await mayAskForPasskey(portals.web, elsewhere, at)).toBe(true);
});
