import type { ReporterIdentity } from "#app/reports/filing.ts";
import { type AnswerGroup, answersOf } from "./answers.ts";
import type { Contents } from "./contents.ts";
import type { OpenedReport } from "./core-view.ts";
import { mask, maskedName } from "./masking.ts";
import type { CaseRecord } from "./queries.ts";
import type { Reader } from "./reader.ts";

/** A report as it was filed, with what was added later. */
export interface ReportView {
  readonly id: string;
  readonly number: string;
  /** Which report of the case it is, counted from the first. */
  readonly ordinal: number;
  readonly filedAt: Date;
  readonly channel: CaseRecord["reports"][number]["channel"];
  readonly urgentPath: boolean;
  /** Null where it could not be opened. */
  readonly groups: readonly AnswerGroup[] | null;
  /** Who reported, masked until it is opened; null for whoever may not know. */
  readonly reporter: ReporterIdentity | null;
  readonly isReporterOpened: boolean;
  readonly supplements: readonly { readonly id: string; readonly at: Date; readonly text: string | null }[];
}

export function reportViews(
  { portal, locale, identities, openedReporter }: Reader,
  record: CaseRecord,
  contents: Contents,
  reports: readonly OpenedReport[],
): readonly ReportView[] {
  const byId = new Map(reports.map((opened) => [opened.row.id, opened]));
  const drawn = record.shown.full.flatMap((id) => byId.get(id) ?? []);
  return drawn.map(({ row, report }) => {
    const identity = record.identities.find(({ reportId }) => reportId === row.id);
    const telling = { edition: portal.editionOf(row.edition), city: portal.city, locale, identities };
    return {
      id: row.id,
      number: row.number,
      ordinal: record.reports.findIndex(({ id }) => id === row.id) + 1,
      filedAt: row.filedAt,
      channel: row.channel,
      urgentPath: row.urgentPath,
      groups: report === null ? null : answersOf(report, telling),
      reporter: identity === undefined ? null : shown(contents.reporter(identity), openedReporter === row.id),
      isReporterOpened: openedReporter === row.id,
      supplements: record.supplements
        .filter(({ reportId }) => reportId === row.id)
        .map((supplement) => ({
          id: supplement.id,
          at: supplement.createdAt,
          text: contents.supplement(supplement),
        })),
    };
  });
}

/** Whoever needs to call back opens it first; the reporter's receipt says so. */
function shown(reporter: ReporterIdentity | null, isOpened: boolean): ReporterIdentity | null {
  if (reporter === null || isOpened) return reporter;
  const hidden = (value: string | null) => (value === null ? null : mask);
  return {
    ...reporter,
    name: reporter.name === null ? null : maskedName(reporter.name),
    phone: hidden(reporter.phone),
    email: hidden(reporter.email),
    contactHours: hidden(reporter.contactHours),
    unit: hidden(reporter.unit),
  };
}
