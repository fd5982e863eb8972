import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileReport } from "#app/reports/filing.ts";
import { sealCase } from "#app/retention/sealing.ts";
import { closeAssignment } from "#app/triage/commands.ts";
import { asActor, asSystem } from "#db/actor.ts";
import { assignments, caseEvents, cases } from "#db/schema/index.ts";
import { someFiling, someReport } from "#tests/support/builders.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";
import { closeOwn, someCase, workToTheEnd } from "./cases.ts";

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

const at = (day: string) => new Date(`${day}T10:00:00+08:00`);
const matterOf = async (caseId: string) => {
  const [matter] = await asSystem(portals.worker.db, "test", (tx) =>
    tx.select().from(cases).where(eq(cases.id, caseId)),
  );
  if (matter === undefined) throw new Error("no case");
  return matter;
};
const eventsOf = async (caseId: string) =>
  (
    await asSystem(portals.worker.db, "test", (tx) => tx.select().from(caseEvents).where(eq(caseEvents.caseId, caseId)))
  ).map(({ kind }) => kind);
const sameChild = { name: "示例儿童（结案）", sex: "female", bornOn: "2016-03-02", district: "110105", address: null };
const again = async (child: Record<string, unknown>) => {
  const filed = await fileReport(portals.web, someFiling({ report: someReport({ children: [child] }) }));
  return { ...filed, routed: await portals.route(filed.reportId) };
};

test("a case closes with the last department's work, and not before", async () => {
  const matter = await someCase(database, portals);
  const last = matter.officers.at(-1);
  for (const officer of matter.officers.slice(0, -1)) {
    await closeOwn(portals, officer, matter.caseId, at("2026-03-01"));
    expect(await matterOf(matter.caseId)).toMatchObject({ state: "open", closedAt: null });
  }
  if (last !== undefined) await closeOwn(portals, last, matter.caseId, at("2026-03-09"));
  expect(await matterOf(matter.caseId)).toMatchObject({ state: "closed", closedAt: at("2026-03-09") });
  expect((await eventsOf(matter.caseId)).filter((kind) => kind === "case_closed")).toHaveLength(1);
});

test("two departments that close at the same moment close the case once", async () => {
  const matter = await someCase(database, portals);
  const [one, other, ...rest] = matter.officers;
  for (const officer of rest) await closeOwn(portals, officer, matter.caseId, at("2026-03-01"));
  if (one === undefined || other === undefined) throw new Error("a case of one department");
  await Promise.all([one, other].map((officer) => closeOwn(portals, officer, matter.caseId, at("2026-03-02"))));
  expect((await matterOf(matter.caseId)).state).toBe("closed");
  expect((await eventsOf(matter.caseId)).filter((kind) => kind === "case_closed")).toHaveLength(1);
});

test("the database refuses to close a case that somebody works", async () => {
  const { caseId } = await someCase(database, portals);
  const early = asSystem(portals.worker.db, "test", (tx) =>
    tx.update(cases).set({ state: "closed", closedAt: new Date() }).where(eq(cases.id, caseId)),
  );
  await expect(early).rejects.toMatchObject({ cause: { code: "23514" } });
});

test("a new report on the same child opens a closed case again, with new work for its departments", async () => {
  const matter = await someCase(database, portals, { children: [sameChild] });
  await workToTheEnd(portals, matter, at("2026-03-02"));
  const { routed } = await again(sameChild);
  expect(routed).toMatchObject({ outcome: "joined", caseId: matter.caseId });
  expect(await matterOf(matter.caseId)).toMatchObject({ state: "open", closedAt: null });
  expect(await eventsOf(matter.caseId)).toEqual(
    expect.arrayContaining(["case_closed", "case_reopened", "further_report"]),
  );
  const held = await asSystem(portals.worker.db, "test", (tx) =>
    tx.select().from(assignments).where(eq(assignments.caseId, matter.caseId)),
  );
  expect(
    held
      .filter(({ state }) => state === "new")
      .map(({ department }) => department)
      .sort(),
  ).toEqual(matter.officers.map(({ department }) => department).sort());
  // It closes again with the new work, and only with it.
  await workToTheEnd(portals, matter, at("2026-04-02"));
  expect(await matterOf(matter.caseId)).toMatchObject({ state: "closed", closedAt: at("2026-04-02") });
});

test("a report and the last closing at the same moment leave no case closed with new work in it", async () => {
  const child = { ...sameChild, name: "示例儿童（同时）" };
  const matter = await someCase(database, portals, { children: [child] });
  const [last, ...rest] = matter.officers;
  for (const officer of rest) await closeOwn(portals, officer, matter.caseId, at("2026-03-01"));
  const filed = await fileReport(portals.web, someFiling({ report: someReport({ children: [child] }) }));
  if (last === undefined) throw new Error("nobody works the case");
  await Promise.all([closeOwn(portals, last, matter.caseId, at("2026-03-02")), portals.route(filed.reportId)]);
  const held = await asSystem(portals.worker.db, "test", (tx) =>
    tx.select().from(assignments).where(eq(assignments.caseId, matter.caseId)),
  );
  const works = held.some(({ state }) => state === "new");
  expect((await matterOf(matter.caseId)).state).toBe(works ? "open" : "closed");
});

test("a sealed case is never opened again: the child gets a new one", async () => {
  const child = { ...sameChild, name: "示例儿童（封存）" };
  const matter = await someCase(database, portals, { children: [child] });
  await workToTheEnd(portals, matter, at("2026-03-02"));
  await asSystem(portals.worker.db, "seal-cases", (tx) =>
    sealCase(tx, portals.worker.edition, matter.caseId, at("2026-12-02")),
  );
  const { routed } = await again(child);
  expect(routed).toMatchObject({ outcome: "routed" });
  expect("caseId" in routed && routed.caseId).not.toBe(matter.caseId);
  expect((await matterOf(matter.caseId)).state).toBe("sealed");
});

test("a shared telephone, or a name with a birth date alone, joins nothing by itself", async () => {
  const reporter = { profession: "teacher", unit: "示例小学", name: "报告人甲", phone: "13800000077" };
  const child = { ...sameChild, name: "示例儿童（同名）", district: null };
  const first = await someCase(database, portals, { reporter, children: [child] });
  const second = await someCase(database, portals, { reporter, children: [child] });
  expect(second.caseId).not.toBe(first.caseId);
});

test("closing is the officer's own: another department's work is not there", async () => {
  const matter = await someCase(database, portals);
  const [one, other] = matter.officers;
  if (one === undefined || other === undefined) throw new Error("a case of one department");
  const held = await asSystem(portals.worker.db, "test", (tx) =>
    tx.select().from(assignments).where(eq(assignments.caseId, matter.caseId)),
  );
  const theirs = held.find(({ department }) => department === other.department);
  await expect(
    asActor(portals.web.db, one, (tx) =>
      closeAssignment(tx, portals.web, one, { assignmentId: theirs?.id ?? "" }, new Date()),
    ),
  ).rejects.toMatchObject({ code: "not_yours" });
});
