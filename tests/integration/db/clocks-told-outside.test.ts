import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fileReport } from "#app/reports/filing.ts";
import { type Actor, asActor, asSystem } from "#db/actor.ts";
import { assignments, clocks } from "#db/schema/index.ts";
import { someAccount, someFiling, someOfficer } from "#tests/support/builders.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

let database: TestDatabase;
let portals: TestPortals;
let reportId: string;
let caseId: string;
let unitId: string;

/** A case with every clock of the edition running on the work of the police, and those of the report beside it. */
beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  unitId = randomUUID();
  await owner`insert into units (id, name, profession, district) values (${unitId}, '示例小学', 'teacher', '110105')`;
  reportId = (await fileReport(portals.web, someFiling({ unitId }))).reportId;
  await portals.route(reportId);
  const [police] = await asSystem(portals.worker.db, "test", (tx) => tx.select().from(assignments));
  if (police === undefined) throw new Error("not routed");
  caseId = police.caseId;
  await owner`delete from clocks`;
  for (const { id, owner: whose, department, source } of portals.web.edition.clocks) {
    const owes = whose === "reporter" ? "reporter" : (department ?? "police");
    await owner`insert into clocks (id, case_id, assignment_id, clock, edition, owner, district, source, state, started_at)
      values (${randomUUID()}, ${caseId}, ${police.id}, ${id}, ${police.edition}, ${owes}, '110105', ${source}, 'running', now())`;
    await owner`insert into clocks (id, case_id, report_id, clock, edition, owner, district, source, state, started_at)
      values (${randomUUID()}, ${caseId}, ${reportId}, ${id}, ${police.edition}, ${owes}, '110105', ${source}, 'running', now())`;
  }
  await owner.end();
});
afterAll(async () => {
  await portals?.close();
  await database?.drop();
});

async function seenBy(actor: Actor) {
  const rows = await asActor(portals.web.db, actor, (tx) => tx.select().from(clocks));
  const ids = (found: typeof rows) => found.map(({ clock }) => clock).sort();
  return {
    ofWork: ids(rows.filter(({ assignmentId }) => assignmentId !== null)),
    ofReport: ids(rows.filter((row) => row.reportId !== null)),
  };
}

const clockIds = (are: (clock: TestPortals["web"]["edition"]["clocks"][number]) => boolean): string[] =>
  portals.web.edition.clocks
    .filter(are)
    .map(({ id }) => id)
    .sort();
const owedByReporter = () => clockIds(({ owner }) => owner === "reporter");
const tells = new Set(["receipt_handed_over", "progress_told", "result_told"]);

test("a unit learns whether its report was accepted in time and what it owes itself, and of no other clock; not that its reporter was asked", async () => {
  for (const kind of ["unit_lead", "unit_reporter"] as const) {
    const account = await someAccount(database, { kind, department: null, districts: [] });
    const owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
    await owner`update accounts set unit_id = ${unitId} where id = ${account.accountId}`;
    await owner`update unit_reports set account_id = ${account.accountId} where report_id = ${reportId}`;
    await owner.end();
    expect(await seenBy({ ...account, unitId }), kind).toEqual({
      ofWork: clockIds(({ stops }) => stops.includes("assignment_accepted")),
      ofReport: owedByReporter().filter((id) => id !== "reporter_question"),
    });
  }
});

test("the receipt learns what the reporter owes and is owed, and of no other clock", async () => {
  expect(await seenBy({ kind: "reporter", reportId, caseId })).toEqual({
    ofWork: clockIds(({ owner, stops }) => owner !== "reporter" && stops.some((event) => tells.has(event))),
    ofReport: owedByReporter(),
  });
});

test("officers on the case see every clock of it; another reporter and whoever is nobody see none", async () => {
  const all = clockIds(() => true);
  expect(await seenBy(await someOfficer(database, "police"))).toEqual({ ofWork: all, ofReport: all });
  const other = { kind: "reporter", reportId: randomUUID(), caseId: randomUUID() } as const;
  expect(await seenBy(other)).toEqual({ ofWork: [], ofReport: [] });
});
