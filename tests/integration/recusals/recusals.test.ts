import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openIdentities } from "#app/cases/commands.ts";
import { readCase } from "#app/cases/queries.ts";
import type { LiveUpdate } from "#app/platform/live.ts";
import { endRecusal, recuse } from "#app/recusals/commands.ts";
import { openHearing } from "#app/recusals/hearing.ts";
import { readOwnDesk, recusalsOf } from "#app/recusals/queries.ts";
import { acceptAssignment } from "#app/triage/commands.ts";
import { countTabs } from "#app/triage/counts.ts";
import { readQuestion } from "#app/triage/filters.ts";
import { districtsOf, readQueue } from "#app/triage/queries.ts";
import { asActor, asSystem, type Officer } from "#db/actor.ts";
import * as schema from "#db/schema/index.ts";
import { someAccount, someOfficer } from "#tests/support/builders.ts";
import { someCase, type TestCase } from "#tests/support/cases.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let officer: Officer;
let colleague: Officer;
let lead: Officer;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  officer = await someOfficer(database, "police");
  colleague = await someOfficer(database, "police");
  lead = await someOfficer(database, "police", ["110105"], "lead");
});
afterAll(async () => {
  await owner?.end();
  await portals?.close();
  await database?.drop();
});

const reads = (actor: Officer, number: string) => asActor(portals.web.db, actor, (tx) => readCase(tx, number));
async function policeWork({ caseId }: TestCase) {
  const [work] = await asSystem(portals.worker.db, "test", async (tx) => {
    const all = await tx.select().from(schema.assignments).where(eq(schema.assignments.caseId, caseId));
    return all.filter(({ department }) => department === "police");
  });
  if (work === undefined) throw new Error("no police work");
  return work;
}
/** A case that the officer has accepted. */
async function acceptedCase(actor = officer): Promise<TestCase> {
  const matter = await someCase(portals);
  const { id } = await policeWork(matter);
  await asActor(portals.web.db, actor, (tx) =>
    acceptAssignment(tx, portals.web, actor, { assignmentId: id }, new Date()),
  );
  return matter;
}
const stepOut = (actor: Officer, matter: TestCase, over: Record<string, string> = {}) =>
  asActor(portals.web.db, actor, (tx) =>
    recuse(
      tx,
      portals.web,
      actor,
      {
        caseNumber: matter.number,
        officerId: actor.accountId,
        reason: "related_to_party",
        words: "示例：与当事人有亲属关系",
        successor: colleague.accountId,
        ...over,
      },
      new Date(),
    ),
  );
async function inQueue(actor: Officer, number: string): Promise<boolean> {
  const question = readQuestion(new URLSearchParams("tab=all"));
  if (question === null) throw new Error("unreadable");
  const desk = { actor, districts: districtsOf(portals.web.city, actor), edition: portals.web.edition };
  const { rows } = await asActor(portals.web.db, actor, (tx) => readQueue(tx, desk, question, new Date()));
  return rows.some(({ caseNumber }) => caseNumber === number);
}
const counted = (actor: Officer) =>
  asActor(portals.web.db, actor, (tx) =>
    countTabs(tx, { actor, districts: districtsOf(portals.web.city, actor), edition: portals.web.edition }, new Date()),
  );

test("whoever steps out does not find the case any more; a colleague has the work", async () => {
  const matter = await acceptedCase();
  const before = await counted(officer);
  expect(await stepOut(officer, matter)).toBe("done");
  expect(await reads(officer, matter.number)).toBeNull();
  expect(await inQueue(officer, matter.number)).toBe(false);
  expect((await counted(officer)).working).toBe(before.working - 1);
  expect((await counted(officer)).all).toBe(before.all - 1);
  expect(await inQueue(colleague, matter.number)).toBe(true);
  expect((await policeWork(matter)).officerId).toBe(colleague.accountId);
  const record = await reads(colleague, matter.number);
  const kinds = record?.events.map(({ event }) => event.kind);
  expect(kinds).toEqual(expect.arrayContaining(["officer_recused", "officer_changed"]));
  // Nothing of it can be done any more: not a move, not an opening, not a second recusal.
  const { id } = await policeWork(matter);
  await expect(
    asActor(portals.web.db, officer, (tx) =>
      acceptAssignment(tx, portals.web, officer, { assignmentId: id }, new Date()),
    ),
  ).rejects.toThrow("not_yours");
  expect(
    await asActor(portals.web.db, officer, (tx) => openIdentities(tx, officer, matter.number, new Date())),
  ).toBeNull();
  expect(await stepOut(officer, matter)).toBe("absent");
});

