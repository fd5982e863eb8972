import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileReport } from "#app/reports/filing.ts";
import { searchCases } from "#app/search/commands.ts";
import type { SearchCriteria } from "#app/search/criteria.ts";
import { asActor, asSystem, type Officer } from "#db/actor.ts";
import { auditEntries } from "#db/schema/index.ts";
import { someFiling, someOfficer, someReport } from "#tests/support/builders.ts";
import { asOwner } from "#tests/support/owner.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const child = { name: "示例童小寻", bornOn: "2015-04-05", nationalId: "110105201504050022" };
const phone = "13800009999";
const unit = { id: crypto.randomUUID(), name: "示例第九小学" };

let database: TestDatabase;
let portals: TestPortals;
let found: { caseNumber: string; reportNumber: string; caseId: string };
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  await asOwner(
    database,
    (sql) =>
      sql`insert into units (id, name, profession, district) values (${unit.id}, ${unit.name}, 'teacher', '110105')`,
  );
  const report = someReport();
  const [first] = report.children;
  const filed = await fileReport(
    portals.web,
    someFiling({
      unitId: unit.id,
      report: someReport({
        reporter: { ...report.reporter, phone },
        children: [{ ...first, ...child }],
      }),
    }),
  );
  const routed = await portals.route(filed.reportId);
  if (!("caseId" in routed)) throw new Error(routed.outcome);
  await fileReport(portals.web, someFiling()).then(({ reportId }) => portals.route(reportId));
  const [numbers] = await asOwner(
    database,
    (sql) =>
      sql`select c.number as case_number, r.number as report_number from reports r join cases c on c.id = r.case_id where r.id = ${filed.reportId}`,
  );
  found = { caseId: routed.caseId, caseNumber: numbers?.case_number, reportNumber: numbers?.report_number };
});
afterAll(async () => {
  await portals?.close();
  await database?.drop();
});

const nothing: SearchCriteria = {
  number: null,
  child: null,
  nationalId: null,
  phone: null,
  unit: null,
  district: null,
  situation: null,
  from: null,
  to: null,
};
const search = (actor: Officer, criteria: Partial<SearchCriteria>) =>
  asActor(portals.web.db, actor, async (tx) =>
    (await searchCases(tx, portals.web, actor, { ...nothing, ...criteria })).map(({ number }) => number),
  );
const byEachWay = (): readonly (readonly [string, Partial<SearchCriteria>])[] => [
  ["case number", { number: found.caseNumber }],
  ["report number", { number: found.reportNumber }],
  ["name and birth date", { child: { name: " 示例童 小寻", bornOn: child.bornOn } }],
  ["national id", { nationalId: "110105201504050022" }],
  ["telephone", { phone: "+86 138-0000-9999" }],
  ["unit", { unit: unit.name }],
];

test("police on the case find it in every way, and only it", async () => {
  const police = await someOfficer(database, "police");
  for (const [way, criteria] of byEachWay()) expect(await search(police, criteria), way).toEqual([found.caseNumber]);
  expect(await search(police, { child: { name: child.name, bornOn: "2015-04-06" } })).toEqual([]);
  expect(await search(police, { child, district: "110108" }), "every criterion must be met").toEqual([]);
});

test("a department that does not know who reported finds nothing by telephone or unit, and the rest as the police do", async () => {
  const civilAffairs = await someOfficer(database, "civil_affairs");
  for (const [way, criteria] of byEachWay()) {
    const expected = way === "telephone" || way === "unit" ? [] : [found.caseNumber];
    expect(await search(civilAffairs, criteria), way).toEqual(expected);
  }
});

test("whoever may not see the case finds it in no way: other district, other department, recused, only informed", async () => {
  const elsewhere = await someOfficer(database, "police", ["110108"]);
  const outside = await someOfficer(database, "housing");
  const recused = await someOfficer(database, "police");
  await asOwner(database, async (sql) => {
    await sql`insert into personal_access (account_id, kind, subject_id) values (${recused.accountId}, 'recused', ${found.caseId})`;
  });
  for (const who of [elsewhere, outside, recused]) {
    for (const [way, criteria] of byEachWay()) expect(await search(who, criteria), way).toEqual([]);
  }
  await asOwner(database, async (sql) => {
    await sql`insert into case_access values (${found.caseId}, 'police', '110108', 'informed')`;
  });
  const seen = await Promise.all(byEachWay().map(async ([way, criteria]) => [way, await search(elsewhere, criteria)]));
  expect(Object.fromEntries(seen)).toMatchObject({
    "case number": [found.caseNumber],
    "name and birth date": [],
    "national id": [],
    telephone: [],
  });
});

test("by district, situation and day of opening, the newest first", async () => {
  const police = await someOfficer(database, "police");
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const all = await search(police, { district: "110105" });
  expect(all).toHaveLength(2);
  expect(all[1]).toBe(found.caseNumber);
  expect(await search(police, { situation: "multiple_injuries", from: today, to: today })).toHaveLength(2);
  expect(await search(police, { situation: "organised_begging" })).toEqual([]);
  expect(await search(police, { to: "2020-01-01" })).toEqual([]);
});

test("each search is on the trail by its kinds of criteria: no value of it stands in the database", async () => {
  const police = await someOfficer(database, "police");
  await search(police, { child, phone });
  const entries = await asSystem(portals.worker.db, "test", (tx) =>
    tx.select().from(auditEntries).where(eq(auditEntries.accountId, police.accountId)),
  );
  expect(entries.map(({ action, caseId, details }) => ({ action, caseId, details }))).toEqual([
    { action: "cases_searched", caseId: null, details: JSON.stringify({ criteria: "child,phone", found: 1 }) },
  ]);
});
