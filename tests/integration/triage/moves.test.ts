import { eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sweepClocks } from "#app/clocks/sweep.ts";
import { fileReport } from "#app/reports/filing.ts";
import { findReceipt } from "#app/reports/receipts.ts";
import {
  acceptAssignment,
  acknowledgeReport,
  closeAssignment,
  startWork,
  transferAssignment,
} from "#app/triage/commands.ts";
import { decideObjection, raiseObjection } from "#app/triage/objections.ts";
import { connectedStates } from "#app/triage/rules.ts";
import { type AccountActor, asActor, asSystem, type Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import * as schema from "#db/schema/index.ts";
import { someAccount, someFiling, someOfficer, someReport } from "#tests/support/builders.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let police: Officer;
let civilAffairs: Officer;
let reviewer: Officer;
let coordinator: AccountActor;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  police = await someOfficer(database, "police");
  civilAffairs = await someOfficer(database, "civil_affairs");
  reviewer = await someOfficer(database, "procuratorate", ["110105"], "lead");
  coordinator = await someAccount(database, { kind: "coordinator", department: null, districts: ["*"] });
});
afterAll(async () => {
  await portals.close();
  await database.drop();
});

const asWorker = <T>(read: (tx: Tx) => Promise<T>) => asSystem(portals.worker.db, "test", read);
const now = () => new Date();

/** A routed report, with its case and the assignment of one department. */
async function routed(department: string) {
  const filed = await fileReport(portals.web, someFiling({ report: someReport() }));
  const result = await portals.route(filed.reportId);
  if (result.outcome !== "routed") throw new Error("not routed");
  const held = await assignmentsOf(result.caseId);
  const assignment = held.find((candidate) => candidate.department === department);
  if (assignment === undefined) throw new Error(`no assignment of ${department}`);
  return { filed, caseId: result.caseId, assignmentId: assignment.id };
}

const assignmentsOf = (caseId: string) =>
  asWorker((tx) => tx.select().from(schema.assignments).where(eq(schema.assignments.caseId, caseId)));
const assignmentById = (id: string) =>
  asWorker(async (tx) => {
    const [row] = await tx.select().from(schema.assignments).where(eq(schema.assignments.id, id));
    if (row === undefined) throw new Error("no such assignment");
    return row;
  });
const clocksOf = (id: string) =>
  asWorker((tx) => tx.select().from(schema.clocks).where(eq(schema.clocks.assignmentId, id)));
const as = <A extends AccountActor, T>(actor: A, act: (tx: Tx, actor: A) => Promise<T>) =>
  asActor(portals.web.db, actor, (tx) => act(tx, actor));
const refused = (code: string) => expect.objectContaining({ name: "Refusal", code });

test("the trigger's table of moves is the table of the rules", async () => {
  const owner = postgres(database.ownerUrl, { max: 1 });
  const rows = await owner`select from_state, to_state, made_by from portal.assignment_moves`;
  await owner.end();
  expect(new Set(rows.map((row) => `${row.from_state}>${row.to_state} ${row.made_by}`))).toEqual(connectedStates());
});

test("accepting stops the acceptance clock, starts the later ones, and the reporter sees it", async () => {
  const { filed, assignmentId } = await routed("police");
  await as(police, (tx, actor) => acceptAssignment(tx, portals.web, actor, { assignmentId }, now()));
  expect(await assignmentById(assignmentId)).toMatchObject({ state: "accepted", acceptedBy: police.accountId });
  const clocks = await clocksOf(assignmentId);
  expect(clocks.find(({ clock }) => clock === "police_accept")?.state).toBe("met");
  expect(clocks.find(({ clock }) => clock === "police_progress")?.state).toBe("running");
  const receipt = await findReceipt(portals.web, filed.receiptCode);
  expect(receipt?.departments.find(({ department }) => department === "police")?.progress).toBe("accepted");
});

test("accepted twice, by another department, in another district or from an old page: each refused in its own word", async () => {
  const { assignmentId } = await routed("police");
  const accept = (actor: Officer, version?: number) =>
    as(actor, (tx, who) =>
      acceptAssignment(
        tx,
        portals.web,
        who,
        version === undefined ? { assignmentId } : { assignmentId, version },
        now(),
      ),
    );
  await expect(accept(civilAffairs)).rejects.toEqual(refused("not_yours"));
  await expect(accept(await someOfficer(database, "police", ["110108"]))).rejects.toEqual(refused("not_yours"));
  await expect(accept(police, 7)).rejects.toEqual(refused("changed_meanwhile"));
  await accept(police, 1);
  await expect(accept(police)).rejects.toEqual(refused("wrong_state"));
});

