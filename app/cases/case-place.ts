import { newestReports, type ReportsPlace, readReportsPlace } from "./reports-place.ts";
import { firstRouting, type RoutingPlace, readRoutingPlace } from "./routing-place.ts";
import { type TimelinePlace, wholeTimeline } from "./timeline-place.ts";
import { readPlace } from "./timeline-rules.ts";

/** What an address asks of the parts of a case that are read page by page. */
export interface CasePlace {
  readonly timeline: TimelinePlace;
  readonly reports: ReportsPlace;
  readonly routing: RoutingPlace;
}

export const wholeCase: CasePlace = { timeline: wholeTimeline, reports: newestReports, routing: firstRouting };

export const readCasePlace = (params: URLSearchParams): CasePlace => ({
  timeline: readPlace(params),
  reports: readReportsPlace(params),
  routing: readRoutingPlace(params),
});
