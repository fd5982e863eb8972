import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  mostCompared,
  newestReports,
  readReportsPlace,
  reportPages,
  reportsAtOnce,
  reportsPath,
  shownReports,
} from "#app/cases/reports-place.ts";

const ids = Array.from({ length: 23 }, () => randomUUID());
const [first = "", second = "", third = ""] = ids;
const last = ids[ids.length - 1] ?? "";

describe("a page of reports", () => {
  test("the newest come first", () => {
    const { page, pages, full } = shownReports(ids, newestReports);
    expect([page, pages, full.length]).toEqual([1, 3, reportsAtOnce]);
    expect(full[0]).toBe(last);
  });

  test("every report is on one page, and on one only", () => {
    const all = [1, 2, 3].flatMap((page) => shownReports(ids, { ...newestReports, page }).full);
    expect(all).toEqual(ids.toReversed());
  });

  test("a page that is not there is the last one; a report that is asked for wins", () => {
    expect(shownReports(ids, { ...newestReports, page: 99 }).page).toBe(3);
    expect(shownReports(ids, { ...newestReports, report: first }).full).toContain(first);
    expect(shownReports(ids, { ...newestReports, report: randomUUID() }).page).toBe(1);
    expect(shownReports([], newestReports)).toMatchObject({ page: 1, pages: 1, full: [], compared: [] });
  });

  test("its neighbours keep what is compared", () => {
    const place = { page: 2, report: null, compared: [first, last] };
    const { newer, older } = reportPages("BJG-2026-000001-7", shownReports(ids, place));
    expect(readReportsPlace(new URL(newer ?? "", "http://localhost").searchParams)).toEqual({ ...place, page: 1 });
    expect(readReportsPlace(new URL(older ?? "", "http://localhost").searchParams)).toEqual({ ...place, page: 3 });
  });
});

describe("what is compared", () => {
  test.each<[string, readonly string[], readonly string[], string | null]>([
    ["nobody chose: the latest", [], ids.slice(-mostCompared), null],
    ["two, in the order in which they came", [last, first], [first, last], null],
    ["one alone: the latest, and it is said", [first], ids.slice(-mostCompared), "too_few"],
    ["too many: the latest of them, and it is said", ids.slice(0, 7), ids.slice(1, 7), "too_many"],
    ["of another case: the latest", [randomUUID(), randomUUID()], ids.slice(-mostCompared), null],
  ])("%s", (_case, compared, wanted, problem) => {
    expect(shownReports(ids, { ...newestReports, compared })).toMatchObject({ compared: wanted, problem });
  });

  test("one report is compared with nothing", () => {
    expect(shownReports([first], newestReports).compared).toEqual([]);
    expect(shownReports([first, second], newestReports).compared).toEqual([first, second]);
  });
});

test.each([
  ["", newestReports],
  ["?page=2", { ...newestReports, page: 2 }],
  ["?page=-1&report=x&compare=%27", newestReports],
  ["?page=1e9", newestReports],
  [`?compare=${first}&compare=${first}&compare=${third}`, { ...newestReports, compared: [first, third] }],
])("the address %s", (query, place) => {
  expect(readReportsPlace(new URLSearchParams(query))).toEqual(place);
});

test("an address is short where nothing was asked", () => {
  expect(reportsPath("BJG-2026-000001-7", 1, [])).toBe("/cases/BJG-2026-000001-7/reports");
});
