import type { SignedInOfficer } from "#app/accounts/guard.ts";
import { type Staff, staffOf } from "#app/accounts/staff.ts";
import type { Locale } from "#app/copy/index.ts";
import type { Portal } from "#app/platform/portal.ts";
import { clockName, workingDaysOf } from "#app/triage/queue-view.ts";
import type { Urgency } from "#db/schema/index.ts";
import { chineseCalendar } from "#guidelines/calendar.ts";
import { type DueClock, mostDue } from "./queries.ts";
import { byDay, type DueWeek } from "./rules.ts";

/** A clock of the desk in the reader's language. */
export interface DueLine {
  readonly id: string;
  readonly name: string;
  readonly caseNumber: string;
  readonly urgency: Urgency;
  /** 承办人; null while the work lies with the whole desk. */
  readonly holder: string | null;
  readonly state: "running" | "breached";
  readonly startedAt: Date;
  readonly dueAt: Date | null;
  /** The last day is known, but not whether it is a holiday. */
  readonly provisional: boolean;
  /** What is left of a limit that counts working days. */
  readonly workingDaysLeft: number | null;
}

export interface DueView {
  readonly staff: Staff;
  readonly ownOnly: boolean;
  readonly week: DueWeek<DueLine>;
  readonly hasMore: boolean;
  readonly servedAt: Date;
}

/** What a desk's page of the week ahead shows. */
export function dueView(
  {
    portal,
    locale,
    signedIn,
  }: { readonly portal: Portal; readonly locale: Locale; readonly signedIn: SignedInOfficer },
  found: readonly DueClock[],
  ownOnly: boolean,
  now: Date,
): DueView {
  const lines = found.slice(0, mostDue).map(
    ({ clock, dueAt, ...row }): DueLine => ({
      ...row,
      dueAt,
      name: clockName(portal, locale, clock),
      workingDaysLeft: dueAt === null ? null : workingDaysOf(portal.edition, row.urgency, { clock, dueAt }, now),
    }),
  );
  return {
    staff: staffOf(signedIn, portal, locale),
    ownOnly,
    week: byDay(lines, now, chineseCalendar),
    hasMore: found.length > mostDue,
    servedAt: now,
  };
}
