import postgres from "postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readCase } from "#app/cases/queries.ts";
import { type TypedResult, tellResult } from "#app/feedback/commands.ts";
import { resultsOf } from "#app/feedback/queries.ts";
import { resultModels } from "#app/feedback/receipt-beside.ts";
import { FeedbackRefusal, outcomesOf } from "#app/feedback/rules.ts";
import { acceptAssignment } from "#app/triage/commands.ts";
import { asActor, type Officer, type ReporterActor } from "#db/actor.ts";
import { someOfficer } from "#tests/support/builders.ts";
import { bringIn, someCase, type TestCase } from "#tests/support/cases.ts";
import { openTestPortals, type TestPortals } from "#tests/support/portal.ts";
import { freshDatabase, type TestDatabase } from "#tests/support/postgres.ts";

const filedAt = new Date("2026-03-02T09:00:00+08:00");
const later = new Date("2026-03-03T10:00:00+08:00");

let database: TestDatabase;
let portals: TestPortals;
let owner: postgres.Sql;
let police: Officer;
let civilAffairs: Officer;
let stranger: Officer;
let matter: TestCase;
let reporter: ReporterActor;

beforeAll(async () => {
  database = await freshDatabase();
  portals = openTestPortals(database);
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  police = await someOfficer(database, "police");
  civilAffairs = await someOfficer(database, "civil_affairs");
  stranger = await someOfficer(database, "housing");
});
beforeEach(async () => {
  matter = await someCase(portals, {}, filedAt);
  await bringIn(portals, matter.caseId, "civil_affairs");
  reporter = { kind: "reporter", reportId: matter.reportId, caseId: matter.caseId };
  const [work] = await owner`select id from assignments where case_id = ${matter.caseId} and department = 'police'`;
  await asActor(portals.web.db, police, (tx) =>
    acceptAssignment(tx, portals.web, police, { assignmentId: work?.id }, filedAt),
  );
});
afterAll(async () => {
  await owner?.end();
  await portals?.close();
  await database?.drop();
});

const tell = (actor: Officer, over: Partial<TypedResult> = {}, now = later) =>
  asActor(portals.web.db, actor, (tx) =>
    tellResult(
      tx,
      portals.web,
      actor,
      {
        caseNumber: matter.number,
        outcome: "case_filed",
        decidedOn: "2026-03-03",
        reportIds: [matter.reportId],
        replacesId: null,
        ...over,
      },
      now,
    ),
  );
const onReceipt = async () =>
  resultModels(await asActor(portals.web.db, reporter, (tx) => resultsOf(tx, matter.reportId)), (code) => code);
const clockOf = async (clock: string) => {
  const rows = await owner`select state, started_at, due_at, cancelled_for from clocks
    where case_id = ${matter.caseId} and clock = ${clock} and owner = 'police'`;
  return rows;
};

