import { casePath, caseTabs } from "#app/cases/tabs.ts";
import { addFiles, addToTimeline, reportsOfOneChild } from "#tests/support/large-case.ts";
import { type BenchResult, round } from "./bench.ts";
import { deskOfficer } from "./desk-officer.ts";
import { routed } from "./filing.ts";
import { bareCost, pageCost } from "./page-cost.ts";
import type { PortalUnderTest } from "./portal-under-test.ts";

const size = { reports: 30, entries: 200, files: 60 } as const;
const goal = 80;

/** Each part of the page of a large case, as the police and as a prosecutor read it. */
export async function* casePages(portal: PortalUnderTest): AsyncGenerator<BenchResult> {
  const police = await deskOfficer(portal, "police");
  const prosecutor = await deskOfficer(portal, "procuratorate");
  const number = await largeCase(portal, [police, prosecutor]);
  for (const officer of [police, prosecutor]) {
    for (const part of [...caseTabs, "print"] as const) {
      const cost = await pageCost(officer.visitor, casePath(number, part), portal.app);
      const floor = await bareCost(cost.bytes);
      yield {
        name: `case page, ${part}, ${officer.department}`,
        ...size,
        ...cost,
        floor: { p50: floor.p50, p95: floor.p95 },
        ratio: round(cost.p50 / floor.p50),
        // On paper everything stands together; it is asked for once, and has no goal of its own.
        goal: part === "print" ? "none" : `p95 under ${goal} ms on the server, the best of several rounds`,
        met: part === "print" || cost.p95 < goal,
      };
    }
  }
}

/** A case of many reports about one child, filed and routed as any, then filled; its number. */
async function largeCase(
  portal: PortalUnderTest,
  officers: readonly { readonly id: string; readonly department: string }[],
): Promise<string> {
  for (const report of reportsOfOneChild(size.reports)) {
    const { status, body } = await portal.file(JSON.stringify(report));
    if (status !== 201) throw new Error(`filing was answered with ${status}: ${body}`);
    await routed(portal);
  }
  const [matter] = await portal.sql<{ id: string; number: string; reportId: string; reports: number }[]>`
    select c.id, c.number, (min(r.id::text))::uuid as "reportId", count(*)::int as reports
    from cases c join reports r on r.case_id = c.id group by c.id order by count(*) desc limit 1`;
  if (matter?.reports !== size.reports) throw new Error(`the reports lead to several cases: ${matter?.reports}`);
  const [{ held } = { held: 0 }] = await portal.sql<{ held: number }[]>`
    select count(*)::int as held from case_events where case_id = ${matter.id}`;
  await addToTimeline(portal.sql, matter.id, officers, Math.max(0, size.entries - held));
  await addFiles(portal.sql, portal.database.masterKey, { caseId: matter.id, reportId: matter.reportId }, size.files);
  await portal.sql`analyze`;
  return matter.number;
}
