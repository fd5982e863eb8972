import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openIdentities, openReporter } from "#app/cases/commands.ts";
import { readCase } from "#app/cases/queries.ts";
import { attemptEmergency } from "#app/emergency/commands.ts";
import { askForIdentity, decideRequest } from "#app/identity-requests/commands.ts";
import { openingsOf } from "#app/identity-requests/queries.ts";
import { tellPeople } from "#app/notices/telling.ts";
import { type AccountActor, asActor, asSystem, type Officer } from "#db/actor.ts";
import { someAccount, someOfficer } from "#tests/support/builders.ts";
import { bringIn, someCase, type TestCase } from "#tests/support/cases.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let matter: TestCase;
let asker: Officer;
let colleague: Officer;
let askingLead: Officer;
let police: Officer;
let prosecutionLead: Officer;
let coordinator: AccountActor;

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  colleague = await someOfficer(database, "civil_affairs");
  askingLead = await someOfficer(database, "civil_affairs", ["110105"], "lead");
  police = await someOfficer(database, "police");
  prosecutionLead = await someOfficer(database, "procuratorate", ["110105"], "lead");
  coordinator = await someAccount(database, { kind: "coordinator", department: null, districts: ["110105"] });
});
beforeEach(async () => {
  matter = await someCase(portals);
  await bringIn(portals, matter.caseId, "civil_affairs");
  asker = await someOfficer(database, "civil_affairs");
});
afterAll(async () => {
  await owner?.end();
  await portals?.close();
  await database?.drop();
});

const now = () => new Date();
const ask = (actor: Officer, over: Record<string, string> = {}) =>
  asActor(portals.web.db, actor, (tx) =>
    askForIdentity(
      tx,
      portals.web,
      actor,
      { reportId: matter.reportId, reason: "protect_reporter", words: "示例：有人打听是谁报告的", ...over },
      now(),
    ),
  );
const requestOf = async (actor: AccountActor): Promise<string> => {
  const [row] =
    await owner`select id from identity_requests where requested_by = ${actor.accountId} order by requested_at desc`;
  return String(row?.id);
};
const decide = (actor: AccountActor, id: string, over: Record<string, string> = {}) =>
  asActor(portals.web.db, actor, (tx) =>
    decideRequest(tx, portals.web, actor, { id, outcome: "granted", hours: "24", words: "示例同意", ...over }, now()),
  );
const open = (actor: Officer, reason = "") =>
  asActor(portals.web.db, actor, (tx) =>
    openReporter(tx, actor, matter.number, { reportId: matter.reportId, reason }, now()),
  );
const seesIdentity = async (actor: Officer) =>
  (await asActor(portals.web.db, actor, (tx) => readCase(tx, matter.number)))?.identities.length === 1;
const openings = () =>
  asActor(portals.web.db, { kind: "reporter", reportId: matter.reportId, caseId: matter.caseId }, (tx) =>
    openingsOf(tx, matter.reportId),
  );
const deeds = async () =>
  (
    await owner`select action, reason, compartment, details from audit_entries where case_id = ${matter.caseId} order by seq`
  ).map((one) => ({ ...one }));

test("a grant opens it for the one officer who asked, and the reporter is told once it is opened", async () => {
  expect(await ask(asker)).toEqual({ caseNumber: matter.number });
  expect(await seesIdentity(asker)).toBe(false);
  const id = await requestOf(asker);
  expect(await decide(prosecutionLead, id)).toBe("decided");

  expect(await seesIdentity(asker)).toBe(true);
  for (const other of [colleague, askingLead]) {
    expect(await seesIdentity(other)).toBe(false);
    expect(await open(other)).toBeNull();
  }
  expect(await openings()).toEqual([]);
  expect((await open(asker))?.identities).toHaveLength(1);
  expect(await openings()).toMatchObject([{ department: "civil_affairs", reason: "protect_reporter" }]);
  const [request] = await owner`select opened_at, sealed_reason from identity_requests where id = ${id}`;
  expect(request?.opened_at).not.toBeNull();
  expect(String(request?.sealed_reason)).not.toContain("打听");
  expect(await deeds()).toMatchObject([
    { action: "identity_requested", reason: "protect_reporter", compartment: "department" },
    { action: "identity_granted", reason: "protect_reporter" },
    { action: "reporter_identity_opened", reason: "granted_request", details: '{"purpose":"protect_reporter"}' },
  ]);
});

