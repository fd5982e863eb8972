import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readCase } from "#app/cases/queries.ts";
import { tellPeople } from "#app/notices/telling.ts";
import { fileReport } from "#app/reports/filing.ts";
import {
  addToRetaliation,
  answerRetaliation,
  endRetaliation,
  recordRetaliation,
  takeRetaliation,
} from "#app/retaliation/commands.ts";
import { listRetaliations, readRetaliation } from "#app/retaliation/queries.ts";
import { readOwnMatters } from "#app/retaliation/receipt-retaliation.ts";
import { RetaliationRefusal, type TypedRetaliation } from "#app/retaliation/rules.ts";
import { listUnitReports } from "#app/units/queries.ts";
import { type AccountActor, type Actor, asActor, asSystem, type Officer, type ReporterActor } from "#db/actor.ts";
import { auditEntries, caseEvents, clocks, retaliationEntries, retaliations } from "#db/schema/index.ts";
import { someAccount, someFiling, someOfficer } from "#tests/support/builders.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const friday = new Date("2026-03-06T15:00:00+08:00");
const monday = new Date("2026-03-09T10:00:00+08:00");

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let unitId: string;
let prosecutor: Officer;
let prosecutorLead: Officer;
let police: Officer;
let policeLead: Officer;
let elsewhere: Officer;
let coordinator: AccountActor;
let unitLead: AccountActor;
let unitReporter: AccountActor;
let reporter: ReporterActor;
let caseNumber: string;

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  unitId = randomUUID();
  await owner`insert into units (id, name, profession, district) values (${unitId}, '示例小学', 'teacher', '110105')`;
  prosecutor = await someOfficer(database, "procuratorate");
  prosecutorLead = await someOfficer(database, "procuratorate", ["110105"], "lead");
  police = await someOfficer(database, "police");
  policeLead = await someOfficer(database, "police", ["110105"], "lead");
  elsewhere = await someOfficer(database, "procuratorate", ["110108"]);
  coordinator = await someAccount(database, { kind: "coordinator", department: null, districts: ["110105"] });
  unitLead = { ...(await someAccount(database, { kind: "unit_lead", department: null, districts: [] })), unitId };
  unitReporter = {
    ...(await someAccount(database, { kind: "unit_reporter", department: null, districts: [] })),
    unitId,
  };
});
beforeEach(async () => {
  const filed = await fileReport(portals.web, someFiling({ unitId, accountId: unitReporter.accountId, at: friday }));
  const routed = await portals.route(filed.reportId, friday);
  if (!("caseId" in routed)) throw new Error(routed.outcome);
  reporter = { kind: "reporter", reportId: filed.reportId, caseId: routed.caseId };
  const [matter] = await owner`select number from cases where id = ${routed.caseId}`;
  caseNumber = matter?.number;
});
afterAll(async () => {
  await owner?.end();
  await portals?.close();
  await database?.drop();
});

const typed: TypedRetaliation = {
  source: "employer",
  kind: "dismissed",
  happenedOn: "2026-03-05",
  contact: "receipt_only",
  text: "示例：校长要求离职。",
};
const record = (over: Partial<TypedRetaliation> = {}, now = friday) =>
  recordRetaliation(portals.web, reporter, { ...typed, ...over }, now);
const as = <T>(actor: Actor, work: Parameters<typeof asActor<T>>[2]) => asActor(portals.web.db, actor, work);
async function ownMatter() {
  const [matter] = await readOwnMatters(portals.web, reporter);
  if (matter === undefined) throw new Error("no matter");
  return matter;
}

