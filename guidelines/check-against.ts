import type { Edition } from "./edition.ts";
import type { ReportProblemAt } from "./problems.ts";
import type { Report } from "./report.ts";

/** What the contract cannot see: whether the report names this edition, and only signs that it holds. */
export function problemsAgainst(edition: Edition, report: Report): ReportProblemAt[] {
  const problems: ReportProblemAt[] = [];
  if (report.edition !== edition.id) problems.push({ path: "edition", problem: "unknown_edition" });
  const signs = new Set(edition.situations.flatMap(({ indicators }) => indicators.map(({ id }) => id)));
  for (const [index, id] of report.incident.indicators.entries()) {
    if (!signs.has(id)) problems.push({ path: `incident.indicators[${index}]`, problem: "unknown_indicator" });
  }
  return problems;
}
