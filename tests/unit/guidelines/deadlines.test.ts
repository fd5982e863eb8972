import { isWorkday } from "chinese-days";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CalendarNotPublished,
  type CountedLimit,
  chineseCalendar,
  dueAt,
  dueOf,
  warnAt,
} from "#guidelines/deadlines.ts";

const from = (moment: string) => new Date(`${moment}+08:00`);
const end = (day: string) => new Date(`${day}T23:59:59.999+08:00`);
const days = (amount: number): CountedLimit => ({ unit: "calendar_days", amount, holiday: "next_working_day" });
const plainDays = (amount: number): CountedLimit => ({ unit: "calendar_days", amount, holiday: "stays" });
const working = (amount: number): CountedLimit => ({ unit: "working_days", amount, holiday: "next_working_day" });
const months = (amount: number): CountedLimit => ({ unit: "months", amount, holiday: "next_working_day" });

describe("real dates", () => {
  test.each<[string, CountedLimit, string, string]>([
    ["the starting day does not count", days(3), "2026-11-23T09:00", "2026-11-26"],
    ["a last day on Saturday moves to Monday", days(5), "2026-11-23T09:00", "2026-11-30"],
    ["and stays where the clock's law says so", plainDays(5), "2026-11-23T09:00", "2026-11-28"],
    ["seven days into the National Day holiday end on the eighth", days(7), "2026-09-25T10:00", "2026-10-08"],
    ["a made-up Saturday is a working day to end on", days(2), "2026-10-08T10:00", "2026-10-10"],
    [
      "three working days over Spring Festival skip it and count the made-up Saturday",
      working(3),
      "2026-02-13T17:00",
      "2026-02-25",
    ],
    ["a working day after a Friday is Monday", working(1), "2026-11-20T23:59", "2026-11-23"],
    ["late in the evening it is still the same Beijing day", days(3), "2026-11-23T23:59", "2026-11-26"],
    ["just after midnight it is the next", days(3), "2026-11-24T00:01", "2026-11-27"],
    ["a month ends on the same-numbered day", months(1), "2026-03-09T10:00", "2026-04-09"],
    ["or on the last day of a shorter month", months(1), "2026-03-31T10:00", "2026-04-30"],
    ["a month that ends on a Sunday moves on", months(1), "2026-02-28T10:00", "2026-03-30"],
    ["over the end of a leap February", months(1), "2024-01-31T10:00", "2024-02-29"],
  ])("%s", (_what, limit, started, due) => {
    expect(dueAt(limit, from(started), chineseCalendar)).toEqual(end(due));
  });

  test("hours run from the moment, holidays or not", () => {
    expect(dueAt({ unit: "hours", amount: 24 }, from("2026-09-30T23:30"), chineseCalendar)).toEqual(
      from("2026-10-01T23:30"),
    );
  });
});

describe("a year without a published calendar is never guessed", () => {
  const late = from("2026-12-30T10:00");
  test("working days are refused", () => {
    expect(() => dueAt(working(3), late, chineseCalendar)).toThrow(CalendarNotPublished);
    expect(dueOf(working(3), late, chineseCalendar)).toEqual({ state: "calendar_missing" });
  });

  test("days whose end falls into it are provisional, not moved", () => {
    expect(() => dueAt(days(3), late, chineseCalendar)).toThrow(CalendarNotPublished);
    expect(dueOf(days(3), late, chineseCalendar)).toEqual({ state: "provisional", at: end("2027-01-02") });
    expect(dueOf(months(1), late, chineseCalendar)).toEqual({ state: "provisional", at: end("2027-01-30") });
  });

  test("hours, and days that do not move, need no calendar", () => {
    expect(dueOf({ unit: "hours", amount: 72 }, late, chineseCalendar).state).toBe("due");
    expect(dueOf(plainDays(3), late, chineseCalendar)).toEqual({ state: "due", at: end("2027-01-02") });
    expect(dueOf({ unit: "immediate" }, late, chineseCalendar)).toEqual({ state: "no_number" });
  });
});

/** Beijing's wall clock at a moment, without our own arithmetic. */
const wallDay = (moment: Date) => moment.toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });
const nextDay = (day: string) => new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Counts on its fingers, one day after the other, with another calendar than the one under test. */
function countedByHand(limit: CountedLimit, started: Date): string {
  let day = wallDay(started);
  let left = limit.amount;
  while (left > 0) {
    day = nextDay(day);
    if (limit.unit !== "working_days" || isWorkday(day)) left -= 1;
  }
  while (limit.unit !== "hours" && limit.holiday === "next_working_day" && !isWorkday(day)) day = nextDay(day);
  return day;
}

describe("against counting day by day", () => {
  const moments = fc.date({ min: from("2019-01-01T00:00"), max: from("2026-10-31T00:00"), noInvalidDate: true });
  const amounts = fc.integer({ min: 1, max: 30 });
  const units = fc.constantFrom(days, plainDays, working);

  test("the last day is the same", () => {
    fc.assert(
      fc.property(moments, amounts, units, (started, amount, unit) => {
        const limit = unit(amount);
        expect(dueAt(limit, started, chineseCalendar)).toEqual(end(countedByHand(limit, started)));
      }),
      { numRuns: 2_000 },
    );
  });

  test("more time never ends earlier, and nothing ends before it began", () => {
    fc.assert(
      fc.property(moments, amounts, units, (started, amount, unit) => {
        const due = dueAt(unit(amount), started, chineseCalendar);
        expect(due.getTime()).toBeGreaterThan(started.getTime());
        expect(dueAt(unit(amount + 1), started, chineseCalendar).getTime()).toBeGreaterThanOrEqual(due.getTime());
      }),
    );
  });
});

describe("the warning before a limit ends", () => {
  const started = new Date("2026-11-23T10:00:00+08:00");
  const due = new Date("2026-11-23T12:00:00+08:00");
  test.each([
    [0.25, due, "2026-11-23T11:45:00+08:00"],
    [1.5, due, "2026-11-23T10:30:00+08:00"],
    [0, due, null],
    [2, due, null],
    [24, due, null],
    [1, null, null],
  ])("comes %d hours before it, if there is such a moment", (hours, at, expected) => {
    expect(warnAt(hours, started, at)).toEqual(expected === null ? null : new Date(expected));
  });
});
