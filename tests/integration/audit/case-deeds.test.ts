import { afterAll, beforeAll, expect, test } from "vitest";
import { readDeeds, readLookers, readTrail } from "#app/audit/queries.ts";
import { recordDeed } from "#app/audit/record.ts";
import { recordRefusedAccess } from "#app/audit/refused-access.ts";
import { wholeTrail } from "#app/audit/trail-address.ts";
import { openIdentities, openReporter } from "#app/cases/commands.ts";
import type { PortalContext } from "#app/platform/http.ts";
import { fileReport } from "#app/reports/filing.ts";
import { type Actor, asActor, asSystem, type Officer } from "#db/actor.ts";
import { auditEntries, cases } from "#db/schema/index.ts";
import { someAccount, someFiling, someOfficer } from "#tests/support/builders.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let matter: { id: string; number: string };
let reportId: string;
let police: Officer;
let policeLead: Officer;
let civilAffairs: Officer;
let civilLead: Officer;
let prosecutor: Officer;
let auditor: Actor;

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  reportId = (await fileReport(portals.web, someFiling())).reportId;
  await portals.route(reportId);
  const [found] = await asSystem(portals.worker.db, "test", (tx) => tx.select().from(cases));
  if (found === undefined) throw new Error("no case");
  matter = found;
  police = await someOfficer(database, "police");
  policeLead = await someOfficer(database, "police", ["110105"], "lead");
  civilAffairs = await someOfficer(database, "civil_affairs");
  civilLead = await someOfficer(database, "civil_affairs", ["110105"], "lead");
  prosecutor = await someOfficer(database, "procuratorate");
  auditor = await someAccount(database, { kind: "auditor", department: null, districts: ["*"] });
});
afterAll(async () => {
  await portals?.close();
  await database?.drop();
});

const open = (actor: Officer) =>
  asActor(portals.web.db, actor, (tx) => openIdentities(tx, actor, matter.number, new Date()));
const openReporterAs = (actor: Officer) =>
  asActor(portals.web.db, actor, (tx) =>
    openReporter(tx, actor, matter.number, { reportId, reason: "confirm_facts" }, new Date()),
  );
const deedsOnCase = async (actor: Actor): Promise<string[]> =>
  (await asActor(portals.web.db, actor, (tx) => readDeeds(tx, { caseId: matter.id }, null, 50))).rows.map(
    ({ entry }) => `${entry.department} ${entry.action}`,
  );
const lookers = async (actor: Actor) =>
  (await asActor(portals.web.db, actor, (tx) => readLookers(tx, matter.id))).map(
    ({ department, times }) => `${department} ${times}`,
  );

test("opening the identities is an entry, and the reporter's is one of its own, each with the rule that allowed it", async () => {
  for (const officer of [civilAffairs, police, prosecutor]) {
    await open(officer);
    await openReporterAs(officer);
  }
  const rows = await asActor(portals.web.db, auditor, (tx) => tx.select().from(auditEntries).orderBy(auditEntries.seq));
  expect(rows.map(({ department, action, reason, compartment }) => [department, action, reason, compartment])).toEqual([
    ["civil_affairs", "identities_opened", "desk_assigned", null],
    ["police", "identities_opened", "desk_assigned", null],
    ["police", "reporter_identity_opened", "desk_assigned", "department"],
    ["procuratorate", "identities_opened", "desk_assigned", null],
    ["procuratorate", "reporter_identity_opened", "prosecutor_in_scope", "department"],
  ]);
  for (const row of rows) expect(row).toMatchObject({ caseId: matter.id, caseNumber: matter.number });
});