describe("recording", () => {
  test("opens a matter with a number and a clock of its own, sealed, and promises a letter to the prosecutors' leads", async () => {
    expect(await record()).toEqual([]);
    const matter = await ownMatter();
    expect(matter).toMatchObject({ state: "opened", kind: "dismissed", words: [{ isOwn: true, text: typed.text }] });
    expect(matter.number).toMatch(/^BJR-2026-\d{6}-\d$/);
    // Friday afternoon: one working day is Monday.
    expect(matter.dueAt).toEqual(new Date("2026-03-09T23:59:59.999+08:00"));
    const [stored] = await owner`select * from retaliations where number = ${matter.number}`;
    expect(Buffer.from(stored?.sealed_text).toString("utf8")).not.toContain("示例");
    const [job] = await owner`select payload from outbox where payload->>'subjectId' = ${matter.id}`;
    expect(job?.payload).toMatchObject({ about: "retaliation_recorded" });
  });

  test("does not open with a key of the case", async () => {
    await record();
    const { id } = await ownMatter();
    const [stored] = await owner`select sealed_text from retaliations where id = ${id}`;
    const keys = await owner`select id from data_keys where case_id = ${reporter.caseId}`;
    const named = Buffer.from(stored?.sealed_text).subarray(1, 17).toString("hex");
    expect(keys.map((key) => String(key.id).replaceAll("-", ""))).not.toContain(named);
  });

  test.each([
    [{ source: "" }, ["source_missing"]],
    [{ kind: "x", contact: "" }, ["kind_missing", "contact_missing"]],
    [{ happenedOn: "2026-02-31" }, ["day_malformed"]],
    [{ happenedOn: "2026-03-07" }, ["day_ahead"]],
    [{ text: " " }, ["text_missing"]],
    [{ text: "示".repeat(10_001) }, ["text_too_long"]],
    [{ text: "示\u0000" }, ["text_malformed"]],
  ] as const)("%j is refused as %j", async (over, refusals) => {
    expect(await record(over)).toEqual(refusals);
    expect(await readOwnMatters(portals.web, reporter)).toEqual([]);
  });
});

describe("who can tell that it exists", () => {
  const everything = async (actor: Actor) =>
    as(actor, async (tx) => ({
      matters: (await tx.select().from(retaliations)).length,
      entries: (await tx.select().from(retaliationEntries)).length,
      clocks: (await tx.select().from(clocks)).length,
      events: (await tx.select().from(caseEvents)).length,
      deeds: (await tx.select().from(auditEntries)).length,
      units: "unitId" in actor && actor.unitId !== null ? await listUnitReports(tx, portals.web.edition, null) : null,
      page: actor.kind === "officer" || actor.kind === "lead" ? await readCase(tx, caseNumber) : null,
    }));

  test("not the unit, no desk on the case, no coordinator, no other district: all they see stays the same", async () => {
    const others: Record<string, Actor> = { unitLead, unitReporter, police, policeLead, elsewhere, coordinator };
    const before = Object.fromEntries(
      await Promise.all(Object.entries(others).map(async ([name, actor]) => [name, await everything(actor)] as const)),
    );
    await record();
    const { id, number } = await ownMatter();
    await addToRetaliation(portals.web, reporter, { id, text: "示例补充" }, friday);
    await as(prosecutor, (tx) => takeRetaliation(tx, prosecutor, number, monday));
    await as(prosecutor, (tx) => answerRetaliation(tx, portals.web, prosecutor, { number, text: "示例答复" }, monday));
    for (const [name, actor] of Object.entries(others)) {
      expect(await everything(actor), name).toEqual(before[name]);
      if (actor.kind === "officer" || actor.kind === "lead") {
        const officer = actor as Officer;
        expect(await as(officer, (tx) => takeRetaliation(tx, officer, number, monday)), name).toBe("absent");
        expect(await as(officer, (tx) => readRetaliation(tx, number)), name).toBeNull();
      }
    }
    expect((await as(prosecutor, listRetaliations)).some(({ matter }) => matter.number === number)).toBe(true);
  });

  test("a prosecutor who is recused from the case", async () => {
    await record();
    const { number } = await ownMatter();
    const recused = await someOfficer(database, "procuratorate");
    expect(await as(recused, (tx) => readRetaliation(tx, number))).not.toBeNull();
    await owner`insert into recusals (id, case_id, account_id, department, reason, sealed_reason, recorded_by, recorded_at)
      values (${randomUUID()}, ${reporter.caseId}, ${recused.accountId}, 'procuratorate', 'other', ${Buffer.from([1])}, ${recused.accountId}, now())`;
    expect(await as(recused, (tx) => readRetaliation(tx, number))).toBeNull();
    expect((await as(recused, listRetaliations)).map(({ matter }) => matter.number)).not.toContain(number);
  });

  test("letters go to the prosecutors' leads of the district, and name the matter instead of the case", async () => {
    await owner`update accounts set email = login || '@office.example' where email is null`;
    await record();
    const { id, number } = await ownMatter();
    await asSystem(portals.worker.db, "tell-people", (tx) => tellPeople(tx, "retaliation_recorded", id));
    const told = await owner`select account_id, case_number from notices where subject_id = ${id}`;
    expect(told).toEqual([{ account_id: prosecutorLead.accountId, case_number: number }]);
  });
});

