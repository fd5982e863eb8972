import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Alarm, beginAlarm, hearCritical, lookAtAlarm, reopenAfterMs } from "#app/triage/alarm-rules.ts";

const served = Date.parse("2026-03-02T08:00:00Z");
const minute = 60_000;
const one = { id: "one", at: served - 2 * minute };
const another = { id: "another", at: served + minute };

/** What rings, list by list. */
function rung(alarm: Alarm, ...lists: (readonly { id: string; at: number }[])[]) {
  return lists.map((items) => {
    const heard = hearCritical(alarm, items);
    alarm = heard.alarm;
    return heard.fresh;
  });
}

describe("what rings at an open desk", () => {
  test.each([
    ["what the page was drawn with does not", [one], [[one]], [[]]],
    ["what comes afterwards does, once, however often it is told", [], [[another], [another]], [["another"], []]],
    ["beside what was known, only the new one does", [one], [[one, another]], [["another"]]],
    ["work that is told after other work came is no news", [one], [[another], [one, another]], [["another"], []]],
    ["work with a new report does, though it was known", [one], [[{ ...one, at: served + 5 }]], [["one"]]],
    ["what was written before the page and could be read only after it does", [], [[one]], [["one"]]],
    ["what is long there and comes into sight does not", [], [[{ id: "old", at: served - 60 * minute }]], [[]]],
    ["work that is gone and comes back as it was does not", [], [[another], [], [another]], [["another"], [], []]],
    ["an older list that arrives late does not", [], [[{ ...one, at: served + 9 }], [one]], [["one"], []]],
  ])("%s", (_name, drawn, lists, expected) => {
    expect(rung(beginAlarm(drawn, served), ...lists)).toEqual(expected);
  });

  test("what waits is counted until somebody looks, and does not ring again for being looked at", () => {
    const first = hearCritical(beginAlarm([], served), [another]).alarm;
    const both = hearCritical(first, [another, one]).alarm;
    expect(both.waiting).toEqual(["another", "one"]);
    const seen = lookAtAlarm(both);
    expect(seen.waiting).toEqual([]);
    expect(hearCritical(seen, [one, another])).toEqual({ alarm: seen, fresh: [] });
  });

  test("nothing rings twice for the same moment, and nothing that came after the page is missed", () => {
    const item = fc.record({ id: fc.constantFrom("a", "b", "c"), at: fc.integer({ min: 1, max: 9 }) });
    fc.assert(
      fc.property(fc.array(fc.array(item, { maxLength: 4 }), { maxLength: 6 }), (lists) => {
        const after = lists.map((items) => items.map(({ id, at }) => ({ id, at: served + at })));
        const last = new Map<string, number>();
        let alarm = beginAlarm([], served);
        for (const items of after) {
          const heard = hearCritical(alarm, items);
          alarm = heard.alarm;
          const news = items.filter(({ id, at }) => at > (last.get(id) ?? 0)).map(({ id }) => id);
          expect(new Set(heard.fresh)).toEqual(new Set(news));
          for (const { id, at } of items) last.set(id, Math.max(at, last.get(id) ?? 0));
        }
      }),
    );
  });
});

test("a line that is refused is asked for again, ever more rarely and never given up", () => {
  expect([0, 1, 2, 3, 4, 50].map(reopenAfterMs)).toEqual([2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
});
