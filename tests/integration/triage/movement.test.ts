import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sweepClocks } from "#app/clocks/sweep.ts";
import { unseal } from "#app/platform/crypto.ts";
import { acceptAssignment, transferAssignment } from "#app/triage/commands.ts";
import { handBackWork } from "#app/triage/hand-back.ts";
import { movementPlace, movementsOf } from "#app/triage/movements.ts";
import { raiseObjection } from "#app/triage/objections.ts";
import { assignOfficer, officersOf, takeOver } from "#app/triage/officers.ts";
import { bringInDepartment, recallTransfer, returnAssignment } from "#app/triage/returning.ts";
import type { Officer } from "#db/actor.ts";
import * as schema from "#db/schema/index.ts";
import { someOfficer } from "#tests/support/builders.ts";
import { movesOn } from "#tests/support/moves.ts";
import { asOwner } from "#tests/support/owner.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let on: ReturnType<typeof movesOn>;
let here: Officer;
let lead: Officer;
let there: Officer;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  on = movesOn(portals);
  here = await someOfficer(database, "police");
  lead = await someOfficer(database, "police", ["110105"], "lead");
  there = await someOfficer(database, "police", ["110108"]);
});
afterAll(async () => {
  await portals?.close();
  await database?.drop();
});

const refused = (code: string) => expect.objectContaining({ name: "Refusal", code });
const reason = "示例理由：事发地在另一个区。";
const now = () => new Date();

const accept = (actor: Officer, assignmentId: string, at = now()) =>
  on.as(actor, (tx, who) => acceptAssignment(tx, portals.web, who, { assignmentId }, at));
const send = (assignmentId: string, at = now(), department = "police") =>
  on.as(here, (tx, who) =>
    transferAssignment(tx, portals.web, who, { assignmentId, department, district: "110108", reason }, at),
  );
const giveBack = (actor: Officer, assignmentId: string, why = reason) =>
  on.as(actor, (tx, who) => returnAssignment(tx, portals.web, who, { assignmentId, reason: why }, now()));
const recall = (actor: Officer, assignmentId: string, why = reason) =>
  on.as(actor, (tx, who) => recallTransfer(tx, portals.web, who, { assignmentId, reason: why }, now()));
const acceptance = async (id: string) => (await on.clocksOf(id)).find(({ clock }) => clock === "police_accept");

test("work that was sent here goes back to its sender with the reason, and its clock with it", async () => {
  const { caseId, assignmentId } = await on.routed("police");
  const before = await acceptance(assignmentId);
  const sent = await send(assignmentId);
  const back = await giveBack(there, sent);
  expect(await on.assignment(sent)).toMatchObject({ state: "transferred", successorId: back });
  expect(await on.assignment(back)).toMatchObject({
    state: "new",
    district: "110105",
    bounces: 2,
    predecessorId: sent,
  });
  expect(await acceptance(back)).toMatchObject({ id: before?.id, dueAt: before?.dueAt, state: "running" });
  const [written, returned] = await on.as(here, (tx) => movementsOf(tx, caseId));
  expect([written?.movement.kind, returned?.movement.kind]).toEqual(["transfer", "return"]);
  const keys = await on.asWorker((tx) => tx.select().from(schema.dataKeys).where(eq(schema.dataKeys.caseId, caseId)));
  const opened = keys.map((key) => portals.web.vault.unwrap(key));
  const { id, sealedReason } = returned?.movement ?? { id: "", sealedReason: Buffer.alloc(0) };
  expect(unseal(opened, movementPlace(id), sealedReason)).toBe(reason);
  const heard = await on.as(there, (tx) => movementsOf(tx, caseId));
  const ownWords = heard.map(({ movement }) => movement.id);
  expect(ownWords, "a desk that no longer works the case reads of its words those it wrote itself").toEqual([id]);
});

test("returned once, it is neither returned nor sent on again: the next objection is the coordinator's", async () => {
  const { assignmentId } = await on.routed("police");
  const back = await giveBack(there, await send(assignmentId));
  await expect(send(back)).rejects.toEqual(refused("second_bounce"));
  await expect(giveBack(here, back)).rejects.toEqual(refused("second_bounce"));
  await on.as(here, (tx, who) =>
    raiseObjection(
      tx,
      portals.web,
      who,
      { assignmentId: back, reason, proposedDepartment: null, proposedDistrict: "110108" },
      now(),
    ),
  );
  expect(await on.openObjection(back)).toMatchObject({ level: "coordinator" });
});