test("the words are sealed under the oversight key; the deed is on the audit trail", async () => {
  const matter = await acceptedCase();
  await stepOut(officer, matter, { successor: "desk" });
  const [row] = await owner`select * from recusals where case_id = ${matter.caseId}`;
  expect(row?.sealed_reason.toString("utf8")).not.toContain("示例");
  const [deed] = await owner`select action, case_number, subject_id, reason, account_id, details from audit_entries
    order by seq desc limit 1`;
  expect(deed).toMatchObject({
    action: "officer_recused",
    case_number: matter.number,
    subject_id: row?.id,
    reason: "related_to_party",
    account_id: officer.accountId,
  });
  expect(String(deed?.details)).not.toContain("示例");
  expect((await policeWork(matter)).officerId).toBeNull();
});

test("nobody of the desk's work need be handed on where another holds it", async () => {
  const matter = await acceptedCase(colleague);
  expect(await stepOut(officer, matter, { successor: "" })).toBe("done");
  const work = await policeWork(matter);
  expect(work.officerId).toBe(colleague.accountId);
  const record = await reads(colleague, matter.number);
  expect(record?.events.map(({ event }) => event.kind)).not.toContain("officer_changed");
});

test("a lead keeps an officer out, sees who is out, and lets them back in; the officer cannot", async () => {
  const matter = await acceptedCase();
  await stepOut(lead, matter, { officerId: officer.accountId });
  expect(await reads(officer, matter.number)).toBeNull();
  const seenBy = (actor: Officer) => asActor(portals.web.db, actor, (tx) => recusalsOf(tx, matter.caseId));
  const [seen] = await seenBy(lead);
  expect(seen).toMatchObject({ accountId: officer.accountId, recordedBy: lead.accountId });
  expect(await seenBy(colleague)).toEqual([]);
  expect(await seenBy(await someOfficer(database, "education"))).toEqual([]);
  const end = (actor: Officer) =>
    asActor(portals.web.db, actor, (tx) =>
      endRecusal(tx, actor, { caseNumber: matter.number, recusalId: seen?.id ?? "" }, new Date()),
    );
  expect(await end(officer)).toBe("absent");
  expect(await end(colleague)).toBe("absent");
  const otherLead = await someOfficer(database, "civil_affairs", ["110105"], "lead");
  expect(await end(otherLead)).toBe("absent");
  expect(await end(lead)).toBe("done");
  expect(await end(lead)).toBe("absent");
  expect(await reads(officer, matter.number)).not.toBeNull();
  const [deed] = await owner`select action, account_id from audit_entries order by seq desc limit 1`;
  expect(deed).toEqual({ action: "recusal_ended", account_id: lead.accountId });
});

test("work is not handed to whoever is kept out: not by the form, and not past it", async () => {
  const matter = await acceptedCase();
  await stepOut(lead, matter, { officerId: colleague.accountId, successor: "" });
  const desk = await asActor(portals.web.db, officer, (tx) => readOwnDesk(tx, officer, matter.number));
  expect(desk?.recused).toEqual(new Set([colleague.accountId]));
  await expect(stepOut(officer, matter)).rejects.toThrow("successor_unknown");
  const work = await policeWork(matter);
  await expect(
    asActor(portals.web.db, officer, (tx) =>
      tx.update(schema.assignments).set({ officerId: colleague.accountId }).where(eq(schema.assignments.id, work.id)),
    ),
  ).rejects.toThrow();
});

