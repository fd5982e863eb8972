import { randomUUID } from "node:crypto";
import postgres from "postgres";
import type { Filing } from "#app/reports/filing.ts";
import type { AccountActor, Officer } from "#db/actor.ts";
import { Report } from "#guidelines/report.ts";
import type { TestDatabase } from "./postgres.ts";

type ReportInput = Parameters<typeof Report.parse>[0];

/** A valid report of an invented teacher on an invented child; say only what the test is about. */
export function someReport(over: Record<string, unknown> = {}): Report {
  const input: ReportInput = {
    edition: "2026-01",
    reporter: { profession: "teacher", unit: "示例小学", name: "报告人甲", phone: "13800000000" },
    children: [
      {
        name: `示例儿童${randomUUID().slice(0, 8)}`,
        sex: "female",
        bornOn: "2016-03-02",
        disability: false,
        school: "示例小学",
        district: "110105",
        address: "示例路1号",
      },
    ],
    incident: {
      situations: ["multiple_injuries"],
      from: "2026-03-02T08:00:00+08:00",
      ongoing: true,
      district: "110105",
      place: "home",
      learnedBy: "observed",
      narrative: "示例经过：手臂有多处旧伤。",
    },
    suspects: [{ relation: "father", isGuardian: true, livesWithChild: true, hasAccessNow: false }],
    guardianship: { status: "guardian_is_suspect" },
    safety: { immediateDanger: false, childWhereabouts: "在学校", medicalCareNeeded: true },
    steps: { policeCalled: false, evidenceKept: true },
    ...over,
  };
  return Report.parse(input);
}

/** A report ready to be filed now, under an id of its own. */
export function someFiling(over: Partial<Filing> = {}): Filing {
  const reportId = over.reportId ?? randomUUID();
  return {
    reportId,
    report: someReport(),
    channel: "web",
    unitId: null,
    idempotencyKey: reportId,
    draft: null,
    at: new Date(),
    ...over,
  };
}

/** An account in the database and the actor it becomes when signed in. Its password is not known to anybody. */
export async function someAccount(database: TestDatabase, actor: Omit<AccountActor, "accountId" | "unitId">) {
  const accountId = randomUUID();
  const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`insert into accounts (id, login, password_hash, role, department, districts, display_name)
      values (${accountId}, ${`test-${accountId}`}, 'none', ${actor.kind}, ${actor.department},
        ${[...actor.districts]}, ${"示例人员"})`;
  } finally {
    await sql.end();
  }
  return { ...actor, accountId, unitId: null };
}

/** An officer of a department in some districts. */
export async function someOfficer(
  database: TestDatabase,
  department: string,
  districts: readonly string[] = ["110105"],
  kind: "officer" | "lead" = "officer",
): Promise<Officer> {
  return { ...(await someAccount(database, { kind, department, districts })), kind, department };
}
