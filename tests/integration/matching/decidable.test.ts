import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listUnheldPairs } from "#app/matching/unheld-pairs.ts";
import { findUnheld } from "#app/triage/unheld.ts";
import { asActor, asSystem, type Officer } from "#db/actor.ts";
import { matchProposals } from "#db/schema/index.ts";
import { type RunningApp, startApp } from "#tests/support/app.ts";
import { someAccount } from "#tests/support/builders.ts";
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
async function decidable(by?: readonly Officer[]): Promise<Set<string>> {
  const lists = await Promise.all(
    (by ?? (await officers())).map((officer) =>
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

/** The pairs of cases that a coordinator of these districts finds on the list, by number, after the worker has looked. */
async function listedFor(districts: string[]): Promise<string[]> {
  await asSystem(portals.worker.db, "list-unheld-pairs", listUnheldPairs);
  const coordinator = await someAccount(database, { kind: "coordinator", department: null, districts });
  const { edition, city } = portals.web;
  const where = districts.includes("*") ? city.districts.map(({ code }) => code) : districts;
  const listed = await asActor(portals.web.db, coordinator, (tx) =>
    findUnheld(tx, { districts: where, edition }, new Date()),
  );
  return listed
    .filter(({ cause }) => cause === "pair_undecided")
    .map(({ caseNumber, otherNumber }) => [caseNumber, otherNumber].sort().join(" "))
    .sort();
}

const openPairs =
  () => owner`select p.id, p.case_id, c.number, o.number as other_number, c.district, o.district as other
  from match_proposals p join cases c on c.id = p.case_id join cases o on o.id = p.other_case_id where p.state = 'open'`;
const numbersOf = (pairs: readonly postgres.Row[]): string[] =>
  pairs.map(({ number, other_number: other }) => [String(number), String(other)].sort().join(" ")).sort();

test("in a city without a desk of the whole city, a pair that nobody can decide stands on the list, and no other", async () => {
  // Two of one district, beside the pair across districts.
  await owner`insert into match_proposals (id, case_id, other_case_id, state, weight, findings, edition, proposed_at)
    select gen_random_uuid(), (array_agg(id order by number))[1], (array_agg(id order by number))[2], 'open', 12, '{}', '2026-01', now()
    from cases where state = 'open' and joined_into_id is null and district = '110105' on conflict do nothing`;
  expect(await listedFor(["*"])).toEqual([]);
  await owner`update accounts set active = false where '*' = any (districts) and role in ('officer', 'lead')`;
  const found = await decidable();
  const pairs = await openPairs();
  const nobodys = pairs.filter(({ id }) => !found.has(String(id)));
  expect(nobodys.length).toBeGreaterThan(0);
  expect(nobodys.length).toBeLessThan(pairs.length);
  expect(await listedFor(["*"])).toEqual(numbersOf(nobodys));

  // A coordinator of one district is told of the pair with the number of their own case alone.
  const [across] = nobodys.filter(({ district, other }) => district !== other);
  const own = (await listedFor([String(across?.district)])).map((numbers) => numbers.trim().split(" "));
  expect(own.length).toBeGreaterThan(0);
  expect(own.flat()).toContain(across?.number);
  expect(own.flat()).not.toContain(across?.other_number);
  expect(await listedFor(["110119"])).toEqual([]);
});

test("who left and who is recused decides nothing: the pair stands on the list until somebody may decide again", async () => {
  const found = await decidable();
  const pair = (await openPairs()).find(({ id, district, other }) => found.has(String(id)) && district === other);
  if (pair === undefined) throw new Error("no pair of one district");
  const [numbers = ""] = numbersOf([pair]);
  const isDecidable = async () => (await decidable()).has(String(pair.id));
  const mayDecide = async (officer: Officer) => (await decidable([officer])).has(String(pair.id));
  const all = await officers();
  const one = all[(await Promise.all(all.map(mayDecide))).indexOf(true)];
  if (one === undefined) throw new Error("nobody decides it");
  await owner`insert into recusals (id, case_id, account_id, department, reason, sealed_reason, recorded_by, recorded_at)
    select gen_random_uuid(), ${pair.case_id}, id, department, 'knows_party', '\\x00', id, now()
    from accounts where active and role in ('officer', 'lead')`;
  expect(await isDecidable()).toBe(false);
  expect(await listedFor(["*"])).toContain(numbers);

  await owner`update recusals set ended_at = now() where account_id = ${one.accountId}`;
  expect(await isDecidable()).toBe(true);
  expect(await listedFor(["*"])).not.toContain(numbers);

  await owner`update accounts set active = false where id = ${one.accountId}`;
  expect(await isDecidable()).toBe(false);
  expect(await listedFor(["*"])).toContain(numbers);
});