describe("the filing result of the police", () => {
  test("stands on the receipt and meets the clocks that wait for it", async () => {
    expect(await clockOf("police_progress")).toMatchObject([{ state: "running" }]);
    expect(await tell(police)).toBe("told");
    expect(await onReceipt()).toMatchObject([
      {
        department: "police",
        outcome: "case_filed",
        decidedOn: "2026-03-03",
        isCorrection: false,
        wasCorrected: false,
      },
    ]);
    for (const clock of ["police_progress", "result_to_reporter", "police_filing_review"]) {
      expect(await clockOf(clock), clock).toMatchObject([{ state: "met" }]);
    }
    expect(await clockOf("non_filing_notice")).toEqual([]);
  });

  test("a decision not to file begins the three days for the notice, and the notice meets them", async () => {
    await tell(police, { outcome: "not_filed" });
    expect(await clockOf("non_filing_notice")).toMatchObject([
      { state: "running", started_at: later, due_at: new Date("2026-03-06T23:59:59.999+08:00") },
    ]);
    await tell(police, { outcome: "not_filed" }, new Date("2026-03-04T08:00:00+08:00"));
    expect(await clockOf("non_filing_notice")).toHaveLength(1);
    await tell(police, { outcome: "notice_served", decidedOn: "2026-03-04" }, new Date("2026-03-04T09:00:00+08:00"));
    expect(await clockOf("non_filing_notice")).toMatchObject([{ state: "met" }]);
  });

  test("counts from the day of the decision, where that was before today", async () => {
    await tell(police, { outcome: "not_filed", decidedOn: "2026-03-02" });
    expect(await clockOf("non_filing_notice")).toMatchObject([
      { started_at: new Date("2026-03-02T00:00:00+08:00"), due_at: new Date("2026-03-05T23:59:59.999+08:00") },
    ]);
  });

  test("a mistake is corrected by a further result, once; what followed from it is owed no longer", async () => {
    await tell(police, { outcome: "not_filed" });
    const [wrong] = await onReceipt();
    const replacesId = wrong?.id ?? "";
    await tell(police, { outcome: "case_filed", replacesId, reportIds: [] });
    expect(await clockOf("non_filing_notice")).toMatchObject([
      { state: "cancelled", cancelled_for: "result_corrected" },
    ]);
    expect(
      (await onReceipt())
        .map(({ outcome, isCorrection, wasCorrected }) => [outcome, isCorrection, wasCorrected])
        .sort(),
    ).toEqual([
      ["case_filed", true, false],
      ["not_filed", false, true],
    ]);
    await expect(tell(police, { replacesId })).rejects.toThrow(new FeedbackRefusal("already_corrected"));
    const kinds =
      await owner`select kind from case_events where case_id = ${matter.caseId} and kind like 'result%' order by at, id`;
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(["result_corrected", "result_told"]);
  });

  test("two corrections of the same result at once: one is told, the other refused", async () => {
    await tell(police, { outcome: "verifying" });
    const [wrong] = await onReceipt();
    const both = await Promise.allSettled([
      tell(police, { replacesId: wrong?.id ?? "" }),
      tell(police, { replacesId: wrong?.id ?? "", outcome: "under_review" }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await onReceipt()).toHaveLength(2);
  });
});

describe("what is refused", () => {
  test.each([
    [{ outcome: "concluded_by_magic" }, "outcome_missing"],
    [{ decidedOn: "2026-02-30" }, "day_missing"],
    [{ decidedOn: "" }, "day_missing"],
    [{ decidedOn: "2026-03-04" }, "day_ahead"],
    [{ reportIds: [] }, "reports_missing"],
    [{ reportIds: [crypto.randomUUID()] }, "reports_missing"],
    [{ replacesId: crypto.randomUUID() }, "reports_missing"],
  ] as const)("%j as %s, and nothing has changed", async (over, code) => {
    await expect(tell(police, over)).rejects.toThrow(new FeedbackRefusal(code));
    expect(await onReceipt()).toEqual([]);
    expect(await clockOf("police_progress")).toMatchObject([{ state: "running" }]);
  });

  test("a filing result by another department; its own procedural word is taken", async () => {
    expect(outcomesOf("civil_affairs")).not.toContain("case_filed");
    await owner`insert into deliveries (report_id, department, case_id, assignment_id, delivered_at)
      select ${matter.reportId}, 'civil_affairs', case_id, id, now() from assignments
      where case_id = ${matter.caseId} and department = 'civil_affairs' on conflict do nothing`;
    await expect(tell(civilAffairs)).rejects.toThrow(FeedbackRefusal);
    const [work] =
      await owner`select id, state from assignments where case_id = ${matter.caseId} and department = 'civil_affairs'`;
    if (work?.state === "new") {
      await expect(tell(civilAffairs, { outcome: "handling" })).rejects.toThrow(new FeedbackRefusal("not_accepted"));
      await asActor(portals.web.db, civilAffairs, (tx) =>
        acceptAssignment(tx, portals.web, civilAffairs, { assignmentId: work.id }, later),
      );
    }
    expect(await tell(civilAffairs, { outcome: "protected" })).toBe("told");
    expect(await onReceipt()).toMatchObject([{ department: "civil_affairs", outcome: "protected" }]);
  });

  test("a desk without the case finds nothing and sees nothing", async () => {
    expect(await tell(stranger, { outcome: "handling" })).toBe("absent");
    await tell(police);
    expect(await asActor(portals.web.db, stranger, (tx) => resultsOf(tx, matter.reportId))).toEqual([]);
    expect(await asActor(portals.web.db, stranger, (tx) => readCase(tx, matter.number))).toBeNull();
  });

  test("a change of what was told, by anybody", async () => {
    await tell(police);
    await expect(owner`update report_results set outcome = 'not_filed'`).rejects.toThrow("can only be added to");
    await expect(owner`delete from report_results`).rejects.toThrow("can only be added to");
  });

  test("a correction of another department's result, past the rules", async () => {
    await tell(police);
    const [told] = await onReceipt();
    const forged = asActor(portals.web.db, civilAffairs, (tx) =>
      tx.execute(`insert into report_results (id, report_id, assignment_id, department, outcome, decided_on, account_id, told_at, replaces_id)
        select gen_random_uuid(), '${matter.reportId}', id, 'civil_affairs', 'concluded', '2026-03-03', '${civilAffairs.accountId}', now(), '${told?.id}'
        from assignments where case_id = '${matter.caseId}' and department = 'civil_affairs'`),
    );
    await expect(forged).rejects.toThrow();
  });
});