test("once its time is over it is shut, and one may ask again", async () => {
  await ask(asker);
  await decide(prosecutionLead, await requestOf(asker), { hours: "1" });
  await expect(ask(asker)).rejects.toMatchObject({ code: "already_granted" });
  await owner`alter table identity_requests disable trigger identity_requests_decided_once`;
  await owner`update identity_requests set expires_at = now() - interval '1 minute', decided_at = now() - interval '2 hours'
    where requested_by = ${asker.accountId}`;
  await owner`alter table identity_requests enable trigger identity_requests_decided_once`;
  await owner`update personal_access set until = now() - interval '1 minute' where account_id = ${asker.accountId}`;
  expect(await seesIdentity(asker)).toBe(false);
  expect(await open(asker)).toBeNull();
  expect(await ask(asker)).toEqual({ caseNumber: matter.number });
});

test("a refusal opens nothing, and stands", async () => {
  await ask(asker);
  const id = await requestOf(asker);
  await decide(prosecutionLead, id, { outcome: "refused", hours: "" });
  expect(await seesIdentity(asker)).toBe(false);
  await expect(decide(prosecutionLead, id)).rejects.toMatchObject({ code: "already_decided" });
});

test("who decides: a lead of the procuratorate for an officer, the coordinator for a lead, nobody for themself", async () => {
  await ask(asker);
  await ask(askingLead);
  const [byOfficer, byLead] = [await requestOf(asker), await requestOf(askingLead)];
  expect(await decide(coordinator, byOfficer)).toBe("absent");
  for (const self of [asker, askingLead]) {
    await expect(decide(self, await requestOf(self))).rejects.toMatchObject({ code: "not_yours" });
  }
  await expect(decide(prosecutionLead, byLead)).rejects.toMatchObject({ code: "not_yours" });
  const elsewhere = await someOfficer(database, "procuratorate", ["110108"], "lead");
  expect(await decide(elsewhere, byOfficer)).toBe("absent");
  const prosecutor = await someOfficer(database, "procuratorate");
  expect(await decide(prosecutor, byOfficer)).toBe("absent");
  expect(await decide(prosecutionLead, byOfficer)).toBe("decided");
  expect(await decide(coordinator, byLead)).toBe("decided");
});

test("the database itself refuses the wrong decider and more than 72 hours", async () => {
  await ask(askingLead);
  const id = await requestOf(askingLead);
  const forged = asActor(portals.web.db, prosecutionLead, (tx) =>
    decideRequest(
      tx,
      portals.web,
      { ...coordinator, accountId: prosecutionLead.accountId },
      { id, outcome: "granted", hours: "24", words: "示例" },
      now(),
    ),
  );
  await expect(forged).rejects.toMatchObject({ code: "already_decided" });
  await expect(
    owner`update identity_requests set outcome = 'granted', decided_at = now(), expires_at = now() + interval '73 hours' where id = ${id}`,
  ).rejects.toThrow("identity_requests_limited");
  await expect(decide(coordinator, id, { hours: "73" })).rejects.toMatchObject({ code: "hours_unknown" });
});

test("whoever is recused from the case neither decides nor keeps what was granted", async () => {
  await ask(asker);
  const id = await requestOf(asker);
  const recuse = (accountId: string, department: string) =>
    owner`insert into recusals (id, case_id, account_id, department, reason, sealed_reason, recorded_by, recorded_at)
      values (gen_random_uuid(), ${matter.caseId}, ${accountId}, ${department}, 'other', '\\x00', ${accountId}, now())`;
  const recusedLead = await someOfficer(database, "procuratorate", ["110105"], "lead");
  await recuse(recusedLead.accountId, "procuratorate");
  expect(await decide(recusedLead, id)).toBe("absent");
  const raw = await asActor(portals.web.db, recusedLead, (tx) =>
    tx.execute(`update identity_requests set outcome = 'granted', decided_by = '${recusedLead.accountId}', decided_at = now(),
      expires_at = now() + interval '1 hour' where id = '${id}' returning id`),
  );
  expect([...raw]).toEqual([]);
  await decide(prosecutionLead, id);
  await recuse(asker.accountId, "civil_affairs");
  expect(await seesIdentity(asker)).toBe(false);
});

