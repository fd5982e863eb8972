import { afterAll, beforeAll, expect, test } from "vitest";
import { deedList, deedsAtOnce, readDeedPlace } from "#app/audit/deed-list.ts";
import { type DeedsOf, readDeeds } from "#app/audit/queries.ts";
import { recordDeed } from "#app/audit/record.ts";
import { anyone, asActor, type Officer } from "#db/actor.ts";
import { someOfficer } from "#tests/support/builders.ts";
import { someCase, type TestCase } from "#tests/support/cases.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let prosecutor: Officer;
let matter: TestCase;

/** Two pages and a half of deeds, with others' in between: by the gaps between numbers these could be counted. */
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  prosecutor = await someOfficer(database, "procuratorate", ["110105"], "lead");
  matter = await someCase(portals);
  const others = (count: number) =>
    asActor(portals.web.db, anyone, async (tx) => {
      for (let made = 0; made < count; made += 1) await recordDeed(tx, { action: "sign_in_refused", reason: "wrong" });
    });
  await others(1_000);
  for (let made = 0; made < 5; made += 1) {
    await asActor(portals.web.db, prosecutor, async (tx) => {
      for (let one = 0; one < 25; one += 1) {
        await recordDeed(tx, { action: "identities_opened", caseId: matter.caseId, caseNumber: matter.number });
      }
    });
    await others(3);
  }
});
afterAll(async () => {
  await portals?.close();
  await database?.drop();
});

/** Every key and every value of what a page is given. */
function* leaves(value: unknown): Generator<string> {
  if (typeof value !== "object" || value === null) {
    yield String(value);
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    yield key;
    yield* leaves(inner);
  }
}

test.each(["mine", "of a case"])(
  "no number of the whole trail reaches a list of deeds, on any page of it: %s",
  async (which) => {
    const of: DeedsOf = which === "mine" ? { accountId: prosecutor.accountId } : { caseId: matter.caseId };
    const numbers = new Set<string>();
    let pages = 0;
    let shown = 0;
    let address: string | null = "/audit/mine";
    while (address !== null) {
      const query: URLSearchParams = new URL(address, "http://localhost").searchParams;
      expect(
        [...query.keys()].every((key) => ["until", "skip"].includes(key)),
        address,
      ).toBe(true);
      const place = readDeedPlace(query);
      const found = await asActor(portals.web.db, prosecutor, (tx) => readDeeds(tx, of, place, deedsAtOnce));
      for (const { entry } of found.rows) numbers.add(String(entry.seq));
      const page = deedList({ portal: portals.web, locale: "zh-CN" }, "/audit/mine", place, found);
      for (const leaf of leaves(page)) {
        expect(["seq", "hash", "previousHash"]).not.toContain(leaf);
        expect(numbers.has(leaf), leaf).toBe(false);
      }
      for (const value of query.values()) expect(numbers.has(value)).toBe(false);
      shown += page.rows.length;
      pages += 1;
      address = page.older;
    }
    expect([pages, shown, numbers.size]).toEqual([3, 125, 125]);
  },
);
