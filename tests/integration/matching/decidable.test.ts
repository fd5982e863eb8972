import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asActor, type Officer } from "#db/actor.ts";
import { matchProposals } from "#db/schema/index.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { loadDemoCity } from "#tests/support/demo-city.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let app: RunningApp;
let portals: TestPortals;
let owner: postgres.Sql;
beforeAll(async () => {
  database = await freshDatabase();
  app = await startApp(database);
  await loadDemoCity(database, app);
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await owner?.end();
  await portals?.close();
  await app?.stop();
  await database?.drop();
});

/** Officers whose accounts are on, as they would sign in. */
async function officers(): Promise<Officer[]> {
  const rows =
    await owner`select id, role, department, districts from accounts where active and role in ('officer', 'lead')`;
  return rows.map(({ id, role, department, districts }) => ({
    kind: role === "lead" ? "lead" : "officer",
    accountId: String(id),
    department: String(department),
    districts,
    unitId: null,
  }));
}

/** The pairs that the database lets somebody decide: whoever reads one with both of its cases may. */
async function decidable(): Promise<Set<string>> {
  const lists = await Promise.all(
    (await officers()).map((officer) =>
      asActor(portals.web.db, officer, (tx) => tx.select({ id: matchProposals.id }).from(matchProposals)),
    ),
  );
  return new Set(lists.flat().map(({ id }) => id));
}

test("in the demo city every likely pair can be decided by somebody, also one that lies across all districts", async () => {
  // A pair of each two districts that have a case, beside those that the reports of the demo brought about.
  await owner`insert into match_proposals (id, case_id, other_case_id, state, weight, findings, edition, proposed_at)
    select gen_random_uuid(), least(one.id, other.id), greatest(one.id, other.id), 'open', 12, '{}', '2026-01', now()
    from (select distinct on (district) id, district from cases where state = 'open' and joined_into_id is null order by district, number) one
    join (select distinct on (district) id, district from cases where state = 'open' and joined_into_id is null order by district, number) other
      on one.district < other.district
    on conflict do nothing`;
  const open = await owner`select p.id, c.district, o.district as other from match_proposals p
    join cases c on c.id = p.case_id join cases o on o.id = p.other_case_id where p.state = 'open'`;
  expect(open.filter(({ district, other }) => district !== other).length).toBeGreaterThan(0);
  const found = await decidable();
  expect(open.filter(({ id }) => !found.has(String(id)))).toEqual([]);
});
