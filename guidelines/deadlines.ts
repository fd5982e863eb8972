import { CalendarNotPublished, type WorkingCalendar } from "./calendar.ts";
import { addDays, addMonths, beijingDay, endOfBeijingDay } from "./days.ts";
import type { Limit } from "./edition.ts";

export { CalendarNotPublished, chineseCalendar, type WorkingCalendar } from "./calendar.ts";
export { describeLimit } from "./describe-limit.ts";

/** A limit that has a number. "At once" and "before an event" have none. */
export type CountedLimit = Extract<Limit, { readonly amount: number }>;
export type CountedDays = Exclude<CountedLimit, { readonly unit: "hours" }>;
const hour = 3_600_000;

/**
 * The last moment at which the duty is still met. Hours run from the moment; days and months do not count the day
 * they start on and end at 24:00 of Beijing; a last day on a holiday moves on where the clock's law says so
 * (Criminal Procedure Law 105, Civil Procedure Law 85, Civil Code 200-204).
 * @throws CalendarNotPublished when a working day must be known in a year without a published calendar
 */
export function dueAt(limit: CountedLimit, startedAt: Date, calendar: WorkingCalendar): Date {
  if (limit.unit === "hours") return new Date(startedAt.getTime() + limit.amount * hour);
  return endOf(limit, lastDay(limit, beijingDay(startedAt), calendar), calendar);
}

/** The end of a limit's last day, or of the day to which a holiday moves it. */
export function endOf(limit: CountedDays, last: string, calendar: WorkingCalendar): Date {
  return endOfBeijingDay(limit.holiday === "next_working_day" ? workingDayFrom(last, calendar) : last);
}

/** The last day of a limit in days, before a holiday moves it; the day it starts on does not count. */
export function lastDay(limit: CountedDays, start: string, calendar: WorkingCalendar): string {
  if (limit.unit === "calendar_days") return addDays(start, limit.amount);
  if (limit.unit === "months") return addMonths(start, limit.amount);
  let day = start;
  for (let left = limit.amount; left > 0; left -= 1) day = workingDayFrom(addDays(day, 1), calendar);
  return day;
}

/** The day itself when it is worked, otherwise the next one that is. */
function workingDayFrom(day: string, calendar: WorkingCalendar): string {
  let found = day;
  while (!calendar.isWorkingDay(found)) found = addDays(found, 1);
  return found;
}

export type Due =
  | { readonly state: "due"; readonly at: Date }
  /** The last day is known, but not whether it is a holiday. */
  | { readonly state: "provisional"; readonly at: Date }
  | { readonly state: "calendar_missing" }
  | { readonly state: "no_number" };

/** `dueAt` for a routing decision, which must not fail because next year's holidays are not out yet. */
export function dueOf(limit: Limit, startedAt: Date, calendar: WorkingCalendar): Due {
  if (limit.unit === "immediate" || limit.unit === "before_event") return { state: "no_number" };
  try {
    return { state: "due", at: dueAt(limit, startedAt, calendar) };
  } catch (error) {
    if (!(error instanceof CalendarNotPublished)) throw error;
    if (limit.unit !== "calendar_days" && limit.unit !== "months") return { state: "calendar_missing" };
    return { state: "provisional", at: dueAt({ ...limit, holiday: "stays" }, startedAt, calendar) };
  }
}

/**
 * Working days between this moment's day and the day a limit ends, that day included and today not: 0 on the last day.
 * Null where the calendar of a year between them is not published.
 */
export function workingDaysUntil(end: Date, now: Date, calendar: WorkingCalendar): number | null {
  // A limit ends at 24:00, which is the next day's first moment.
  const last = beijingDay(new Date(end.getTime() - 1));
  let left = 0;
  try {
    for (let day = beijingDay(now); day < last; ) {
      day = addDays(day, 1);
      if (calendar.isWorkingDay(day)) left += 1;
    }
  } catch (error) {
    if (error instanceof CalendarNotPublished) return null;
    throw error;
  }
  return left;
}

/**
 * When those who owe something are warned that its limit comes near: so many hours before it ends. Null where the clock
 * warns nobody, has no moment, or began later than the warning would be.
 */
export function warnAt(warnBeforeHours: number, startedAt: Date, due: Date | null): Date | null {
  if (due === null || warnBeforeHours === 0) return null;
  const at = new Date(due.getTime() - warnBeforeHours * hour);
  return at > startedAt ? at : null;
}
