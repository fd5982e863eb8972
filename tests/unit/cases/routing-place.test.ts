import { describe, expect, test } from "vitest";
import { eachOnce } from "#app/cases/core-view.ts";
import { readRoutingPlace, routingAtOnce, routingPath, shownRouting, tracePath } from "#app/cases/routing-place.ts";

const ids = ["a", "b", "c", "d", "e", "f", "g"];

describe("a page of the rules' decisions", () => {
  test("each decision is on one page, and on one only", () => {
    expect([1, 2, 3].flatMap((page) => shownRouting(ids, page).ids)).toEqual(ids);
    expect(shownRouting(ids, 1)).toEqual({ page: 1, pages: 3, count: 7, ids: ids.slice(0, routingAtOnce) });
  });

  test("a page that is not there is the last one", () => {
    expect(shownRouting(ids, 99)).toMatchObject({ page: 3, ids: ["g"] });
    expect(shownRouting([], 2)).toEqual({ page: 1, pages: 1, count: 0, ids: [] });
  });

  test.each([
    ["", 1],
    ["?routing=2", 2],
    ["?routing=0", 1],
    ["?routing=x", 1],
    ["?routing=1e9", 1],
  ])("%j asks for page %i", (query, page) =>
    expect(readRoutingPlace(new URLSearchParams(query))).toEqual({ page, traced: null }),
  );

  test.each([
    ["?trace=1", 1, 1],
    ["?trace=4", 2, 4],
    ["?trace=4&routing=9", 2, 4],
    ["?trace=x&routing=2", 2, null],
    ["?trace=-1", 1, null],
  ])("%j asks for page %i, with the trace of %s", (query, page, traced) =>
    expect(readRoutingPlace(new URLSearchParams(query))).toEqual({ page, traced }),
  );

  test("a trace is asked for at its decision's place", () =>
    expect(tracePath("BJG-2026-000001-7", 5)).toBe("/cases/BJG-2026-000001-7?trace=5#routing-5"));

  test("its address is the first part's own", () => {
    expect(routingPath("BJG-2026-000001-7", 1)).toBe("/cases/BJG-2026-000001-7#routing");
    expect(routingPath("BJG-2026-000001-7", 2)).toBe("/cases/BJG-2026-000001-7?routing=2#routing");
  });
});

describe("whom several reports name", () => {
  const named = (report: string, words: string) => ({ report, words });
  test.each([
    ["in the same words, stands once", [named("1", "示例/9"), named("2", "示例/9")], ["示例/9"]],
    ["in other words, stands in both", [named("1", "示例/9"), named("2", "示例/10")], ["示例/9", "示例/10"]],
    ["twice alike in one report, stands twice", [named("1", "/9"), named("1", "/9"), named("2", "/9")], ["/9", "/9"]],
    ["nobody, is nobody", [], []],
  ])("%s", (_what, people, words) => expect(eachOnce(people).map((one) => one.words)).toEqual(words));
});
