import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openIdentities } from "#app/cases/commands.ts";
import { readCase } from "#app/cases/queries.ts";
import { fileReport } from "#app/reports/filing.ts";
import { acceptAssignment, transferAssignment } from "#app/triage/commands.ts";
import { countTabs } from "#app/triage/counts.ts";
import { concerns } from "#app/triage/event-stream.ts";
import { readQuestion } from "#app/triage/filters.ts";
import { countWaitingObjections, waitingObjections } from "#app/triage/objection-queries.ts";
import { countHeld } from "#app/triage/overview-queries.ts";
import { districtsOf, pageSize, readQueue } from "#app/triage/queries.ts";
import { asActor, asSystem, type Officer } from "#db/actor.ts";
import * as schema from "#db/schema/index.ts";
import { someAccount, someFiling, someOfficer, someReport } from "#tests/support/builders.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let police: Officer;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  police = await someOfficer(database, "police");
});
afterAll(async () => {
  await portals.close();
  await database.drop();
});

const urgent = { safety: { immediateDanger: true } };
const calm = {
  suspects: [{ relation: "neighbour", isGuardian: false, livesWithChild: false, hasAccessNow: false }],
  guardianship: { status: "guardian_protective" },
  safety: { immediateDanger: false, medicalCareNeeded: false },
  incident: { situations: ["other_serious"], district: "110105", place: "street", learnedBy: "observed" },
};

/** Files and routes a report; returns the number of its case. */
async function arrive(over: Record<string, unknown> = {}, now = new Date()): Promise<string> {
  const filed = await fileReport(portals.web, someFiling({ report: someReport(over), at: now }));
  const routed = await portals.route(filed.reportId, now);
  if (!("caseId" in routed)) throw new Error(routed.outcome);
  return asSystem(portals.worker.db, "test", async (tx) => {
    const [matter] = await tx.select().from(schema.cases).where(eq(schema.cases.id, routed.caseId));
    return matter?.number ?? "";
  });
}

const desk = (actor: Officer) => ({
  actor,
  districts: districtsOf(portals.web.city, actor),
  edition: portals.web.edition,
});
async function queue(actor: Officer, query = "") {
  const question = readQuestion(new URLSearchParams(query));
  if (question === null) throw new Error(`unreadable: ${query}`);
  return asActor(portals.web.db, actor, (tx) => readQueue(tx, desk(actor), question, new Date()));
}
const numbers = async (actor: Officer, query = "") => (await queue(actor, query)).rows.map((row) => row.caseNumber);
const counts = (actor: Officer) => asActor(portals.web.db, actor, (tx) => countTabs(tx, desk(actor), new Date()));
async function ownAssignment(actor: Officer, number: string, query = "") {
  const row = (await queue(actor, query)).rows.find(({ caseNumber }) => caseNumber === number);
  if (row?.assignment == null) throw new Error("not in the queue");
  return row.assignment;
}

test("a desk sees its own districts' work: not another district's, not another department's", async () => {
  const here = await arrive();
  const there = await arrive({ incident: { ...calm.incident, district: "110108" } });
  const haidian = await someOfficer(database, "police", ["110108"]);
  const city = await someOfficer(database, "police", ["*"]);
  const cyberspace = await someOfficer(database, "cyberspace");
  expect(await numbers(police)).toContain(here);
  expect(await numbers(police)).not.toContain(there);
  expect(await numbers(haidian)).toContain(there);
  expect(await numbers(haidian)).not.toContain(here);
  expect(await numbers(city)).toEqual(expect.arrayContaining([here, there]));
  expect(await numbers(cyberspace)).toEqual([]);
  expect((await counts(cyberspace)).all).toBe(0);
});

test("a line says what is needed to choose, and names nobody", async () => {
  const number = await arrive();
  const row = (await queue(police)).rows.find(({ caseNumber }) => caseNumber === number);
  expect(row).toMatchObject({
    situations: ["multiple_injuries"],
    childSex: "female",
    profession: "teacher",
    district: "110105",
    clock: { clock: "police_accept", state: "running" },
    assignment: { state: "new", holder: null, newReports: 0 },
  });
  expect(JSON.stringify(row)).not.toMatch(/示例/);
});

test("what is critical comes before what has waited longer", async () => {
  const officer = await someOfficer(database, "police", ["110106"]);
  const place = { incident: { ...calm.incident, district: "110106" } };
  const early = await arrive({ ...calm, ...place }, new Date(Date.now() - 3_600_000));
  const late = await arrive({ ...calm, ...place });
  const critical = await arrive({ ...calm, ...place, ...urgent });
  expect(await numbers(officer)).toEqual([critical, early, late]);
  expect(await numbers(officer, "urgency=critical")).toEqual([critical]);
  expect(await numbers(officer, "situation=organised_begging")).toEqual([]);
  expect(await numbers(officer, "situation=other_serious")).toHaveLength(3);
});

test("pages neither skip nor repeat a line, there and back, while others come in", async () => {
  const officer = await someOfficer(database, "police", ["110107"]);
  const place = { ...calm, incident: { ...calm.incident, district: "110107" } };
  const sameMoment = new Date();
  const all = new Set<string>();
  for (let n = 0; n < pageSize + 7; n += 1) all.add(await arrive(place, sameMoment));
  const first = await queue(officer);
  expect(first.rows).toHaveLength(pageSize);
  expect(first.before).toBeNull();
  await arrive({ ...place, ...urgent });
  const second = await queue(officer, `after=${first.after}`);
  expect(second.after).toBeNull();
  expect(new Set([...first.rows, ...second.rows].map(({ caseNumber }) => caseNumber))).toEqual(all);
  const back = await queue(officer, `before=${second.before}`);
  expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
  expect(back.before).not.toBeNull();
});