test("what the rules sent here is objected to, not returned; and a return says why", async () => {
  const { assignmentId } = await on.routed("police");
  await expect(giveBack(here, assignmentId)).rejects.toEqual(refused("not_sent_here"));
  const sent = await send(assignmentId);
  await expect(giveBack(there, sent, " ")).rejects.toEqual(refused("reason_missing"));
  await expect(giveBack(here, sent)).rejects.toEqual(refused("not_yours"));
  expect(await on.assignment(sent)).toMatchObject({ state: "new", version: 1 });
});

test("a transfer made by mistake is taken back while nobody accepted it; the other desk no longer sees the case", async () => {
  const { caseId, assignmentId } = await on.routed("police");
  const before = await acceptance(assignmentId);
  const sent = await send(assignmentId);
  await expect(recall(there, assignmentId)).rejects.toEqual(refused("not_yours"));
  const back = await recall(here, assignmentId);
  expect(await on.assignment(sent)).toMatchObject({ state: "withdrawn", successorId: back });
  expect(await on.assignment(back)).toMatchObject({ state: "new", district: "110105", bounces: 0 });
  expect(await acceptance(back)).toMatchObject({ id: before?.id, dueAt: before?.dueAt });
  const read = (who: Officer) => on.as(who, (tx) => tx.select().from(schema.cases).where(eq(schema.cases.id, caseId)));
  expect(await read(there)).toEqual([]);
  expect(await read(here)).toHaveLength(1);
  expect(await send(back), "a mistake taken back is no bounce").toBeTruthy();
});

test("work that had been accepted comes back accepted, and the acceptance clock of the mistake is cancelled", async () => {
  const { assignmentId } = await on.routed("police");
  await accept(here, assignmentId);
  const sent = await send(assignmentId);
  expect(await acceptance(sent)).toMatchObject({ state: "running" });
  const back = await recall(here, assignmentId);
  expect(await on.assignment(back)).toMatchObject({ state: "accepted", officerId: here.accountId });
  expect(await acceptance(sent)).toMatchObject({ state: "cancelled", cancelledFor: "transfer_recalled" });
  expect((await on.clocksOf(back)).filter(({ clock }) => clock === "police_accept")).toEqual([]);
  expect((await on.clocksOf(back)).find(({ clock }) => clock === "police_progress")?.state).toBe("running");
});

