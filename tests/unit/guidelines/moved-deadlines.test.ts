import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, beijingDay, endOfBeijingDay } from "#guidelines/days.ts";
import { type CountedLimit, chineseCalendar, dueAt } from "#guidelines/deadlines.ts";
import type { Extension } from "#guidelines/edition.ts";
import { type ClockChange, dueAfter, openExtensions } from "#guidelines/moved-deadlines.ts";

const from = (moment: string) => new Date(`${moment}+08:00`);
const end = (day: string) => ({ state: "due", at: new Date(`${day}T23:59:59.999+08:00`) });
const days = (amount: number): CountedLimit => ({ unit: "calendar_days", amount, holiday: "next_working_day" });
const plainDays = (amount: number): CountedLimit => ({ unit: "calendar_days", amount, holiday: "stays" });
const working = (amount: number): CountedLimit => ({ unit: "working_days", amount, holiday: "next_working_day" });
const hours = (amount: number): CountedLimit => ({ unit: "hours", amount });
const needs = { zh: "示例", en: "Example" };
const whole = (limit: CountedLimit, times = 1): Extension => ({ limit, counts: "from_start", needs, times });
const more = (limit: CountedLimit, times = 1): Extension => ({ limit, counts: "from_end", needs, times });
const extended = (extension: Extension): ClockChange => ({ kind: "extended", extension });
const paused = (begun: string, ended: string): ClockChange => ({
  kind: "paused",
  from: from(begun),
  until: from(ended),
});

describe("real dates", () => {
  test.each<[string, CountedLimit, string, readonly ClockChange[], string]>([
    [
      "filing review, clues to verify: seven days in all, not seven more",
      days(3),
      "2026-11-23T09:00",
      [extended(whole(days(7)))],
      "2026-11-30",
    ],
    [
      "and grave: thirty in all, after the seven",
      days(3),
      "2026-11-23T09:00",
      [extended(whole(days(7))), extended(whole(days(30)))],
      "2026-12-23",
    ],
    [
      "a public-order case, extended once: thirty days after the thirtieth",
      days(30),
      "2026-03-02T09:00",
      [extended(more(days(30)))],
      "2026-05-06",
    ],
    [
      "twice: the Labour Day holiday between moves nothing",
      days(30),
      "2026-03-02T09:00",
      [extended(more(days(30))), extended(more(days(30)))],
      "2026-06-01",
    ],
    [
      "a pause from Monday to Thursday gives three days back",
      days(30),
      "2026-03-02T09:00",
      [paused("2026-03-09T10:00", "2026-03-12T16:00")],
      "2026-04-07",
    ],
    [
      "a pause within a day gives none back",
      days(3),
      "2026-11-23T09:00",
      [paused("2026-11-24T09:00", "2026-11-24T18:00")],
      "2026-11-26",
    ],
    [
      "of a limit in working days, those worked",
      working(3),
      "2026-11-18T09:00",
      [paused("2026-11-20T09:00", "2026-11-23T09:00")],
      "2026-11-24",
    ],
    [
      "a whole limit counted anew keeps what was paused before",
      days(3),
      "2026-11-23T09:00",
      [paused("2026-11-24T09:00", "2026-11-25T09:00"), extended(whole(days(7)))],
      "2026-12-01",
    ],
  ])("%s", (_what, limit, started, changes, due) => {
    expect(dueAfter(limit, from(started), changes, chineseCalendar)).toEqual(end(due));
  });

  test("hours are given back to the minute", () => {
    const changes = [paused("2026-11-23T10:00", "2026-11-23T10:45")];
    expect(dueAfter(hours(24), from("2026-11-23T09:00"), changes, chineseCalendar)).toEqual({
      state: "due",
      at: from("2026-11-24T09:45"),
    });
  });

  test("a duty without a number gets its first moment from the extension", () => {
    const at = from("2026-11-23T09:00");
    expect(dueAfter({ unit: "immediate" }, at, [], chineseCalendar)).toEqual({ state: "no_number" });
    expect(dueAfter({ unit: "immediate" }, at, [extended(whole(days(7)))], chineseCalendar)).toEqual(end("2026-11-30"));
    expect(dueAfter({ unit: "immediate" }, at, [extended(more(days(7)))], chineseCalendar)).toEqual({
      state: "no_number",
    });
  });

  test("where the year's calendar is not out, the day is provisional; working days are not guessed", () => {
    const late = from("2026-12-28T09:00");
    expect(dueAfter(days(3), late, [extended(more(days(30)))], chineseCalendar)).toEqual({
      state: "provisional",
      at: endOfBeijingDay("2027-01-30"),
    });
    expect(dueAfter(working(3), late, [extended(more(working(3)))], chineseCalendar)).toEqual({
      state: "calendar_missing",
    });
  });
});

