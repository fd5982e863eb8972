import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileReport } from "#app/reports/filing.ts";
import { acceptAssignment } from "#app/triage/commands.ts";
import { listApiKeys, listUnitReports, readUnitFigures } from "#app/units/queries.ts";
import { monthBegan } from "#app/units/rules.ts";
import { type AccountActor, asActor } from "#db/actor.ts";
import * as schema from "#db/schema/index.ts";
import { someAccount, someFiling, someOfficer, someReport } from "#tests/support/builders.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const school = "00000000-0000-4000-8000-00000000000a";
const hospital = "00000000-0000-4000-8000-00000000000b";

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let lead: AccountActor;
let reporter: AccountActor;
const numbers: Record<"signedIn" | "colleague" | "named" | "withheld" | "hospital", string> = {
  signedIn: "",
  colleague: "",
  named: "",
  withheld: "",
  hospital: "",
};

async function unitAccount(kind: "unit_lead" | "unit_reporter", unitId: string): Promise<AccountActor> {
  const made = await someAccount(database, { kind, department: null, districts: ["110105"] });
  await owner`update accounts set unit_id = ${unitId} where id = ${made.accountId}`;
  return { ...made, unitId };
}
async function file(unitId: string | null, accountId: string | null, over: Parameters<typeof someFiling>[0] = {}) {
  const filing = someFiling({ unitId, accountId, ...over });
  const { number } = await fileReport(portals.web, filing);
  await portals.route(filing.reportId);
  return { number, filing };
}
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  await owner`insert into units (id, name, profession, district) values
    (${school}, '示例小学', 'teacher', '110105'), (${hospital}, '示例医院', 'medical', '110105')`;
  lead = await unitAccount("unit_lead", school);
  reporter = await unitAccount("unit_reporter", school);
  const colleague = await unitAccount("unit_reporter", school);
  numbers.signedIn = (await file(school, reporter.accountId)).number;
  numbers.colleague = (await file(school, colleague.accountId)).number;
  numbers.named = (await file(school, null)).number;
  numbers.withheld = (await file(null, null)).number;
  numbers.hospital = (await file(hospital, null)).number;
});
afterAll(async () => {
  await owner.end();
  await portals.close();
  await database.drop();
});

const reportsOf = async (actor: AccountActor) =>
  asActor(portals.web.db, actor, async (tx) => (await listUnitReports(tx, portals.web.edition, null)).reports);

test("the lead sees every report of the unit by number, a reporter those they filed signed in, others none", async () => {
  expect((await reportsOf(lead)).map(({ number }) => number).sort()).toEqual(
    [numbers.signedIn, numbers.colleague, numbers.named].sort(),
  );
  expect((await reportsOf(reporter)).map(({ number }) => number)).toEqual([numbers.signedIn]);
  const elsewhere = await unitAccount("unit_lead", hospital);
  expect((await reportsOf(elsewhere)).map(({ number }) => number)).toEqual([numbers.hospital]);
  for (const kind of ["admin", "auditor", "coordinator"] as const) {
    const stranger = await someAccount(database, { kind, department: null, districts: ["*"] });
    expect(await reportsOf(stranger), kind).toEqual([]);
  }
});

test("each department's delivery, signature and deadline are told, and the month is counted", async () => {
  const police = await someOfficer(database, "police");
  const [mine] = await owner`select d.assignment_id from deliveries d join unit_reports u on u.report_id = d.report_id
    where u.number = ${numbers.signedIn} and d.department = 'police'`;
  await asActor(portals.web.db, police, (tx) =>
    acceptAssignment(tx, portals.web, police, { assignmentId: String(mine?.assignment_id) }, new Date()),
  );
  const [report] = await reportsOf(reporter);
  const [first, ...others] = report?.deliveries ?? [];
  expect(first).toMatchObject({ department: "police", signedAt: expect.any(Date), acceptance: { state: "met" } });
  expect(others.length).toBeGreaterThan(0);
  for (const { signedAt, acceptance } of others) {
    expect(signedAt).toBeNull();
    expect(acceptance).toMatchObject({ state: "running", dueAt: expect.any(Date) });
  }
  const figures = await asActor(portals.web.db, lead, (tx) => readUnitFigures(tx, portals.web.edition, new Date()));
  expect(figures).toMatchObject({ filed: 3, inTime: 1, late: 0 });
  expect(figures.waiting).toBe(others.length + 2 * (others.length + 1));
});

