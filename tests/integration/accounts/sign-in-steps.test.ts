import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { removeExpiredSessions } from "#app/accounts/expired-sessions.ts";
import { beginStep, takeStep } from "#app/accounts/sign-in-steps.ts";
import { anyone, asActor, asSystem } from "#db/actor.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const start = new Date("2026-11-23T02:00:10Z");
const after = (milliseconds: number) => new Date(start.getTime() + milliseconds);

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await owner?.end();
  await portals?.close();
  await database?.drop();
});

test("a step is taken up once, by its own kind, in time; forgotten ones are removed", async () => {
  const begin = (at = start) =>
    asActor(portals.web.db, anyone, (tx) =>
      beginStep(tx, portals.web, { kind: "oidc", accountId: null, state: "示例" }, at),
    );
  const take = (kind: "oidc" | "passkey_sign_in", token: string, at: Date) =>
    asActor(portals.web.db, anyone, (tx) => takeStep(tx, portals.web, kind, token, at));
  const token = await begin();
  expect(await take("passkey_sign_in", token, start)).toBeNull();
  expect(await take("oidc", token, after(299_000))).toEqual({ accountId: null, state: "示例" });
  expect(await take("oidc", token, start)).toBeNull();
  expect(await take("oidc", await begin(), after(300_000))).toBeNull();
  await begin();
  await asSystem(portals.worker.db, "remove-expired-sessions", (tx) => removeExpiredSessions(tx, after(301_000)));
  expect((await owner`select 1 from sign_in_steps`).length).toBe(0);
});
