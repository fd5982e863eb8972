import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findDue } from "#app/due/queries.ts";
import { asActor, type Officer } from "#db/actor.ts";
import { someOfficer } from "#tests/support/builders.ts";
import { someCase, type TestCase } from "#tests/support/cases.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let police: Officer;
let matter: TestCase;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  police = await someOfficer(database, "police", ["110105"]);
  matter = await someCase(portals);
  await owner`delete from clocks`;
});
afterAll(async () => {
  await owner.end();
  await portals.close();
  await database.drop();
});

const until = new Date("2026-12-01T23:59:59.999+08:00");
const before = new Date("2026-12-01T12:00:00+08:00");

interface Clock {
  readonly owner?: string;
  readonly district?: string;
  readonly state?: string;
  readonly dueAt?: Date | null;
}

/** A clock of the case, on the work of the police there. */
async function someClock({ owner: owes = "police", district = "110105", state = "running", dueAt = before }: Clock) {
  const id = randomUUID();
  const [work] = await owner`select id from assignments where case_id = ${matter.caseId} and department = 'police'`;
  await owner`insert into clocks (id, case_id, assignment_id, clock, edition, owner, district, source, state, started_at, due_at)
    values (${id}, ${matter.caseId}, ${work?.id ?? null}, ${`clock ${id}`}, '2026-01', ${owes}, ${district}, 'x', ${state},
      now(), ${dueAt})`;
  return id;
}
const dueFor = async (actor: Officer, ownOnly = false) =>
  (
    await asActor(portals.web.db, actor, (tx) => findDue(tx, actor, { districts: actor.districts, until, ownOnly }))
  ).map(({ id }) => id);

test("a desk's clocks that end in the week, have ended or have no moment, the soonest first", async () => {
  const shown = [
    await someClock({ state: "breached", dueAt: new Date("2026-11-01T00:00:00+08:00") }),
    await someClock({}),
    await someClock({ dueAt: until }),
    await someClock({ dueAt: null }),
  ];
  await someClock({ dueAt: new Date(until.getTime() + 1) });
  await someClock({ owner: "reporter" });
  await someClock({ owner: "civil_affairs" });
  await someClock({ district: "110108" });
  for (const state of ["met", "met_late", "cancelled"]) await someClock({ state });
  expect(await dueFor(police)).toEqual(shown);
});

test("only one's own leaves out what a colleague or the whole desk holds", async () => {
  await owner`delete from clocks`;
  const id = await someClock({});
  expect(await dueFor(police, true)).toEqual([]);
  const colleague = await someOfficer(database, "police", ["110105"]);
  const held = (by: string) =>
    owner`update assignments set officer_id = ${by} where case_id = ${matter.caseId} and department = 'police'`;
  await held(colleague.accountId);
  expect(await dueFor(police, true)).toEqual([]);
  await held(police.accountId);
  expect(await dueFor(police, true)).toEqual([id]);
});

test("the police of another district see nothing of it, whatever they ask for", async () => {
  const elsewhere = await someOfficer(database, "police", ["110108"]);
  await someClock({});
  const asked = asActor(portals.web.db, elsewhere, (tx) =>
    findDue(tx, elsewhere, { districts: ["110105", "110108"], until, ownOnly: false }),
  );
  expect(await asked).toEqual([]);
});