test("what the other desk has accepted is not taken back, also when both act at the same moment", async () => {
  const { assignmentId } = await on.routed("police");
  const sent = await send(assignmentId);
  const results = await Promise.allSettled([accept(there, sent), recall(here, assignmentId)]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const second = await on.routed("police");
  await accept(there, await send(second.assignmentId));
  await expect(recall(here, second.assignmentId)).rejects.toEqual(refused("not_recallable"));
});

test("a breached clock goes along breached, and is met late where the work is accepted", async () => {
  const { assignmentId } = await on.routed("police", new Date(Date.now() - 72 * 3_600_000));
  await on.asWorker((tx) => sweepClocks(tx, portals.web.edition, now()));
  const before = await acceptance(assignmentId);
  expect(before?.state).toBe("breached");
  const sent = await send(assignmentId);
  expect(await acceptance(sent)).toMatchObject({ id: before?.id, state: "breached", breachedAt: before?.breachedAt });
  await accept(there, sent);
  expect(await acceptance(sent)).toMatchObject({ state: "met_late" });
});

test("work sent to another department keeps its moments and is owned by who has it now", async () => {
  const { assignmentId } = await on.routed("womens_federation");
  const federation = await someOfficer(database, "womens_federation");
  const before = (await on.clocksOf(assignmentId)).filter(({ state }) => state === "running");
  const sent = await on.as(federation, (tx, who) =>
    transferAssignment(
      tx,
      portals.web,
      who,
      { assignmentId, department: "housing", district: "110108", reason },
      now(),
    ),
  );
  const after = await on.clocksOf(sent);
  expect(after.map(({ id, dueAt }) => [id, dueAt?.getTime()]).sort()).toEqual(
    before.map(({ id, dueAt }) => [id, dueAt?.getTime()]).sort(),
  );
  expect(after.every(({ owner, district }) => owner === "housing" && district === "110108")).toBe(true);
});

const joint = (assignmentId: string, department: string | null, actor = here) =>
  on.as(actor, (tx, who) =>
    bringInDepartment(tx, portals.web, who, { assignmentId, department, district: null, reason }, now()),
  );

test("another department is brought in beside one's own, with its own work and clock, and reads the case", async () => {
  const { caseId, assignmentId } = await on.routed("police");
  await expect(joint(assignmentId, "housing")).rejects.toEqual(refused("wrong_state"));
  await accept(here, assignmentId);
  const beside = await joint(assignmentId, "housing");
  expect(await on.assignment(assignmentId)).toMatchObject({ state: "accepted" });
  expect(await on.assignment(beside)).toMatchObject({ state: "new", department: "housing", district: "110105" });
  expect((await on.clocksOf(beside)).map(({ clock, state }) => [clock, state])).toEqual([
    ["department_accept", "running"],
  ]);
  const housing = await someOfficer(database, "housing");
  const read = await on.as(housing, (tx) => tx.select().from(schema.reports).where(eq(schema.reports.caseId, caseId)));
  expect(read).toHaveLength(1);
  const words = await on.as(housing, (tx) => movementsOf(tx, caseId));
  expect(words.map(({ movement }) => movement.kind)).toEqual(["joint"]);
});

test.each([
  ["to nobody", null, "target_missing"],
  ["to one's own department", "police", "target_same"],
  ["to one that is there", "civil_affairs", "already_there"],
  ["to none that exists", "nobody", "target_unknown"],
] as const)("joint handling %s is refused and opens nothing", async (_what, department, code) => {
  const { caseId, assignmentId } = await on.routed("police");
  await accept(here, assignmentId);
  const before = (await on.assignmentsOf(caseId)).length;
  await expect(joint(assignmentId, department)).rejects.toEqual(refused(code));
  expect(await on.assignmentsOf(caseId)).toHaveLength(before);
});

const give = (actor: Officer, assignmentId: string, officerId: string | null) =>
  on.as(actor, (tx, who) => assignOfficer(tx, portals.web, who, { assignmentId, officerId }, now()));
const take = (actor: Officer, assignmentId: string) =>
  on.as(actor, (tx, who) => takeOver(tx, portals.web, who, { assignmentId }, now()));

test("a lead gives work to an officer of the desk; an officer takes it over; whoever has it already is told", async () => {
  const { assignmentId } = await on.routed("police");
  const colleague = await someOfficer(database, "police");
  await give(lead, assignmentId, colleague.accountId);
  expect(await on.assignment(assignmentId)).toMatchObject({ state: "new", officerId: colleague.accountId });
  await expect(take(here, assignmentId)).rejects.toEqual(refused("wrong_state"));
  await accept(here, assignmentId);
  await expect(take(here, assignmentId)).rejects.toEqual(refused("already_theirs"));
  await take(colleague, assignmentId);
  expect(await on.assignment(assignmentId)).toMatchObject({ officerId: colleague.accountId });
  await expect(give(here, assignmentId, here.accountId)).rejects.toEqual(refused("not_yours"));
  await expect(give(lead, assignmentId, there.accountId)).rejects.toEqual(refused("officer_unknown"));
  await expect(give(lead, assignmentId, null)).rejects.toEqual(refused("officer_missing"));
});

test("work that was handed back is taken over; whoever is recused is neither offered it nor given it", async () => {
  const { caseId, assignmentId } = await on.routed("police");
  const leaving = await someOfficer(database, "police");
  const recused = await someOfficer(database, "police");
  await accept(leaving, assignmentId);
  await on.asWorker(async (tx) => {
    await tx.insert(schema.recusals).values({
      id: crypto.randomUUID(),
      caseId,
      accountId: recused.accountId,
      department: "police",
      reason: "other",
      sealedReason: Buffer.from([1]),
      recordedBy: lead.accountId,
      recordedAt: now(),
    });
  });
  await asOwner(database, (sql) => sql`update accounts set active = false where id = ${leaving.accountId}`);
  await on.asWorker((tx) => handBackWork(tx, leaving.accountId, now()));
  expect(await on.assignment(assignmentId)).toMatchObject({ officerId: null, state: "accepted" });
  const offered = await on.as(lead, async (tx) => officersOf(tx, await on.assignment(assignmentId)));
  expect(offered.map(({ id }) => id)).toContain(here.accountId);
  expect(offered.map(({ id }) => id)).not.toContain(recused.accountId);
  expect(offered.map(({ id }) => id)).not.toContain(leaving.accountId);
  await expect(give(lead, assignmentId, recused.accountId)).rejects.toEqual(refused("officer_unknown"));
  await expect(take(recused, assignmentId)).rejects.toEqual(refused("not_yours"));
  await take(here, assignmentId);
  expect(await on.assignment(assignmentId)).toMatchObject({ officerId: here.accountId });
});
