import { z } from "zod";

/** Reports that one page of the tab draws in full, the newest first. */
export const reportsAtOnce = 10;

/** The most that stand side by side: more columns cannot be read. */
export const mostCompared = 6;

/** Which reports of a case are asked for: a page of them or the page that holds one, and which are compared. */
export interface ReportsPlace {
  readonly page: number;
  /** The report that must be on the page; it wins over the number. */
  readonly report: string | null;
  /** Empty where nobody chose: then the latest are compared. */
  readonly compared: readonly string[];
}

export const newestReports: ReportsPlace = { page: 1, report: null, compared: [] };

const Asked = z.object({
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  report: z.uuid().nullable().catch(null),
});

/** The place that an address asks for; what it does not say, or says wrongly, is the newest. */
export function readReportsPlace(params: URLSearchParams): ReportsPlace {
  const { page, report } = Asked.parse({ page: params.get("page"), report: params.get("report") });
  const chosen = params.getAll("compare").filter((id) => z.uuid().safeParse(id).success);
  // One more than may be compared says that too many were chosen.
  return { page, report, compared: [...new Set(chosen)].slice(0, mostCompared + 1) };
}

/** The address of a page of a case's reports; what is compared stays chosen. */
export function reportsPath(caseNumber: string, page: number, compared: readonly string[]): string {
  const params = new URLSearchParams(compared.map((id) => ["compare", id]));
  if (page > 1) params.set("page", String(page));
  const query = params.toString();
  return `/cases/${caseNumber}/reports${query === "" ? "" : `?${query}`}`;
}

/** Where a page of reports stands among the others. */
export interface ReportPages {
  readonly page: number;
  readonly pages: number;
  /** Addresses of the neighbouring pages. */
  readonly newer: string | null;
  readonly older: string | null;
}

export function reportPages(caseNumber: string, { page, pages, chosen }: ShownReports): ReportPages {
  return {
    page,
    pages,
    newer: page > 1 ? reportsPath(caseNumber, page - 1, chosen) : null,
    older: page < pages ? reportsPath(caseNumber, page + 1, chosen) : null,
  };
}

/** What was chosen to be compared and could not be taken so. */
export type ChoiceProblem = "too_many" | "too_few";

/** What one answer draws of a case's reports. */
export interface ShownReports {
  readonly page: number;
  readonly pages: number;
  /** The reports drawn in full, the newest first. */
  readonly full: readonly string[];
  /** The reports side by side, the oldest first; none where a case has only one. */
  readonly compared: readonly string[];
  /** What was chosen, as far as the case holds it. */
  readonly chosen: readonly string[];
  readonly problem: ChoiceProblem | null;
}

/** Finds a place among the reports of a case, given the oldest first. A page that is not there is the last one. */
export function shownReports(
  oldestFirst: readonly string[],
  place: ReportsPlace,
  atOnce = reportsAtOnce,
): ShownReports {
  const newestFirst = oldestFirst.toReversed();
  const pages = Math.max(1, Math.ceil(newestFirst.length / atOnce));
  const wanted = place.report === null ? -1 : newestFirst.indexOf(place.report);
  const page = wanted >= 0 ? Math.floor(wanted / atOnce) + 1 : Math.min(place.page, pages);
  const chosen = oldestFirst.filter((id) => place.compared.includes(id));
  const compared = chosen.length >= 2 ? chosen : oldestFirst;
  return {
    page,
    pages,
    full: newestFirst.slice((page - 1) * atOnce, page * atOnce),
    compared: oldestFirst.length < 2 ? [] : compared.slice(-mostCompared),
    chosen,
    problem: chosen.length > mostCompared ? "too_many" : chosen.length === 1 ? "too_few" : null,
  };
}
