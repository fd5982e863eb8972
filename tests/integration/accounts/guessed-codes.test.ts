import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { confirmSignIn } from "#app/accounts/confirm.ts";
import { codeLimits } from "#app/accounts/rules.ts";
import type { SignedIn } from "#app/accounts/sessions.ts";
import type { AccountActor } from "#db/actor.ts";
import { someOfficer } from "#tests/support/builders.ts";
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

/** Somebody who has shown a password, and now types a code that is none. */
function guess(actor: AccountActor, clientAddress: string): Promise<string> {
  const signedIn: SignedIn = {
    sessionId: randomUUID(),
    actor,
    login: "example",
    displayName: "示例值守员",
    expiresAt: new Date(at.getTime() + 3_600_000),
    confirmedAt: null,
  };
  const shown = { by: "totp", code: "000000" } as const;
  return confirmSignIn(portals.web, { signedIn, token: "none", shown, clientAddress, at }).then(
    ({ outcome }) => outcome,
  );
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
