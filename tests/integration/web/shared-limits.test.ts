import { afterAll, beforeAll, expect, test } from "vitest";
import { forgetOldCounts } from "#app/platform/rate-limit.ts";
import { parseReceiptCode } from "#app/reports/receipt-code.ts";
import { asSystem } from "#db/actor.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { signedInBrowser } from "#tests/support/visitor.ts";

/** A code nobody was given, with the check digit that it needs to be looked up at all. */
function codeFrom(fifteen: string): string {
  const code = Array.from({ length: 10 }, (_, digit) => `${fifteen}${digit}`).find(
    (one) => parseReceiptCode(one).problem === undefined,
  );
  if (code === undefined) throw new Error("no check digit fits");
  return code;
}

let database: TestDatabase;
let portals: TestPortals;
let processes: readonly RunningApp[];

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  const start = () => startApp(database, { processes: ["web"] });
  processes = [await start(), await start()];
});
afterAll(async () => {
  for (const app of processes ?? []) await app.stop();
  await portals?.close();
  await database?.drop();
});

test("two web processes share their limits: a guess at one counts at the other", { timeout: 120_000 }, async () => {
  const visitors = await Promise.all(processes.map(({ url }) => signedInBrowser(url, null)));
  const statuses: number[] = [];
  for (let guess = 0; guess < 34; guess += 1) {
    for (const visitor of visitors) {
      const { status } = await visitor.ask("POST", "/receipt", { code: codeFrom("123456789012345"), go: "look" });
      statuses.push(status);
    }
  }
  // Sixty in all, not sixty each.
  const firstRefused = statuses.indexOf(429);
  expect(statuses.slice(0, firstRefused).every((status) => status === 422)).toBe(true);
  expect(firstRefused).toBe(60);
  expect(new Set(statuses.slice(firstRefused))).toEqual(new Set([429]));
});

test("a proxy on this machine is believed about whom it speaks for", async () => {
  const [app] = processes;
  if (app === undefined) throw new Error("nothing runs");
  const visitor = await signedInBrowser(app.url, null);
  const ask = (headers: Record<string, string>) =>
    visitor.send("/receipt", {
      method: "POST",
      body: new URLSearchParams({ code: codeFrom("900000000000000"), go: "look", form_token: visitor.token }),
      headers: { Origin: app.url, ...headers },
    });
  // This address has used up its attempts; another one, which the proxy names, has not.
  expect((await ask({})).status).toBe(429);
  expect((await ask({ "X-Forwarded-For": "203.0.113.7" })).status).toBe(422);
});

test("counts of windows that ended long ago are forgotten", async () => {
  const later = new Date(Date.now() + 4 * 86_400_000);
  await asSystem(portals.worker.db, "test", (tx) => forgetOldCounts(tx, later));
  const left = await portals.web.db.orm.execute("select 1 from rate_limits");
  expect(left).toHaveLength(0);
});
