import { expect, test } from "vitest";
import { byDay, endOfWeekFrom } from "#app/due/rules.ts";
import { CalendarNotPublished, chineseCalendar } from "#guidelines/calendar.ts";

// A Wednesday before the National Day holidays of 2026, which begin on Thursday.
const now = new Date("2026-09-30T10:00:00+08:00");
const line = (id: string, dueAt: string | null) => ({ id, dueAt: dueAt === null ? null : new Date(dueAt) });
const ids = (lines: readonly { readonly id: string }[]) => lines.map(({ id }) => id);

test("what runs is sorted into overdue, the days ahead and what has no moment, soonest first", () => {
  const week = byDay(
    [
      line("friday", "2026-10-02T23:59:59.999+08:00"),
      line("at once", null),
      line("this evening", "2026-09-30T23:59:59.999+08:00"),
      line("an hour ago", "2026-09-30T09:00:00+08:00"),
      line("this noon", "2026-09-30T12:00:00+08:00"),
      line("last week", "2026-09-23T09:00:00+08:00"),
      line("last day of the week", "2026-10-06T23:59:59.999+08:00"),
      line("a week from now", "2026-10-07T00:00:00+08:00"),
    ],
    now,
    chineseCalendar,
  );
  expect(ids(week.overdue)).toEqual(["last week", "an hour ago"]);
  expect(week.days.map(({ day, lines, isWorked }) => [day, ids(lines), isWorked])).toEqual([
    ["2026-09-30", ["this noon", "this evening"], true],
    ["2026-10-02", ["friday"], false],
    ["2026-10-06", ["last day of the week"], false],
  ]);
  expect(ids(week.atOnce)).toEqual(["at once"]);
});

test("today is there without anything that ends on it, and its very moment is overdue", () => {
  const week = byDay([line("now", "2026-09-30T10:00:00+08:00")], now, chineseCalendar);
  expect(ids(week.overdue)).toEqual(["now"]);
  expect(week.days).toEqual([{ day: "2026-09-30", lines: [], isWorked: true }]);
});

test("a day late in the evening belongs to Beijing's date", () => {
  const late = new Date("2026-09-30T23:30:00+08:00");
  const week = byDay([line("after midnight", "2026-10-01T00:30:00+08:00")], late, chineseCalendar);
  expect(week.days.map(({ day, lines }) => [day, ids(lines)])).toEqual([
    ["2026-09-30", []],
    ["2026-10-01", ["after midnight"]],
  ]);
});

test("a day of a year without a published calendar is neither called worked nor off", () => {
  const unpublished = {
    isPublished: () => false,
    isWorkingDay: (day: string): boolean => {
      throw new CalendarNotPublished(Number(day.slice(0, 4)));
    },
  };
  expect(byDay([], now, unpublished).days[0]?.isWorked).toBeNull();
});

test("the week ends with its seventh day in Beijing", () => {
  expect(endOfWeekFrom(now)).toEqual(new Date("2026-10-06T23:59:59.999+08:00"));
});