describe("which extensions a clock still has", () => {
  const review = { extensions: [whole(days(7)), whole(days(30))] };
  const started = from("2026-11-23T09:00");
  const places = (changes: readonly ClockChange[], now: string, clock: { extensions: Extension[] } = review) =>
    openExtensions(clock, days(3), { startedAt: started, changes }, from(now), chineseCalendar).map(
      ({ place, due }) => [place, beijingDay(due.at)],
    );
  const [seven, thirty] = review.extensions as [Extension, Extension];
  const twice = { extensions: [more(days(30), 2)] };
  const [again] = twice.extensions as [Extension];

  test.each<[string, readonly ClockChange[], string, { extensions: Extension[] }, readonly [number, string][]]>([
    [
      "all, while none is used",
      [],
      "2026-11-24T09:00",
      review,
      [
        [0, "2026-11-30"],
        [1, "2026-12-23"],
      ],
    ],
    ["not the same one twice", [extended(seven)], "2026-11-24T09:00", review, [[1, "2026-12-23"]]],
    ["not a shorter one after a longer", [extended(thirty)], "2026-11-24T09:00", review, []],
    ["none once the limit has ended", [], "2026-11-27T00:00", review, []],
    ["as often as the edition says", [extended(again)], "2026-11-24T09:00", twice, [[0, "2027-01-25"]]],
    ["and not oftener", [extended(again), extended(again)], "2026-11-24T09:00", twice, []],
  ])("%s", (_what, changes, now, clock, expected) => {
    expect(places(changes, now, clock)).toEqual(expected);
  });
});

describe("for any start, limit and pauses", () => {
  const moments = fc.date({
    min: new Date("2017-01-02T00:00:00Z"),
    max: new Date("2026-06-01T00:00:00Z"),
    noInvalidDate: true,
  });
  const amounts = fc.integer({ min: 1, max: 40 });

  test("an extension of days ends as one limit of both would, counted day by day", () => {
    fc.assert(
      fc.property(moments, amounts, amounts, (started, first, second) => {
        const due = dueAfter(plainDays(first), started, [extended(more(plainDays(second)))], chineseCalendar);
        let day = beijingDay(started);
        for (let left = first + second; left > 0; left -= 1) day = addDays(day, 1);
        expect(due).toEqual({ state: "due", at: endOfBeijingDay(day) });
      }),
    );
  });

  test("working days are given back one for one", () => {
    fc.assert(
      fc.property(moments, amounts, fc.integer({ min: 0, max: 20 }), (started, amount, length) => {
        const begun = beijingDay(started);
        const until = addDays(begun, length);
        let worked = 0;
        for (let day = begun; day < until; day = addDays(day, 1)) if (chineseCalendar.isWorkingDay(day)) worked += 1;
        const pause: ClockChange = { kind: "paused", from: started, until: new Date(`${until}T23:00:00+08:00`) };
        const due = dueAfter(working(amount), started, [pause], chineseCalendar);
        expect(due).toEqual({ state: "due", at: dueAt(working(amount + worked), started, chineseCalendar) });
      }),
    );
  });

  test("a pause never ends a limit earlier, and a longer one never earlier than a shorter", () => {
    fc.assert(
      fc.property(
        moments,
        amounts,
        fc.constantFrom(days, plainDays, working, hours),
        fc.tuple(amounts, amounts),
        (started, amount, unit, lengths) => {
          const [short, long] = lengths.toSorted((one, other) => one - other) as [number, number];
          const ending = (length: number) => {
            const until = new Date(started.getTime() + length * 3_600_000);
            const due = dueAfter(unit(amount), started, [{ kind: "paused", from: started, until }], chineseCalendar);
            return "at" in due ? due.at.getTime() : Number.NaN;
          };
          expect(ending(short)).toBeGreaterThanOrEqual(dueAt(unit(amount), started, chineseCalendar).getTime());
          expect(ending(long)).toBeGreaterThanOrEqual(ending(short));
        },
      ),
    );
  });
});