describe("working a matter", () => {
  test("taken up, answered, ended with an outcome: the reporter reads each step, and every step is on the audit trail", async () => {
    await record();
    const { id, number } = await ownMatter();
    await as(prosecutor, (tx) => readRetaliation(tx, number));
    expect(await as(prosecutor, (tx) => takeRetaliation(tx, prosecutor, number, monday))).toBe("done");
    await as(prosecutor, (tx) => answerRetaliation(tx, portals.web, prosecutor, { number, text: "示例答复" }, monday));
    await addToRetaliation(portals.web, reporter, { id, text: "示例补充" }, monday);
    await as(prosecutorLead, (tx) =>
      endRetaliation(tx, portals.web, prosecutorLead, { number, outcome: "remedied", text: "示例结果" }, monday),
    );
    expect(await ownMatter()).toMatchObject({
      state: "ended",
      outcome: "remedied",
      words: [
        { isOwn: true },
        { isOwn: false, text: "示例答复" },
        { isOwn: true, text: "示例补充" },
        { isOwn: false, text: "示例结果" },
      ],
    });
    const deeds =
      await owner`select action, case_id, case_number from audit_entries where subject_id = ${id} order by seq`;
    expect(deeds).toEqual(
      ["recorded", "read", "taken", "answered", "ended"].map((deed) => ({
        action: `retaliation_${deed}`,
        case_id: null,
        case_number: null,
      })),
    );
    await expect(addToRetaliation(portals.web, reporter, { id, text: "示例" }, monday)).rejects.toThrow(
      new RetaliationRefusal("ended"),
    );
  });

  test("every move that is not in the table is refused, by the commands and by the database", async () => {
    await record();
    const { id, number } = await ownMatter();
    const end = () =>
      as(prosecutor, (tx) =>
        endRetaliation(tx, portals.web, prosecutor, { number, outcome: "remedied", text: "示例" }, monday),
      );
    const take = () => as(prosecutor, (tx) => takeRetaliation(tx, prosecutor, number, monday));
    const changed = new RetaliationRefusal("changed_meanwhile");
    await expect(end()).rejects.toThrow(changed);
    await expect(owner`update retaliations set state = 'ended', taken_at = now(), taken_by = ${prosecutor.accountId},
      ended_at = now(), ended_by = ${prosecutor.accountId}, outcome = 'remedied' where id = ${id}`).rejects.toThrow(
      "cannot go",
    );
    const both = await Promise.allSettled([take(), take()]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await end();
    await expect(take()).rejects.toThrow(changed);
    await expect(end()).rejects.toThrow(changed);
    await expect(
      owner`update retaliations set state = 'taken', ended_at = null, ended_by = null, outcome = null where id = ${id}`,
    ).rejects.toThrow("cannot go");
    await expect(owner`update retaliations set kind = 'other' where id = ${id}`).rejects.toThrow("by its moves only");
    await expect(owner`update retaliations set sealed_text = '\\x01' where id = ${id}`).rejects.toThrow("never edited");
  });

  test("stays visible to the prosecutors once the case is sealed", async () => {
    await record();
    const { number } = await ownMatter();
    for (const [from, to] of [
      ["new", "accepted"],
      ["accepted", "working"],
      ["working", "closed"],
    ] as const) {
      await owner`update assignments set state = ${to} where case_id = ${reporter.caseId} and state = ${from}`;
    }
    await owner`update cases set state = 'closed', closed_at = now() where id = ${reporter.caseId}`;
    await owner`update cases set state = 'sealed', sealed_at = now(), kept_until = now() + interval '20 years' where id = ${reporter.caseId}`;
    expect(await as(prosecutor, (tx) => readRetaliation(tx, number))).not.toBeNull();
  });
});