test("police and prosecutors have nothing to ask for, nor has whoever does not work the case", async () => {
  expect(await ask(police)).toBe("absent");
  expect(await ask(prosecutionLead)).toBe("absent");
  const outsider = await someOfficer(database, "housing", ["110108"]);
  expect(await ask(outsider)).toBe("absent");
  await attemptEmergency(portals.web, outsider, { number: matter.number, reason: "other", words: "示例" }, now());
  expect(await ask(outsider)).toBe("absent");
  expect(await open(outsider)).toBeNull();
  const raw = asActor(portals.web.db, outsider, (tx) =>
    tx.execute(`insert into identity_requests (id, case_id, report_id, district, requested_by, department, level, reason, sealed_reason, requested_at)
      values (gen_random_uuid(), '${matter.caseId}', '${matter.reportId}', '110105', '${outsider.accountId}', 'housing', 'procuratorate_lead', 'other', '\\x00', now())`),
  );
  await expect(raw).rejects.toThrow();
});

test("a second request waits for the first, also when both come at once", async () => {
  const both = await Promise.allSettled([ask(asker), ask(asker)]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(ask(asker)).rejects.toMatchObject({ code: "already_asked" });
  await expect(ask(askingLead, { reason: "nothing known" })).rejects.toMatchObject({ code: "reason_missing" });
  await expect(ask(askingLead, { words: "  " })).rejects.toMatchObject({ code: "words_missing" });
});

test("police open it with a reason, to call back unless they say otherwise; opening the child does not open the reporter", async () => {
  await asActor(portals.web.db, police, (tx) => openIdentities(tx, police, matter.number, now()));
  expect(await openings()).toEqual([]);
  await open(police, "nonsense");
  await open(police, "confirm_facts");
  expect((await openings()).map(({ department, reason }) => `${department} ${reason}`).sort()).toEqual([
    "police call_back",
    "police confirm_facts",
  ]);
  expect((await openings())[0]).not.toHaveProperty("accountId");
  expect((await deeds()).map(({ action }) => action)).toEqual([
    "identities_opened",
    "reporter_identity_opened",
    "reporter_identity_opened",
  ]);
});

test("an anonymous report is asked for and decided like any other", async () => {
  await owner`update reporter_identities set sealed_identity = '\\x00' where report_id = ${matter.reportId}`;
  expect(await ask(asker)).toEqual({ caseNumber: matter.number });
});

test("the deciders hear of a request, the asker of the decision, each once", async () => {
  await ask(asker);
  const id = await requestOf(asker);
  await owner`update accounts set email = id || '@example.invalid'`;
  const tell = (about: "identity_request" | "identity_decided") =>
    asSystem(portals.worker.db, "tell-people", (tx) => tellPeople(tx, about, id));
  await tell("identity_request");
  expect(await tell("identity_request")).toBe(0);
  expect(await tell("identity_decided")).toBeNull();
  await decide(prosecutionLead, id);
  expect(await tell("identity_decided")).toBe(1);
  const told =
    await owner`select n.kind, a.role, a.department, a.id from notices n join accounts a on a.id = n.account_id
    where n.subject_id = ${id}`;
  const asked = told.filter(({ kind }) => kind === "identity_request");
  expect(asked.map(({ id: who }) => who)).toContain(prosecutionLead.accountId);
  expect(asked.every(({ role, department }) => role === "lead" && department === "procuratorate")).toBe(true);
  expect(told.filter(({ kind }) => kind === "identity_decided").map(({ id: who }) => who)).toEqual([asker.accountId]);
  await owner`update accounts set email = null`;
});
