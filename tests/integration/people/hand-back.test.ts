import { eq } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { switchOff } from "#app/people/commands.ts";
import { fileReport } from "#app/reports/filing.ts";
import { acceptAssignment } from "#app/triage/commands.ts";
import { eventStream } from "#app/triage/event-stream.ts";
import { handBackWork } from "#app/triage/hand-back.ts";
import { asActor, asSystem, type Officer } from "#db/actor.ts";
import { assignments } from "#db/schema/index.ts";
import { someAccount, someFiling, someOfficer } from "#tests/support/builders.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let lead: Officer;
let officer: Officer;
let colleague: Officer;
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  lead = await someOfficer(database, "police", ["110105"], "lead");
  officer = await someOfficer(database, "police");
  colleague = await someOfficer(database, "police");
  const elsewhere = await someOfficer(database, "police", ["110108"], "lead");
  for (const { accountId } of [lead, elsewhere, officer]) {
    await owner`update accounts set email = ${`${accountId}@portal.example`} where id = ${accountId}`;
  }
});
afterAll(async () => {
  await owner.end();
  await portals.close();
  await database.drop();
});

/** A report of its own child, accepted at the police's desk. */
async function acceptedBy(whom: Officer): Promise<string> {
  const filing = someFiling();
  await fileReport(portals.web, filing);
  await portals.route(filing.reportId);
  const [row] = await owner`select a.id from assignments a join reports r on r.case_id = a.case_id
    where r.id = ${filing.reportId} and a.department = 'police'`;
  const assignmentId = String(row?.id);
  await asActor(portals.web.db, whom, (tx) => acceptAssignment(tx, portals.web, whom, { assignmentId }, new Date()));
  return assignmentId;
}
const handBack = (accountId: string) =>
  asSystem(portals.worker.db, "hand-back-work", (tx) => handBackWork(tx, accountId, new Date()));
const held = (id: string) =>
  asActor(portals.web.db, lead, (tx) =>
    tx
      .select({ officerId: assignments.officerId, state: assignments.state, acceptedBy: assignments.acceptedBy })
      .from(assignments)
      .where(eq(assignments.id, id)),
  );

test("work of whoever leaves lies with the desk again, as it stood; the desk's lead is told once, others' work stays", async () => {
  const [left, kept] = [await acceptedBy(officer), await acceptedBy(colleague)];
  expect(await handBack(officer.accountId)).toBe(0);
  await asActor(portals.web.db, lead, (tx) => switchOff(tx, lead, officer.accountId, "left_office", new Date()));
  expect(await handBack(officer.accountId)).toBe(1);
  expect(await held(left)).toEqual([{ officerId: null, state: "accepted", acceptedBy: officer.accountId }]);
  expect(await held(kept)).toMatchObject([{ officerId: colleague.accountId }]);
  const events = await owner`select account_id, department, details from case_events where kind = 'officer_changed'`;
  expect(events).toMatchObject([
    { account_id: null, department: "police", details: { from: officer.accountId, to: null } },
  ]);
  const told = await owner`select account_id, case_number from notices where kind = 'work_handed_back'`;
  expect(told).toEqual([{ account_id: lead.accountId, case_number: "" }]);
  expect(await handBack(officer.accountId)).toBe(0);
  expect(await owner`select 1 from notices where kind = 'work_handed_back'`).toHaveLength(1);
});

test("an administrator, who sees no case, can switch off a lead who holds work", async () => {
  const admin = await someAccount(database, { kind: "admin", department: null, districts: ["*"] });
  const left = await acceptedBy(lead);
  const actor = { ...admin, kind: "admin" as const };
  const outcome = await asActor(portals.web.db, actor, (tx) =>
    switchOff(tx, actor, lead.accountId, "other_post", new Date()),
  );
  expect(outcome).toEqual({ outcome: "done" });
  const [promise] =
    await owner`select payload from outbox where kind = 'hand-back-work' order by created_at desc limit 1`;
  expect(promise?.payload).toEqual({ v: 1, accountId: lead.accountId });
  expect(await handBack(lead.accountId)).toBe(1);
  expect(await owner`select officer_id from assignments where id = ${left}`).toMatchObject([{ officer_id: null }]);
  const other = asActor(portals.web.db, actor, (tx) =>
    tx.execute("insert into outbox (id, kind, payload) values (gen_random_uuid(), 'route-report', '{}')"),
  );
  await expect(other).rejects.toThrow();
});

test("the line of an open page ends as soon as its reader is signed out, and a colleague's goes on", async () => {
  const boss = await someOfficer(database, "police", ["110105"], "lead");
  const leaver = await someOfficer(database, "police");
  const asked: string[] = [];
  const line = (reader: Officer, welcome: boolean) =>
    eventStream({
      updates: portals.web.live,
      actor: reader,
      mayHear: async () => true,
      critical: async () => [],
      ended: new AbortController().signal,
      isWelcome: async () => {
        asked.push(reader.accountId);
        return welcome;
      },
    }).body?.getReader();
  const [gone, stays] = [line(leaver, false), line(colleague, true)];
  await Promise.all([gone?.read(), stays?.read()]);
  const ended = gone?.read();
  const heard = stays?.read();
  // The connection that listens opens with the first reader; what was announced before it is in no event.
  for (let tries = 0; tries < 20 && asked.length < 2; tries++) {
    await asActor(portals.web.db, boss, async (tx) => {
      await switchOff(tx, boss, leaver.accountId, "security", new Date());
    });
    await owner`update accounts set active = true where id = ${leaver.accountId}`;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  // At once, and not at the next beat.
  expect(new Set(asked)).toEqual(new Set([leaver.accountId, colleague.accountId]));
  expect(await ended).toMatchObject({ done: true });
  expect(new TextDecoder().decode((await heard)?.value)).toBe(": here\n\n");
  await stays?.cancel();
});
