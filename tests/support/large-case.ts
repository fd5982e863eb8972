import { randomBytes, randomUUID } from "node:crypto";
import type postgres from "postgres";
import { sealedUnder } from "#app/evidence/keys.ts";
import { openVault } from "#app/platform/crypto.ts";
import { caseEventKinds } from "#db/schema/index.ts";
import { type Place, professions, type Report } from "#guidelines/report.ts";
import { someReport } from "./builders.ts";

const onDuty = professions.filter((profession) => profession !== "public" && profession !== "other");
const places: readonly Place[] = ["home", "school", "unknown"];

/**
 * Reports about one invented child, certain to lead to one case: they agree on who it is, and differ in what else they
 * know, as reports of several people do.
 */
export function reportsOfOneChild(count: number): readonly Report[] {
  const name = `示例儿童${randomUUID().slice(0, 8)}`;
  return Array.from({ length: count }, (_unused, index) =>
    someReport({
      reporter: {
        profession: onDuty[index % onDuty.length],
        unit: "示例单位",
        name: `示例报告人${index}`,
        phone: "13800000000",
      },
      children: [
        {
          name,
          sex: "female",
          bornOn: "2016-03-02",
          district: "110105",
          disability: index % 3 === 0 ? null : false,
          school: index % 2 === 0 ? "示例小学" : null,
          address: index % 4 === 0 ? "示例路1号" : "示例路2号",
        },
      ],
      incident: {
        situations: index % 5 === 0 ? ["multiple_injuries", "other_serious"] : ["multiple_injuries"],
        from: `2026-03-0${(index % 3) + 1}T08:00:00+08:00`,
        ongoing: true,
        district: "110105",
        place: places[index % places.length],
        learnedBy: index % 2 === 0 ? "observed" : "child_disclosed",
        narrative: "示例经过：手臂有多处旧伤，孩子说是在家里弄的，不愿意多说。".repeat(4),
      },
      safety: {
        immediateDanger: index % 2 === 1,
        childWhereabouts: index % 2 === 0 ? "在学校" : null,
        medicalCareNeeded: true,
      },
    }),
  );
}

/** Entries on the timeline of a case, of every kind in turn, a minute apart, by these officers and by the portal itself. */
export async function addToTimeline(
  sql: postgres.Sql,
  caseId: string,
  officers: readonly { readonly id: string; readonly department: string }[],
  count: number,
): Promise<void> {
  const until = Date.now();
  const rows = Array.from({ length: count }, (_unused, index) => {
    const officer = index % 5 === 0 ? undefined : officers[index % officers.length];
    return {
      id: randomUUID(),
      case_id: caseId,
      kind: caseEventKinds[index % caseEventKinds.length] ?? "routed",
      at: new Date(until - (count - index) * 60_000),
      account_id: officer?.id ?? null,
      department: officer?.department ?? null,
      district: officer === undefined ? null : "110105",
      details: sql.json({ reportNumber: "BJ-2026-000001", department: "police", district: "110105", departments: 4 }),
    };
  });
  await sql`insert into case_events ${sql(rows)}`;
}

/** Files on a case as its page lists them, sealed as they would be; their bytes are nowhere. */
export async function addFiles(
  sql: postgres.Sql,
  masterKey: Buffer,
  { caseId, reportId }: { readonly caseId: string; readonly reportId: string },
  count: number,
): Promise<void> {
  const [stored] = await sql<{ id: string; wrappedKey: Buffer; masterKeyId: string }[]>`
    select id, wrapped_key as "wrappedKey", master_key_id as "masterKeyId" from data_keys where case_id = ${caseId}`;
  if (stored === undefined) throw new Error("the case has no key");
  const key = openVault(masterKey).unwrap(stored);
  const rows = Array.from({ length: count }, (_unused, index) => {
    const id = randomUUID();
    const told = { name: `示例照片${index}.jpg`, note: "示例说明" };
    const sealed = sealedUnder(key, id, { fileKey: randomBytes(32), told });
    return {
      id,
      case_id: caseId,
      report_id: reportId,
      state: "kept",
      sealed_key: sealed.sealedKey,
      sealed_description: sealed.sealedDescription,
      size: 400_000,
      received: 400_000,
      kind: "image",
      media_type: "image/jpeg",
      sha256: randomBytes(32),
      sm3: randomBytes(32),
      created_at: new Date(),
      kept_at: new Date(),
    };
  });
  await sql`insert into evidence ${sql(rows)}`;
}
