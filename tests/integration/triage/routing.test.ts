import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileReport } from "#app/reports/filing.ts";
import { findReceipt } from "#app/reports/receipts.ts";
import { acceptAssignment } from "#app/triage/commands.ts";
import { asActor, asSystem } from "#db/actor.ts";
import * as schema from "#db/schema/index.ts";
import { replay } from "#guidelines/route.ts";
import { someFiling, someOfficer, someReport } from "#tests/support/builders.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
});
afterAll(async () => {
  await portals.close();
  await database.drop();
});

const assignmentsOf = (caseId: string) =>
  asSystem(portals.worker.db, "test", (tx) =>
    tx.select().from(schema.assignments).where(eq(schema.assignments.caseId, caseId)),
  );
const reportById = (id: string) =>
  asSystem(portals.worker.db, "test", async (tx) => {
    const [report] = await tx.select().from(schema.reports).where(eq(schema.reports.id, id));
    if (report === undefined) throw new Error("no such report");
    return report;
  });
const file = async (over: Record<string, unknown> = {}) =>
  fileReport(portals.web, someFiling({ report: someReport(over) }));

test("a teacher's report on a harming father reaches all four departments' queues, each with its reason and law", async () => {
  const filed = await file();
  expect(await portals.route(filed.reportId)).toMatchObject({ outcome: "routed" });
  const { caseId } = await reportById(filed.reportId);
  const assigned = await assignmentsOf(caseId);
  const departments = assigned.map(({ department }) => department);
  expect(departments).toEqual(
    expect.arrayContaining(["police", "procuratorate", "civil_affairs", "womens_federation"]),
  );
  expect(new Set(departments).size).toBe(departments.length);
  for (const { state, reason, district } of assigned) {
    expect(state).toBe("new");
    expect(district).toBe("110105");
    expect(reason.why.zh).not.toBe("");
    expect(reason.sources.length).toBeGreaterThan(0);
  }
  const clocks = await asSystem(portals.worker.db, "test", (tx) =>
    tx.select().from(schema.clocks).where(eq(schema.clocks.caseId, caseId)),
  );
  expect(clocks.map(({ clock }) => clock)).toEqual(expect.arrayContaining(["police_accept", "department_accept"]));
});

test("a job that runs twice, or twice at the same moment, changes nothing", async () => {
  const filed = await file();
  const runs = await Promise.all([portals.route(filed.reportId), portals.route(filed.reportId)]);
  expect(runs.map(({ outcome }) => outcome).sort()).toEqual(["already_routed", "routed"]);
  const { caseId } = await reportById(filed.reportId);
  const once = await assignmentsOf(caseId);
  expect(await portals.route(filed.reportId)).toEqual({ outcome: "already_routed" });
  expect(await assignmentsOf(caseId)).toEqual(once);
  expect(await portals.route(randomUUID())).toEqual({ outcome: "absent" });
});

test("the stored decision is replayed byte for byte from the report", async () => {
  const report = someReport();
  const filed = await fileReport(portals.web, someFiling({ report }));
  await portals.route(filed.reportId);
  const [stored] = await asSystem(portals.worker.db, "test", (tx) =>
    tx.select().from(schema.routingDecisions).where(eq(schema.routingDecisions.reportId, filed.reportId)),
  );
  if (stored === undefined) throw new Error("no decision");
  const asSealed = { ...report, reporter: { ...report.reporter, name: null, phone: null, email: null, unit: null } };
  const { same } = replay(portals.web.edition, portals.web.city, stored.decision, asSealed);
  expect(same).toBe(true);
  for (const secret of ["示例儿童", "报告人甲", "13800000000", "示例路", "旧伤"])
    expect(stored.decision).not.toContain(secret);
});

test("the same child reported twice is one case with one assignment a department; nobody learns of the other report", async () => {
  const child = { name: `示例同一儿童${randomUUID()}`, sex: "male", bornOn: "2014-05-06", district: "110105" };
  const first = await file({ children: [child] });
  await portals.route(first.reportId);
  const { caseId } = await reportById(first.reportId);
  const officer = await someOfficer(database, "police");
  const police = (await assignmentsOf(caseId)).find(({ department }) => department === "police");
  if (police === undefined) throw new Error("no police");
  await asActor(portals.web.db, officer, (tx) =>
    acceptAssignment(tx, portals.web, officer, { assignmentId: police.id }, new Date()),
  );

  const second = await file({
    children: [child],
    reporter: { profession: "medical", unit: "示例医院", name: "报告人乙", phone: "13900000000" },
  });
  expect(await portals.route(second.reportId)).toMatchObject({ outcome: "joined", caseId });
  expect((await reportById(second.reportId)).caseId).toBe(caseId);
  const assigned = (await assignmentsOf(caseId)).map(({ department }) => department);
  expect(new Set(assigned).size).toBe(assigned.length);

  const receipt = await findReceipt(portals.web, second.receiptCode);
  expect(receipt?.departments.find(({ department }) => department === "police")).toMatchObject({
    progress: "delivered",
    acceptedAt: null,
  });
  for (const { dueAt } of receipt?.owed ?? []) {
    if (dueAt !== null) expect(dueAt.getTime()).toBeGreaterThan(second.filedAt.getTime());
  }
});

test("two reports on one child routed at the same moment become one case", async () => {
  const child = { name: `示例同时儿童${randomUUID()}`, sex: "female", bornOn: "2015-01-01", district: "110108" };
  const filed = await Promise.all([file({ children: [child] }), file({ children: [child] })]);
  const routed = await Promise.all(filed.map(({ reportId }) => portals.route(reportId)));
  expect(routed.map(({ outcome }) => outcome).sort()).toEqual(["joined", "routed"]);
  const cases = await Promise.all(filed.map(({ reportId }) => reportById(reportId)));
  expect(cases[0]?.caseId).toBe(cases[1]?.caseId);
});

test("a more urgent report on a known child raises the case; a less urgent one never lowers it", async () => {
  const child = { name: `示例加急儿童${randomUUID()}`, sex: "female", bornOn: "2013-01-01", district: "110105" };
  const calm = await file({ children: [child] });
  await portals.route(calm.reportId);
  const { caseId } = await reportById(calm.reportId);
  const danger = await file({ children: [child], safety: { immediateDanger: true } });
  await portals.route(danger.reportId);
  expect(
    (await assignmentsOf(caseId)).every(({ urgency, urgencyRank }) => urgency === "critical" && urgencyRank === 0),
  ).toBe(true);
  const later = await file({ children: [child] });
  await portals.route(later.reportId);
  expect((await assignmentsOf(caseId)).every(({ urgency }) => urgency === "critical")).toBe(true);
});