test("who of a desk is kept out is told to that desk alone", async () => {
  const matter = await acceptedCase();
  await stepOut(officer, matter);
  const told = async (actor: Officer) =>
    (await asActor(portals.web.db, actor, (tx) => readOwnDesk(tx, actor, matter.number)))?.recused.size ?? null;
  expect(await told(colleague)).toBe(1);
  expect(await told(await someOfficer(database, "procuratorate"))).toBe(0);
  expect(await told(await someOfficer(database, "police", ["110108"]))).toBeNull();
});

test("where nobody is left at the desk, those who can help are told", async () => {
  const alone = await someOfficer(database, "police", ["110101"]);
  const matter = await someCase(portals, {
    incident: {
      situations: ["multiple_injuries"],
      district: "110101",
      place: "home",
      learnedBy: "observed",
      ongoing: true,
    },
    children: [
      { name: `示例儿童${randomUUID().slice(0, 8)}`, sex: "female", bornOn: "2016-03-02", district: "110101" },
    ],
  });
  const { id } = await policeWork(matter);
  await asActor(portals.web.db, alone, (tx) =>
    acceptAssignment(tx, portals.web, alone, { assignmentId: id }, new Date()),
  );
  const promised = () => owner`select payload from outbox where kind = 'tell-people'`;
  const before = (await promised()).length;
  expect(await stepOut(alone, matter, { successor: "" })).toBe("done");
  const rows = await promised();
  expect(rows).toHaveLength(before + 1);
  expect(rows.at(-1)?.payload).toMatchObject({ v: 1, about: "officer_recused" });
  expect((await policeWork(matter)).officerId).toBeNull();
});

test("an open page hears nothing of a case that is shut to its reader", async () => {
  const matter = await acceptedCase();
  const work = await policeWork(matter);
  const update: LiveUpdate = {
    kind: "assignment_changed",
    department: "police",
    district: "110105",
    assignmentId: work.id,
  };
  const fresh = await someOfficer(database, "police");
  const hearing = await openHearing(portals.web.db, fresh);
  expect(await hearing.mayHear(update)).toBe(true);
  await stepOut(fresh, matter, { successor: "" });
  await hearing.refresh();
  expect(await hearing.mayHear(update)).toBe(false);
  expect(await hearing.mayHear({ ...update, assignmentId: (await policeWork(await acceptedCase())).id })).toBe(true);
  const other = await openHearing(portals.web.db, colleague);
  expect(await other.mayHear(update)).toBe(true);
});

test("a prosecutor sees every case in scope, but not the one stepped out of", async () => {
  const matter = await someCase(portals);
  const prosecutor = await someOfficer(database, "procuratorate");
  expect(await reads(prosecutor, matter.number)).not.toBeNull();
  expect(await stepOut(prosecutor, matter, { successor: "" })).toBe("done");
  expect(await reads(prosecutor, matter.number)).toBeNull();
  expect(await inQueue(prosecutor, matter.number)).toBe(false);
});

test("a form sent twice recuses once", async () => {
  const matter = await acceptedCase();
  const outcomes = await Promise.all([stepOut(officer, matter), stepOut(officer, matter)]);
  expect(outcomes.sort()).toEqual(["absent", "done"]);
  expect(await owner`select id from recusals where case_id = ${matter.caseId}`).toHaveLength(1);
});

test("nobody is recused by a stranger: not by another department, not by a colleague, not by the coordinator", async () => {
  const matter = await acceptedCase();
  const civil = await someOfficer(database, "civil_affairs", ["110105"], "lead");
  await expect(stepOut(civil, matter, { officerId: officer.accountId })).rejects.toThrow("officer_unknown");
  await expect(stepOut(colleague, matter, { officerId: officer.accountId })).rejects.toThrow("officer_unknown");
  const coordinator = await someAccount(database, { kind: "coordinator", department: null, districts: ["*"] });
  await expect(
    asActor(portals.web.db, coordinator, (tx) =>
      tx.insert(schema.recusals).values({
        id: randomUUID(),
        caseId: matter.caseId,
        accountId: officer.accountId,
        department: "police",
        reason: "other",
        sealedReason: Buffer.from("x"),
        recordedBy: coordinator.accountId,
        recordedAt: new Date(),
      }),
    ),
  ).rejects.toThrow();
  expect(await reads(officer, matter.number)).not.toBeNull();
});
