import fc from "fast-check";
import { expect, test } from "vitest";
import { readCursor, writeCursor } from "#app/triage/cursor.ts";
import { readQuestion } from "#app/triage/filters.ts";
import { queuePath } from "#app/triage/queue-address.ts";

const read = (query: string) => readQuestion(new URLSearchParams(query));
const nothing = { tab: "new", district: null, situation: null, urgency: null, cursor: null };

test("a bare address asks for what is to be accepted", () => {
  expect(read("")).toEqual(nothing);
});

test("an empty choice of a filter form means all of them", () => {
  expect(read("tab=&district=&situation=&urgency=")).toEqual(nothing);
});

test("what an address was made from is what is read from it", () => {
  const filter = { tab: "all", district: "110105", situation: "organised_begging", urgency: "urgent" } as const;
  expect(read(new URL(queuePath(filter), "http://portal.invalid").search)).toEqual({ ...filter, cursor: null });
});

test.each([
  "tab=everything",
  "district=1101",
  "district=110105'--",
  "situation=unheard_of",
  "urgency=0",
  "after=not-a-cursor",
  `after=${writeCursor(["0", "2026-11-23 10:00:00+00", "x"])}`,
  `after=${writeCursor(["9", "2026-11-23 10:00:00+00", "00000000-0000-4000-8000-000000000001"])}`,
  `tab=due&after=${writeCursor(["0", "2026-11-23 10:00:00+00", "00000000-0000-4000-8000-000000000001"])}`,
  "after=e30&before=e30",
])("%s asks for something that does not exist", (query) => {
  expect(read(query)).toBeNull();
});

test("a cursor comes back as it was written, microseconds included", () => {
  const keys = ["1", "2026-11-23 10:00:00.123456+00", "00000000-0000-4000-8000-000000000001"];
  expect(readCursor("queue", writeCursor(keys))).toEqual(keys);
});

test("no text in an address makes reading it fail", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 80 }),
      fc.constantFrom("tab", "district", "after", "before"),
      (text, key) => {
        expect(() => readQuestion(new URLSearchParams([[key, text]]))).not.toThrow();
      },
    ),
  );
});
