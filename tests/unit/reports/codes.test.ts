import { describe, expect, test } from "vitest";
import { formatDraftCode, newDraftCode, parseDraftCode } from "#app/reports/draft-code.ts";
import { readSupplement } from "#app/reports/supplement-text.ts";

describe("a draft's code", () => {
  test("is eight letters and digits that cannot be taken for one another", () => {
    for (let round = 0; round < 500; round += 1) expect(newDraftCode()).toMatch(/^[2-9A-HJKMNP-TW-Z]{8}$/);
  });

  test("is read however it is written", () => {
    for (const typed of ["ABCD 2345", "abcd2345", " abcd-2345 ", "ＡＢＣＤ２３４５", "A B C D 2 3 4 5"]) {
      expect(parseDraftCode(typed)).toBe("ABCD2345");
    }
    expect(formatDraftCode("ABCD2345")).toBe("ABCD 2345");
  });

  test.each(["", "ABCD234", "ABCD23456", "ABCD234O", "ABCD-234!", "编号编号编号编号", "\u0000BCD2345"])(
    "is not %j",
    (typed) => {
      expect(parseDraftCode(typed)).toBeNull();
    },
  );
});

describe("a supplement", () => {
  test("is taken as written, without the blanks around it", () => {
    expect(readSupplement(" 想起一件事。\r\n第二行 ")).toEqual({ text: "想起一件事。\n第二行", problem: null });
  });

  test.each([
    [null, "empty"],
    ["  \n ", "empty"],
    [new File(["x"], "x.txt"), "empty"],
    ["字".repeat(20_001), "tooLong"],
    ["坏\u0000字符", "malformed"],
    ["半个\ud83d字符", "malformed"],
  ])("is refused in words: %#", (value, problem) => {
    expect(readSupplement(value).problem).toBe(problem);
  });
});
