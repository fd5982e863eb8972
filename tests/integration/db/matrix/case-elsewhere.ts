import type postgres from "postgres";
import { fileReport } from "#app/reports/filing.ts";
import { someFiling, someReport } from "#tests/support/builders.ts";
import type { TestPortals } from "#tests/support/portal.ts";

/**
 * A case of another district on which every outsider of the first case works, and nobody of the first: whoever is on some
 * case is not on this one, and a policy that forgot to ask for which case shows it.
 */
export async function caseElsewhere(owner: postgres.Sql, portals: TestPortals, district: string) {
  const far = someReport();
  const report = {
    ...far,
    children: far.children.map((child) => ({ ...child, district })),
    incident: { ...far.incident, district },
  };
  const { reportId } = await fileReport(portals.web, someFiling({ report }));
  await portals.route(reportId);
  const [row] = await owner`select case_id from reports where id = ${reportId}`;
  const caseId = String(row?.case_id);
  for (const [department, desk] of [
    ["police", district],
    ["civil_affairs", district],
    ["procuratorate", district],
    ["housing", "110105"],
  ] as const) {
    await owner`insert into case_access values (${caseId}, ${department}, ${desk}, 'assigned')
      on conflict (case_id, department, district) do update set kind = 'assigned'`;
  }
  await owner`delete from case_access where case_id = ${caseId} and district <> ${district} and department <> 'housing'`;
  return { caseId, reportId };
}
