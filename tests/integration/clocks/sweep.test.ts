import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sweepClocks, warnOfClocks } from "#app/clocks/sweep.ts";
import { letterOf } from "#app/notices/letter.ts";
import { type Tiding, tellPeople } from "#app/notices/telling.ts";
import { asSystem, type Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { someAccount, someOfficer } from "#tests/support/builders.ts";
import { someCase, type TestCase } from "#tests/support/cases.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const hour = 3_600_000;
const filed = new Date("2026-11-23T10:00:00+08:00");
const hoursLater = (hours: number) => new Date(filed.getTime() + hours * hour);

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let holder: Officer;
let matter: TestCase;
/** Every account by its name here. */
const names = new Map<string, string>();

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  holder = await named("holder", someOfficer(database, "police", ["110105"]));
  await named("colleague", someOfficer(database, "police", ["110105"]));
  await named("lead", someOfficer(database, "police", ["110105"], "lead"));
  await named("lead elsewhere", someOfficer(database, "police", ["110108"], "lead"));
  await named("prosecutor", someOfficer(database, "procuratorate", ["110105"], "lead"));
  const place = { department: null, districts: ["110105"] };
  await named("coordinator", someAccount(database, { kind: "coordinator", ...place }));
});
beforeEach(async () => {
  matter = await someCase(portals, {}, filed);
  await owner`delete from notices`;
  await owner`delete from outbox`;
  await owner`update clocks set state = 'met', stopped_at = now() where case_id <> ${matter.caseId}`;
});
afterAll(async () => {
  await owner.end();
  await portals.close();
  await database.drop();
});

async function named<A extends { readonly accountId: string }>(name: string, made: Promise<A>): Promise<A> {
  const account = await made;
  await owner`update accounts set email = ${`${account.accountId}@portal.example`} where id = ${account.accountId}`;
  names.set(account.accountId, name);
  return account;
}
const asWorker = <T>(act: (tx: Tx) => Promise<T>) => asSystem(portals.worker.db, "sweep-clocks", act);
const sweep = (at: Date) => asWorker((tx) => sweepClocks(tx, portals.worker.edition, at));
const warn = (at: Date) => asWorker((tx) => warnOfClocks(tx, at));
/** One clock of the police's work and nothing else runs. */
async function only(clock: string) {
  await owner`update clocks set state = 'met', stopped_at = now() where clock <> ${clock} or owner <> 'police'`;
  const [row] = await owner`select * from clocks where case_id = ${matter.caseId} and clock = ${clock}`;
  if (row === undefined) throw new Error(`no ${clock}`);
  return row;
}
/** Whom the promised letters reach, by kind, and that doing it again reaches nobody. */
async function told(): Promise<Record<string, string[]>> {
  const promised = await owner`select payload from outbox where kind = 'tell-people' order by id`;
  for (const { payload } of promised) {
    const tell = () => asWorker((tx) => tellPeople(tx, payload.about as Tiding, payload.subjectId));
    await tell();
    expect(await tell(), "told once").toBe(0);
  }
  const found: Record<string, string[]> = {};
  for (const { kind, account_id } of await owner`select kind, account_id from notices`) {
    found[kind] = [...(found[kind] ?? []), names.get(account_id) ?? "?"].sort();
  }
  return found;
}

describe("a clock that ends soon", () => {
  test("warns once: the desk's leads while nobody holds the work", async () => {
    const clock = await only("police_accept");
    const soon = new Date(clock.warn_at);
    expect(await warn(new Date(soon.getTime() - 1))).toEqual({ warned: 0 });
    expect([await warn(soon), await warn(soon)]).toEqual([{ warned: 1 }, { warned: 0 }]);
    expect(await told()).toEqual({ clock_warned: ["lead"] });
  });

  test("warns whoever holds the work, and no colleague", async () => {
    const clock = await only("police_accept");
    await owner`update assignments set officer_id = ${holder.accountId}
      where case_id = ${matter.caseId} and department = 'police'`;
    await warn(new Date(clock.warn_at));
    expect(await told()).toEqual({ clock_warned: ["holder"] });
  });

  test("warns nobody of what was met between the sweep and the letter, nor of what has ended", async () => {
    const clock = await only("police_accept");
    expect(await warn(new Date(clock.due_at))).toEqual({ warned: 0 });
    await warn(new Date(clock.warn_at));
    await owner`update clocks set state = 'met', stopped_at = now() where id = ${clock.id}`;
    expect(await told()).toEqual({});
  });
});

describe("a clock whose moment has passed", () => {
  test("is told to those who owe it, and goes on to the procuratorate and the coordinator, once", async () => {
    const clock = await only("police_accept");
    await owner`update assignments set officer_id = ${holder.accountId}
      where case_id = ${matter.caseId} and department = 'police'`;
    const over = new Date(new Date(clock.due_at).getTime() + 1);
    expect([await sweep(over), await sweep(over)]).toEqual([{ breached: 1 }, { breached: 0 }]);
    expect(await told()).toEqual({
      clock_breached: ["holder", "lead"],
      clock_to_coordinator: ["coordinator"],
      clock_to_procuratorate: ["prosecutor"],
    });
  });

  test("is found by the next sweep, warning and all missed, when no worker ran for days", async () => {
    await only("police_accept");
    const days = hoursLater(72);
    expect(await sweep(days)).toEqual({ breached: 1 });
    expect(await warn(days)).toEqual({ warned: 0 });
    expect(Object.keys(await told()).sort()).toEqual([
      "clock_breached",
      "clock_to_coordinator",
      "clock_to_procuratorate",
    ]);
  });

  test("breaches nothing and tells nobody where the edition does not count it", async () => {
    await owner`update clocks set state = 'met', stopped_at = now()`;
    await owner`insert into clocks (id, case_id, clock, edition, owner, district, source, state, started_at, due_at)
      values (gen_random_uuid(), ${matter.caseId}, 'reporter_question', '2026-01', 'reporter', '110105', 'x', 'running', ${filed}, ${hoursLater(1)})`;
    expect(await sweep(hoursLater(2))).toEqual({ breached: 0 });
    expect(await told()).toEqual({});
  });

  test("a worker that dies in the middle of a sweep leaves it to the next, whole", async () => {
    await only("police_accept");
    const died = asWorker(async (tx) => {
      await sweepClocks(tx, portals.worker.edition, hoursLater(3));
      throw new Error("killed");
    });
    await expect(died).rejects.toThrow("killed");
    expect((await owner`select 1 from outbox`).length).toBe(0);
    expect(await sweep(hoursLater(3))).toEqual({ breached: 1 });
  });

  test("two workers that sweep at once breach it once", async () => {
    await only("police_accept");
    const found = await Promise.all([sweep(hoursLater(3)), sweep(hoursLater(3)), sweep(hoursLater(3))]);
    expect(found.map(({ breached }) => breached).sort()).toEqual([0, 0, 1]);
    expect(
      (await owner`select 1 from case_events where case_id = ${matter.caseId} and kind = 'clock_breached'`).length,
    ).toBe(1);
  });
});

test.each([
  ["clock_warned", "/due"],
  ["clock_breached", "/sign-in"],
  ["clock_to_procuratorate", "/sign-in"],
  ["clock_to_coordinator", "/sign-in"],
])("the letter of %s names the case by its number and leads to %s", (kind, place) => {
  const letter = letterOf({ kind, caseNumber: "BJG-2026-000001-7" }, "https://portal.example");
  expect(letter?.subject).toContain("BJG-2026-000001-7");
  expect(letter?.text).toContain(`https://portal.example${place}\n`);
});