test("leads on the case and prosecutors read who looked; of a compartment only those inside it", async () => {
  expect(await deedsOnCase(policeLead)).toEqual([
    "procuratorate identities_opened",
    "police reporter_identity_opened",
    "police identities_opened",
    "civil_affairs identities_opened",
  ]);
  expect(await deedsOnCase(civilLead)).toEqual([
    "procuratorate identities_opened",
    "police identities_opened",
    "civil_affairs identities_opened",
  ]);
  expect(await deedsOnCase(prosecutor)).toHaveLength(5);
  expect(await deedsOnCase(civilAffairs)).toEqual(["civil_affairs identities_opened"]);
  expect(await lookers(civilLead)).toEqual(["procuratorate 1", "police 1", "civil_affairs 1"]);
  expect(await lookers(prosecutor)).toEqual(["procuratorate 2", "police 2", "civil_affairs 1"]);
});

test("a deed in a compartment changes nothing that a shut-out lead can read", async () => {
  const before = [await deedsOnCase(civilLead), await lookers(civilLead)];
  const entry = { caseId: matter.id, caseNumber: matter.number };
  await asActor(portals.web.db, police, (tx) =>
    recordDeed(tx, { ...entry, action: "note_written", compartment: "department" }),
  );
  await asActor(portals.web.db, police, (tx) =>
    recordDeed(tx, { ...entry, action: "evidence_opened", compartment: "department" }),
  );
  expect([await deedsOnCase(civilLead), await lookers(civilLead)]).toEqual(before);
  expect(await deedsOnCase(policeLead)).toContain("police note_written");
});

test("a lead of a desk elsewhere, or one that only knows of the case, reads nothing of it", async () => {
  const elsewhere = await someOfficer(database, "police", ["110108"], "lead");
  expect(await deedsOnCase(elsewhere)).toEqual([]);
  expect(await lookers(elsewhere)).toEqual([]);
  await open(elsewhere);
  expect(await deedsOnCase(elsewhere)).toEqual([]);
});

test("a list of deeds goes on from page to page, and neither skips nor repeats one", async () => {
  const read = (place: Parameters<typeof readDeeds>[2], most: number) =>
    asActor(portals.web.db, prosecutor, (tx) => readDeeds(tx, { caseId: matter.id }, place, most));
  const whole = (await read(null, 50)).rows.map(({ entry }) => entry.seq);
  const paged: number[] = [];
  let place: Parameters<typeof readDeeds>[2] = null;
  do {
    const page = await read(place, 2);
    paged.push(...page.rows.map(({ entry }) => entry.seq));
    place = page.older;
  } while (place !== null);
  expect(paged).toEqual(whole);
});

test("the trail is read page by page, forwards and back", async () => {
  const read = (place: Parameters<typeof readTrail>[2]) =>
    asActor(portals.web.db, auditor, (tx) => readTrail(tx, wholeTrail, place, 3));
  const numbers = ({ rows }: Awaited<ReturnType<typeof read>>) => rows.map(({ entry }) => entry.seq);
  const first = await read(null);
  expect(first.newer).toBeNull();
  const second = await read(first.older);
  const third = await read(second.older);
  expect([first, second, third].flatMap(numbers)).toEqual([7, 6, 5, 4, 3, 2, 1]);
  expect(third.older).toBeNull();
  expect(numbers(await read(third.newer))).toEqual(numbers(second));
  const back = await read(second.newer);
  expect(numbers(back)).toEqual(numbers(first));
  expect(back.newer).toBeNull();
});

test("a refused attempt is put down without what was typed, and an answer never waits for a broken trail", async () => {
  const context = { portal: portals.web, requestId: "test" } as PortalContext;
  const request = new Request("http://localhost/people/zhang.san@example.cn", { method: "POST" });
  await recordRefusedAccess(request, context, police, { reason: "other_role" });
  const [last] = (
    await asActor(portals.web.db, police, (tx) => readDeeds(tx, { accountId: police.accountId }, null, 1))
  ).rows;
  expect(last?.entry).toMatchObject({ action: "access_refused", reason: "other_role", caseNumber: null });
  expect(JSON.parse(last?.entry.details ?? "")).toEqual({ route: "/people/:", method: "POST" });
  // An account id that is none makes the database refuse; whoever is turned away gets their answer all the same.
  await recordRefusedAccess(request, context, { ...police, accountId: "nobody" }, { reason: "other_role" });
});
