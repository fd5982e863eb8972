import published from "chinese-days/dist/chinese-days.json" with { type: "json" };
import { weekdayOf } from "./days.ts";

/** Which days are worked. A year is known only once the State Council has published its arrangement. */
export type WorkingCalendar = {
  readonly isPublished: (year: number) => boolean;
  readonly isWorkingDay: (day: string) => boolean;
};

/** A working day was asked for in a year whose holidays are not published; it is never guessed. */
export class CalendarNotPublished extends Error {
  override readonly name = "CalendarNotPublished";
  constructor(readonly year: number) {
    super(`calendar of ${year} is not published`);
  }
}

const holidays: ReadonlySet<string> = new Set(Object.keys(published.holidays));
const madeUp: ReadonlySet<string> = new Set(Object.keys(published.workdays));
/** National Day is in every yearly arrangement, so its presence says that the year's arrangement is out. */
const years: ReadonlySet<number> = new Set(
  [...holidays].filter((day) => day.endsWith("-10-01")).map((day) => Number(day.slice(0, 4))),
);

/** The mainland's official arrangement of days off and made-up working days. */
export const chineseCalendar: WorkingCalendar = {
  isPublished: (year) => years.has(year),
  isWorkingDay: (day) => {
    const year = Number(day.slice(0, 4));
    if (!years.has(year)) throw new CalendarNotPublished(year);
    if (madeUp.has(day)) return true;
    return !holidays.has(day) && weekdayOf(day) !== 0 && weekdayOf(day) !== 6;
  },
};