test("accepted work moves to the next tab with its holder; the counts follow", async () => {
  const officer = await someOfficer(database, "civil_affairs", ["110109"]);
  const number = await arrive({ incident: { ...someReport().incident, district: "110109" } });
  const { id } = await ownAssignment(officer, number);
  await asActor(portals.web.db, officer, (tx) =>
    acceptAssignment(tx, portals.web, officer, { assignmentId: id }, new Date()),
  );
  expect(await numbers(officer)).toEqual([]);
  expect(await ownAssignment(officer, number, "tab=working")).toMatchObject({ state: "accepted", holder: "示例人员" });
  expect(await counts(officer)).toMatchObject({ new: 0, working: 1, all: 1 });
});

test("work close to its limit, or past it, stands under due soon, soonest first", async () => {
  const officer = await someOfficer(database, "police", ["110111"]);
  const place = { ...calm, incident: { ...calm.incident, district: "110111" } };
  const past = await arrive(place, new Date(Date.now() - 48 * 3_600_000));
  await arrive(place);
  const longPast = await arrive(place, new Date(Date.now() - 72 * 3_600_000));
  expect(await numbers(officer, "tab=due")).toEqual([longPast, past]);
  expect((await counts(officer)).due).toBe(2);
});

test("work sent to another district stays readable where it came from, as informed and as transferred", async () => {
  const officer = await someOfficer(database, "police", ["110112"]);
  const receiver = await someOfficer(database, "police", ["110113"]);
  const number = await arrive({ ...calm, incident: { ...calm.incident, district: "110112" } });
  const { id } = await ownAssignment(officer, number);
  const to = { assignmentId: id, department: "police", district: "110113", reason: "发生地在顺义" };
  await asActor(portals.web.db, officer, (tx) => transferAssignment(tx, portals.web, officer, to, new Date()));
  expect(await numbers(officer)).toEqual([]);
  expect(await numbers(officer, "tab=moving")).toEqual([number]);
  expect(await numbers(officer, "tab=informed")).toEqual([number]);
  expect(await numbers(receiver)).toEqual([number]);
});

test("a case is there for the desks that were given it, and absent for all others", async () => {
  const number = await arrive();
  const read = (actor: Officer) => asActor(portals.web.db, actor, (tx) => readCase(tx, number));
  const prosecutor = await someOfficer(database, "procuratorate");
  const education = await someOfficer(database, "education");
  expect(await read(await someOfficer(database, "police", ["110108"]))).toBeNull();
  expect(await read(await someOfficer(database, "cyberspace"))).toBeNull();
  expect((await read(police))?.identities).toHaveLength(1);
  expect((await read(prosecutor))?.identities).toHaveLength(1);
  // On the case, and still not told who reported.
  expect(await read(education)).toMatchObject({ identities: [], reports: [{ profession: "teacher" }] });
});

test("opening identities is in the timeline; of a hidden case nothing is written", async () => {
  const number = await arrive();
  const open = (actor: Officer) =>
    asActor(portals.web.db, actor, (tx) => openIdentities(tx, actor, number, new Date()));
  expect(await open(await someOfficer(database, "police", ["110108"]))).toBeNull();
  expect(await open(police)).not.toBeNull();
  const record = await asActor(portals.web.db, police, (tx) => readCase(tx, number));
  const opened = record?.events.filter(({ event }) => event.kind === "identity_opened") ?? [];
  expect(opened.map(({ event }) => event.accountId)).toEqual([police.accountId]);
});

test("a coordinator counts what the departments hold; an officer's overview would be empty of others' districts", async () => {
  const coordinator = await someAccount(database, { kind: "coordinator", department: null, districts: ["110105"] });
  const held = await asActor(portals.web.db, coordinator, (tx) => countHeld(tx, ["police"], ["110105"]));
  expect(held.reduce((sum, { count }) => sum + count, 0)).toBe((await counts(police)).new);
  const admin = await someAccount(database, { kind: "admin", department: null, districts: ["*"] });
  expect(await asActor(portals.web.db, admin, (tx) => countHeld(tx, ["police"], ["110105"]))).toEqual([]);
});

test("objections wait for those who review them, and for nobody else", async () => {
  const lead = await someOfficer(database, "procuratorate", ["110105"], "lead");
  const count = (actor: Officer) => asActor(portals.web.db, actor, (tx) => countWaitingObjections(tx, actor));
  expect(await count(police)).toBe(0);
  expect(await asActor(portals.web.db, lead, (tx) => waitingObjections(tx, lead))).toEqual([]);
});

test("an open page hears of its own desk only", () => {
  const update = { kind: "assignment_delivered", assignmentId: null } as const;
  expect(concerns(police, { ...update, department: "police", district: "110105" })).toBe(true);
  expect(concerns(police, { ...update, department: "police", district: "110108" })).toBe(false);
  expect(concerns(police, { ...update, department: "education", district: "110105" })).toBe(false);
  expect(concerns({ ...police, districts: ["*"] }, { ...update, department: "police", district: "110108" })).toBe(true);
});