test("what another's earlier report on the same child had set going is not told", async () => {
  const child = { ...someReport().children[0], name: "示例儿童同一人" };
  const early = await file(null, null, {
    report: someReport({ children: [child] }),
    at: new Date(Date.now() - 3_600_000),
  });
  const late = await file(school, null, { report: someReport({ children: [child] }) });
  const [{ count } = { count: 0 }] = await owner<
    { count: number }[]
  >`select count(distinct case_id)::int as count from reports
    where id in (${early.filing.reportId}, ${late.filing.reportId})`;
  expect(count).toBe(1);
  const told = (await reportsOf(lead)).find(({ number }) => number === late.number);
  expect(told?.deliveries.length).toBeGreaterThan(0);
  for (const { acceptance } of told?.deliveries ?? []) expect(acceptance).toBeNull();
});

test("a page goes on where the one before ended, and a number of somebody else's begins nothing", async () => {
  const from = (before: string) =>
    asActor(portals.web.db, lead, async (tx) =>
      (await listUnitReports(tx, portals.web.edition, before)).reports.map(({ number }) => number),
    );
  const all = (await reportsOf(lead)).map(({ number }) => number);
  expect(await from(all[0] ?? "")).toEqual(all.slice(1));
  expect(await from(numbers.hospital)).toEqual([]);
});

test.each(["unit_lead", "unit_reporter"] as const)("a %s reads nothing of a case", async (kind) => {
  const actor = kind === "unit_lead" ? lead : reporter;
  const { tables, seen } = await asActor(portals.web.db, actor, async (tx) => {
    const closed = {
      reports: schema.reports,
      identities: schema.reporterIdentities,
      parties: schema.parties,
      cases: schema.cases,
      keys: schema.dataKeys,
      assignments: schema.assignments,
      decisions: schema.routingDecisions,
      supplements: schema.supplements,
      events: schema.caseEvents,
      evidence: schema.evidence,
      notes: schema.caseNotes,
      objections: schema.objections,
      receipts: schema.receipts,
      drafts: schema.drafts,
      access: schema.caseAccess,
    };
    const counts: [string, number][] = [];
    for (const [name, table] of Object.entries(closed)) counts.push([name, await tx.$count(table)]);
    return { tables: Object.keys(closed), seen: counts.filter(([, count]) => count > 0) };
  });
  expect(tables.length).toBe(15);
  expect(seen).toEqual([]);
});

test("a key's name is shown to its own unit, the key to nobody", async () => {
  await owner`insert into api_keys (id, unit_id, key_hash, label) values
    (${randomUUID()}, ${school}, ${Buffer.from("one")}, '校务系统'), (${randomUUID()}, ${hospital}, ${Buffer.from("two")}, '医务系统')`;
  const keys = await asActor(portals.web.db, lead, (tx) => listApiKeys(tx, school));
  expect(keys).toMatchObject([{ label: "校务系统", active: true }]);
  expect(Object.keys(keys[0] ?? {})).not.toContain("keyHash");
});

test("a month begins at midnight in Beijing", () => {
  expect(monthBegan(new Date("2026-11-30T16:00:00Z"))).toEqual(new Date("2026-11-30T16:00:00Z"));
  expect(monthBegan(new Date("2026-11-30T15:59:59Z"))).toEqual(new Date("2026-10-31T16:00:00Z"));
  expect(monthBegan(new Date("2026-12-31T17:00:00Z"))).toEqual(new Date("2026-12-31T16:00:00Z"));
});
