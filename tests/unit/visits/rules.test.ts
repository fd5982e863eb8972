import { describe, expect, test } from "vitest";
import { checkVisit, type TypedVisit } from "#app/visits/rules.ts";

const now = new Date("2026-11-23T10:00:00Z");
const typed: TypedVisit = {
  kind: "monthly",
  day: "2026-11-23",
  time: "16:00",
  childSeen: "true",
  concern: "none",
  visitors: "示例儿童主任",
  schooling: "正常上学",
  family: "",
  hardship: "",
  rights: " ",
  childWords: "",
  next: "",
};

describe("what is typed of a visit", () => {
  test("is read in Beijing time; topics left empty are nothing", () => {
    expect(checkVisit(typed, now)).toEqual({
      ok: {
        kind: "monthly",
        visitedAt: new Date("2026-11-23T08:00:00Z"),
        childSeen: true,
        concern: "none",
        findings: {
          visitors: "示例儿童主任",
          schooling: "正常上学",
          family: null,
          hardship: null,
          rights: null,
          childWords: null,
          next: null,
        },
      },
    });
  });

  test.each<[string, Partial<TypedVisit>, object]>([
    ["no kind", { kind: "" }, { kind: "missing" }],
    ["a day that is none", { day: "2026-02-30" }, { day: "missing" }],
    ["no time", { time: "" }, { time: "missing" }],
    ["tomorrow", { day: "2026-11-24" }, { day: "inFuture" }],
    ["whether the child was seen", { childSeen: "perhaps" }, { childSeen: "missing" }],
    ["no judgement", { concern: "" }, { concern: "missing" }],
    ["nobody went", { visitors: "  " }, { visitors: "missing" }],
    ["nothing was found", { schooling: "" }, { schooling: "nothingFound" }],
    ["danger and nothing follows", { concern: "danger" }, { next: "nextMissing" }],
    ["to be watched and nothing follows", { concern: "watch" }, { next: "nextMissing" }],
    ["too many words", { family: "字".repeat(2_001) }, { family: "tooLong" }],
  ])("%s", (_, over, problems) => {
    expect(checkVisit({ ...typed, ...over }, now)).toEqual({ problems });
  });
});