test("two officers accepting at the same moment: one does, the other is told", async () => {
  const { assignmentId } = await routed("police");
  const second = await someOfficer(database, "police");
  const results = await Promise.allSettled(
    [police, second].map((officer) =>
      as(officer, (tx, actor) => acceptAssignment(tx, portals.web, actor, { assignmentId }, now())),
    ),
  );
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("work goes new, accepted, working, closed", async () => {
  const { assignmentId } = await routed("civil_affairs");
  await as(civilAffairs, (tx, actor) => acceptAssignment(tx, portals.web, actor, { assignmentId }, now()));
  await as(civilAffairs, (tx, actor) => acknowledgeReport(tx, portals.web, actor, { assignmentId }, now()));
  await as(civilAffairs, (tx, actor) => startWork(tx, portals.web, actor, { assignmentId }, now()));
  await as(civilAffairs, (tx, actor) => closeAssignment(tx, portals.web, actor, { assignmentId }, now()));
  expect(await assignmentById(assignmentId)).toMatchObject({ state: "closed" });
});

test("a transfer to another district opens the successor, which carries the clocks on", async () => {
  const { caseId, filed, assignmentId } = await routed("police");
  const before = (await clocksOf(assignmentId)).find(({ clock }) => clock === "police_accept");
  const successorId = await as(police, (tx, actor) =>
    transferAssignment(
      tx,
      portals.web,
      actor,
      { assignmentId, department: "police", district: "110108", reason: "示例：事发地在海淀。" },
      now(),
    ),
  );
  expect(await assignmentById(assignmentId)).toMatchObject({ state: "transferred", successorId });
  expect(await assignmentById(successorId)).toMatchObject({
    state: "new",
    district: "110108",
    predecessorId: assignmentId,
    bounces: 1,
  });
  const carried = (await clocksOf(successorId)).find(({ clock }) => clock === "police_accept");
  expect(carried).toMatchObject({ id: before?.id, dueAt: before?.dueAt, district: "110108", state: "running" });
  expect(
    (await assignmentsOf(caseId)).filter(({ department, state }) => department === "police" && state === "new"),
  ).toHaveLength(1);
  const receipt = await findReceipt(portals.web, filed.receiptCode);
  expect(receipt?.departments.filter(({ department }) => department === "police")).toHaveLength(1);

  const receiving = await someOfficer(database, "police", ["110108"]);
  const onAgain = as(receiving, (tx, actor) =>
    transferAssignment(
      tx,
      portals.web,
      actor,
      { assignmentId: successorId, department: "police", district: "110101", reason: "示例" },
      now(),
    ),
  );
  await expect(onAgain).rejects.toEqual(refused("second_bounce"));
  await as(receiving, (tx, actor) => acceptAssignment(tx, portals.web, actor, { assignmentId: successorId }, now()));
});

test.each([
  ["without a reason", { department: "police", district: "110108", reason: " " }, "reason_missing"],
  ["to where it is", { department: "police", district: "110105", reason: "示例" }, "target_same"],
  ["to a district of another city", { department: "police", district: "310101", reason: "示例" }, "target_unknown"],
  ["to no department", { department: "nobody", district: "110105", reason: "示例" }, "target_unknown"],
  ["away from the police", { department: "civil_affairs", district: "110105", reason: "示例" }, "department_must_stay"],
] as const)("a transfer %s is refused and changes nothing", async (_what, target, code) => {
  const { assignmentId } = await routed("police");
  const transfer = as(police, (tx, actor) =>
    transferAssignment(tx, portals.web, actor, { assignmentId, ...target }, now()),
  );
  await expect(transfer).rejects.toEqual(refused(code));
  expect(await assignmentById(assignmentId)).toMatchObject({ state: "new", version: 1 });
});

const object = (assignmentId: string, actor: Officer, proposedDistrict: string | null = "110108") =>
  as(actor, (tx, who) =>
    raiseObjection(
      tx,
      portals.web,
      who,
      { assignmentId, reason: "示例：不属本区管辖。", proposedDepartment: null, proposedDistrict },
      now(),
    ),
  );
const objectionOn = (assignmentId: string) =>
  asWorker(async (tx) => {
    const rows = await tx.select().from(schema.objections).where(eq(schema.objections.assignmentId, assignmentId));
    const open = rows.find(({ decidedAt }) => decidedAt === null);
    if (open === undefined) throw new Error("no open objection");
    return open;
  });
const decide = (
  actor: AccountActor,
  objectionId: string,
  outcome: "upheld" | "overruled",
  target: { department?: string; district?: string } = {},
) =>
  as(actor, (tx, who) =>
    decideObjection(tx, portals.web, who, { objectionId, outcome, reason: "示例裁定理由", ...target }, now()),
  );

test("an objection leaves the work where it is until a reviewer decides; overruled, it goes back to its state", async () => {
  const { assignmentId } = await routed("civil_affairs");
  await as(civilAffairs, (tx, actor) => acceptAssignment(tx, portals.web, actor, { assignmentId }, now()));
  await object(assignmentId, civilAffairs);
  expect(await assignmentById(assignmentId)).toMatchObject({ state: "objected", department: "civil_affairs" });
  expect((await clocksOf(assignmentId)).find(({ clock }) => clock === "routing_objection")).toMatchObject({
    state: "running",
    owner: "procuratorate",
  });
  const { id } = await objectionOn(assignmentId);
  await expect(decide(civilAffairs, id, "overruled")).rejects.toEqual(refused("own_objection"));
  await expect(decide(police, id, "overruled")).rejects.toEqual(refused("not_yours"));
  await decide(reviewer, id, "overruled");
  expect(await assignmentById(assignmentId)).toMatchObject({ state: "accepted" });
  expect((await clocksOf(assignmentId)).find(({ clock }) => clock === "routing_objection")?.state).toBe("met");
  await expect(decide(reviewer, id, "overruled")).rejects.toEqual(refused("already_decided"));
});

test("an upheld objection withdraws the work and opens it elsewhere in the same step; the second bounce is the coordinator's", async () => {
  const { caseId, assignmentId } = await routed("civil_affairs");
  await object(assignmentId, civilAffairs);
  await decide(reviewer, (await objectionOn(assignmentId)).id, "upheld");
  const withdrawn = await assignmentById(assignmentId);
  expect(withdrawn.state).toBe("withdrawn");
  const successor = await assignmentById(withdrawn.successorId ?? "");
  expect(successor).toMatchObject({ state: "new", department: "civil_affairs", district: "110108", bounces: 1 });
  const seen = await as(civilAffairs, (tx) => tx.select().from(schema.cases).where(eq(schema.cases.id, caseId)));
  expect(seen, "a desk that never had the matter to do no longer reads it").toEqual([]);

  const next = await someOfficer(database, "civil_affairs", ["110108"]);
  await object(successor.id, next, "110101");
  const second = await objectionOn(successor.id);
  expect(second.level).toBe("coordinator");
  await expect(decide(reviewer, second.id, "upheld")).rejects.toEqual(refused("not_yours"));
  await decide(coordinator, second.id, "upheld", { district: "110101" });
  expect(await assignmentById(successor.id)).toMatchObject({ state: "withdrawn" });
});

test("work sent to a department that holds the case already is taken over there, not doubled", async () => {
  const { caseId, assignmentId } = await routed("womens_federation");
  const womensFederation = await someOfficer(database, "womens_federation");
  const holder = (await assignmentsOf(caseId)).find(({ department }) => department === "civil_affairs");
  const successorId = await as(womensFederation, (tx, actor) =>
    transferAssignment(
      tx,
      portals.web,
      actor,
      { assignmentId, department: "civil_affairs", district: "110105", reason: "示例" },
      now(),
    ),
  );
  expect(successorId).toBe(holder?.id);
  const held = (await assignmentsOf(caseId)).filter(
    ({ department, state }) => department === "civil_affairs" && state === "new",
  );
  expect(held).toHaveLength(1);
  expect(
    (await clocksOf(assignmentId)).every(
      ({ state, cancelledFor }) => state === "cancelled" && cancelledFor === "held_by_another",
    ),
  ).toBe(true);
});

test("the database refuses a move that is not in the table and work that nobody holds", async () => {
  const { assignmentId } = await routed("police");
  const set = (values: Partial<typeof schema.assignments.$inferInsert>) =>
    asWorker((tx) => tx.update(schema.assignments).set(values).where(eq(schema.assignments.id, assignmentId)));
  await expect(set({ state: "closed" })).rejects.toThrow();
  await expect(set({ state: "transferred" })).rejects.toThrow();
  await expect(set({ district: "110108" })).rejects.toThrow();
  expect(await assignmentById(assignmentId)).toMatchObject({ state: "new", district: "110105" });
});

test("a clock whose moment has passed is breached once, is on the timeline, and is met late afterwards", async () => {
  const { caseId, assignmentId } = await routed("police");
  const later = new Date(Date.now() + 48 * 3_600_000);
  const sweep = () => asWorker((tx) => sweepClocks(tx, portals.web.edition, later));
  expect((await sweep()).breached).toBeGreaterThan(0);
  expect((await sweep()).breached).toBe(0);
  const breached = (await clocksOf(assignmentId)).find(({ clock }) => clock === "police_accept");
  expect(breached).toMatchObject({ state: "breached", breachedAt: later });
  const events = await asWorker((tx) =>
    tx.select().from(schema.caseEvents).where(eq(schema.caseEvents.caseId, caseId)),
  );
  expect(events.some(({ kind, details }) => kind === "clock_breached" && details.clock === "police_accept")).toBe(true);
  await as(police, (tx, actor) => acceptAssignment(tx, portals.web, actor, { assignmentId }, later));
  expect((await clocksOf(assignmentId)).find(({ clock }) => clock === "police_accept")?.state).toBe("met_late");
});
