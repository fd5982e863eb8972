import { type Staff, staffOf } from "#app/accounts/staff.ts";
import type { Urgency } from "#db/schema/index.ts";
import { type BesideViews, besideViews } from "./beside.ts";
import { type ComparisonView, comparisonView } from "./comparison-view.ts";
import { contentsOf, openKeys } from "./contents.ts";
import { type CoreView, coreView } from "./core-view.ts";
import { type DepartmentView, departmentViews, type MyWork, myWork } from "./department-view.ts";
import { type ObjectionView, objectionViews } from "./objection-view.ts";
import type { CaseRecord } from "./queries.ts";
import type { Reader } from "./reader.ts";
import { type ReportView, reportViews } from "./report-view.ts";
import { type ReportPages, reportPages } from "./reports-place.ts";
import { type RoutingPages, type RoutingView, routingPages, routingViews } from "./routing-view.ts";
import type { CasePart } from "./tabs.ts";
import { type TimelineView, timelineView } from "./timeline-view.ts";

/** A case as one officer may see it. What that officer may not see is not in it. */
export interface CaseView {
  /** The part that was asked for; what other parts draw is empty here. */
  readonly part: CasePart;
  readonly staff: Staff;
  readonly number: string;
  readonly state: "open" | "closed" | "sealed";
  readonly urgency: Urgency;
  readonly openedAt: Date;
  readonly sealedAt: Date | null;
  readonly destroyedAt: Date | null;
  /** `informed`: the case, its states and clocks; no report, and nothing that is written or kept on it. */
  readonly reads: "contents" | "informed";
  readonly identities: "masked" | "open";
  readonly core: CoreView;
  readonly mine: MyWork | null;
  readonly departments: readonly DepartmentView[];
  /** Why each report came here, as far as the page tells it; the oldest first. */
  readonly routing: readonly RoutingView[];
  readonly routingPages: RoutingPages;
  /** The reports of the page that was asked for, the newest first. */
  readonly reports: readonly ReportView[];
  readonly reportPages: ReportPages;
  /** Reports side by side; null where there are not two to be compared. */
  readonly comparison: ComparisonView | null;
  /** How many reports the reader may read; none for a desk that is only informed. */
  readonly reportCount: number;
  readonly objections: readonly ObjectionView[];
  readonly timeline: TimelineView;
  /** What other capabilities keep on the case. */
  readonly beside: BesideViews;
  readonly servedAt: Date;
}

export function caseView(reader: Reader, record: CaseRecord, servedAt: Date, part: CasePart = "print"): CaseView {
  const { portal, locale, signedIn, identities } = reader;
  const keys = openKeys(portal, record);
  const contents = contentsOf(portal, keys);
  const drawn = new Set([...record.shown.full, ...record.shown.compared]);
  const reports = record.reports.flatMap((row) => (drawn.has(row.id) ? [{ row, report: contents.report(row) }] : []));
  return {
    part,
    staff: staffOf(signedIn, portal, locale),
    number: record.matter.number,
    state: record.matter.state,
    urgency: record.matter.urgency,
    openedAt: record.matter.openedAt,
    sealedAt: record.matter.sealedAt,
    destroyedAt: record.matter.destroyedAt,
    // A case without a report does not exist: where none is seen, none may be read.
    reads: record.reports.length > 0 ? "contents" : "informed",
    identities,
    core: coreView(reader, record, contents, part),
    mine: myWork(signedIn.actor, record),
    departments: departmentViews(reader, record),
    routing: routingViews(reader, record),
    routingPages: routingPages(record),
    reports: reportViews(reader, record, contents, reports),
    reportPages: reportPages(record.matter.number, record.shown),
    comparison: comparisonView(reader, record, reports),
    reportCount: record.reports.length,
    objections: objectionViews(reader, record, contents),
    timeline: timelineView(reader, record),
    beside: besideViews(reader, record, keys, servedAt, part),
    servedAt,
  };
}
