import { CalendarNotPublished, type WorkingCalendar } from "./calendar.ts";
import { addDays, beijingDay, dayLength } from "./days.ts";
import { type CountedLimit, type Due, dueAt, dueOf, endOf, lastDay } from "./deadlines.ts";
import type { Clock, Extension, Limit } from "./edition.ts";

/** What moved the end of a running clock, in the order in which it happened. */
export type ClockChange =
  | { readonly kind: "extended"; readonly extension: Extension }
  | { readonly kind: "paused"; readonly from: Date; readonly until: Date };

/**
 * When a clock is due that was extended and paused. Each change counts from the last day as it stood, before a holiday
 * moved it, which is the stricter reading; only the day that comes out at last is moved. A pause gives back the time that
 * it took: hours to the millisecond, days by the Beijing days between its beginning and its end, of which a limit in
 * working days gets back those that are worked.
 */
export function dueAfter(
  limit: Limit,
  startedAt: Date,
  changes: readonly ClockChange[],
  calendar: WorkingCalendar,
): Due {
  if (changes.length === 0) return dueOf(limit, startedAt, calendar);
  try {
    const end = endAfter(limit, startedAt, changes, calendar);
    return end === null ? { state: "no_number" } : { state: "due", at: end };
  } catch (error) {
    if (error instanceof CalendarNotPublished) return provisionally(limit, startedAt, changes, calendar);
    throw error;
  }
}

/** Where only the moving of the last day wants a calendar that is not out, the day itself is known. */
function provisionally(limit: Limit, startedAt: Date, changes: readonly ClockChange[], calendar: WorkingCalendar): Due {
  const unmoved = changes.map(
    (change): ClockChange =>
      change.kind === "extended"
        ? { kind: "extended", extension: { ...change.extension, limit: stays(change.extension.limit) } }
        : change,
  );
  try {
    const end = endAfter("amount" in limit ? stays(limit) : limit, startedAt, unmoved, calendar);
    return end === null ? { state: "no_number" } : { state: "provisional", at: end };
  } catch (error) {
    if (error instanceof CalendarNotPublished) return { state: "calendar_missing" };
    throw error;
  }
}

const stays = (limit: CountedLimit): CountedLimit => (limit.unit === "hours" ? limit : { ...limit, holiday: "stays" });

/** A moment for a limit in hours, a day before holidays for one in days, and by which limit it is counted. */
type Standing =
  | { readonly by: Extract<CountedLimit, { unit: "hours" }>; readonly at: Date }
  | { readonly by: Exclude<CountedLimit, { unit: "hours" }>; readonly day: string };

function endAfter(
  limit: Limit,
  startedAt: Date,
  changes: readonly ClockChange[],
  calendar: WorkingCalendar,
): Date | null {
  const counted = (by: CountedLimit, from: Date): Standing =>
    by.unit === "hours" ? { by, at: dueAt(by, from, calendar) } : { by, day: lastDay(by, beijingDay(from), calendar) };
  const pauses: { readonly from: Date; readonly until: Date }[] = [];
  let standing: Standing | null = "amount" in limit ? counted(limit, startedAt) : null;
  for (const change of changes) {
    if (change.kind === "paused") {
      pauses.push(change);
      if (standing !== null) standing = givenBack(standing, change, calendar);
    } else if (change.extension.counts === "from_start") {
      // The whole limit is counted anew, so that what was paused before is given back again.
      standing = pauses.reduce(
        (so, pause) => givenBack(so, pause, calendar),
        counted(change.extension.limit, startedAt),
      );
    } else if (standing !== null) {
      standing = counted(change.extension.limit, "at" in standing ? standing.at : noonOf(standing.day));
    }
  }
  if (standing === null) return null;
  return "at" in standing ? standing.at : endOf(standing.by, standing.day, calendar);
}

/** Any moment of the day tells the day. */
const noonOf = (day: string): Date => new Date(`${day}T12:00:00+08:00`);

function givenBack(
  standing: Standing,
  { from, until }: { readonly from: Date; readonly until: Date },
  calendar: WorkingCalendar,
): Standing {
  if ("at" in standing) return { ...standing, at: new Date(standing.at.getTime() + until.getTime() - from.getTime()) };
  const first = beijingDay(from);
  const last = beijingDay(until);
  if (standing.by.unit !== "working_days") {
    const days = Math.round((Date.parse(last) - Date.parse(first)) / dayLength);
    return { ...standing, day: addDays(standing.day, days) };
  }
  let worked = 0;
  for (let day = first; day < last; day = addDays(day, 1)) if (calendar.isWorkingDay(day)) worked += 1;
  if (worked === 0) return standing;
  return { ...standing, day: lastDay({ ...standing.by, amount: worked }, standing.day, calendar) };
}

/** An extension of a clock, named by its place in the edition's list. */
export interface OpenExtension {
  readonly place: number;
  readonly extension: Extension;
  /** When the clock would be due then. */
  readonly due: Extract<Due, { at: Date }>;
}

/**
 * The extensions that a clock still has: used less often than the edition allows, and ending later than the limit does as
 * it stands. A limit that has ended is not extended any more.
 */
export function openExtensions(
  clock: Pick<Clock, "extensions">,
  limit: Limit,
  running: { readonly startedAt: Date; readonly changes: readonly ClockChange[] },
  now: Date,
  calendar: WorkingCalendar,
): readonly OpenExtension[] {
  const { startedAt, changes } = running;
  const standing = dueAfter(limit, startedAt, changes, calendar);
  if (standing.state === "calendar_missing" || ("at" in standing && standing.at < now)) return [];
  return clock.extensions.flatMap((extension, place) => {
    const used = changes.filter((change) => change.kind === "extended" && change.extension === extension).length;
    if (used >= extension.times) return [];
    const due = dueAfter(limit, startedAt, [...changes, { kind: "extended", extension }], calendar);
    if (!("at" in due) || due.at < now || ("at" in standing && due.at <= standing.at)) return [];
    return [{ place, extension, due }];
  });
}
