import { CalendarNotPublished, type WorkingCalendar } from "#guidelines/calendar.ts";
import { addDays, beijingDay, endOfBeijingDay } from "#guidelines/days.ts";

/** How many days the page looks ahead, today among them. Policy value of the city. */
export const daysAhead = 7;

/** The last moment of the last day that the page shows. */
export const endOfWeekFrom = (now: Date): Date => endOfBeijingDay(addDays(beijingDay(now), daysAhead - 1));

/** One day of the week ahead and what ends on it, soonest first. */
export interface DueDay<T> {
  /** YYYY-MM-DD in Beijing. */
  readonly day: string;
  readonly lines: readonly T[];
  /** False on weekends and holidays, true on a make-up day (调休); null where the year's calendar is not published. */
  readonly isWorked: boolean | null;
}

/** What runs at a desk, by when it ends. */
export interface DueWeek<T> {
  readonly overdue: readonly T[];
  /** Today, whether or not anything ends on it, and each later day on which something does. */
  readonly days: readonly DueDay<T>[];
  /** What the law wants at once (立即) or before an event: it has no moment. */
  readonly atOnce: readonly T[];
}

/** Sorts what runs into the days of the week ahead. A moment that has passed is overdue before the sweep has seen it. */
export function byDay<T extends { readonly dueAt: Date | null }>(
  lines: readonly T[],
  now: Date,
  calendar: WorkingCalendar,
): DueWeek<T> {
  const today = beijingDay(now);
  const dated = lines
    .flatMap((line) => (line.dueAt === null ? [] : [{ line, at: line.dueAt }]))
    .sort((one, other) => one.at.getTime() - other.at.getTime());
  const ahead = dated.filter(({ at }) => at > now);
  const days = [...new Set([today, ...ahead.map(({ at }) => beijingDay(at))])].filter(
    (day) => day < addDays(today, daysAhead),
  );
  return {
    overdue: dated.filter(({ at }) => at <= now).map(({ line }) => line),
    days: days.map((day) => ({
      day,
      lines: ahead.filter(({ at }) => beijingDay(at) === day).map(({ line }) => line),
      isWorked: isWorked(day, calendar),
    })),
    atOnce: lines.filter(({ dueAt }) => dueAt === null),
  };
}

function isWorked(day: string, calendar: WorkingCalendar): boolean | null {
  try {
    return calendar.isWorkingDay(day);
  } catch (error) {
    if (error instanceof CalendarNotPublished) return null;
    throw error;
  }
}
