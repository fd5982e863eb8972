import { expect, test } from "vitest";
import { breakLines, readable } from "#app/documents/lines.mjs";

const full = () => 1;

test.each([
  ["Chinese breaks anywhere", "一二三四五六", 4, ["一二三四", "五六"]],
  ["closing punctuation does not begin a line", "一二三四，五", 4, ["一二三", "四，五"]],
  ["opening punctuation does not end one", "一二三（四）", 4, ["一二三", "（四）"]],
  ["words stay whole", "一二 abc 三", 4, ["一二", "abc", "三"]],
  ["a word longer than a line is cut", "abcdef", 4, ["abcd", "ef"]],
  ["line breaks are kept", "一\n\n二", 4, ["一", "", "二"]],
])("%s", (_name, text, width, lines) => {
  expect(breakLines(text, width, full)).toEqual(lines);
});

test("what the font lacks stands as its code point, never as nothing", () => {
  const lacks = (point: number) => point < 0x20000;
  expect(readable("陈𠮷\u0007", (point) => point > 31 && lacks(point))).toEqual({
    text: "陈〔U+20BB7〕〔U+0007〕",
    replaced: true,
  });
  expect(readable("陈䶮", lacks)).toEqual({ text: "陈䶮", replaced: false });
});
