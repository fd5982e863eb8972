import { expect, test } from "vitest";
import { checkGrounds, emergencyStatus, isOpen } from "#app/emergency/rules.ts";
import { caseNumber } from "#app/reports/numbers.ts";

const typed = {
  reason: "other",
  words: "示例",
  confirmed: true,
};
const numberOf = (number: string) => checkGrounds({ ...typed, number }).number;
const good = caseNumber("BJ", new Date("2020-06-01T00:00:00Z"), 123_456);
const wrong = `${good.slice(0, -1)}${(Number(good.at(-1)) + 1) % 10}`;

test.each([
  ["as printed", good],
  ["in small letters with spaces", ` ${good.toLowerCase().replaceAll("-", " - ")} `],
  ["full-width", good.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))],
  ["with dashes of a word processor", good.replaceAll("-", "–")],
])("a number is read %s", (_name, number) => {
  expect(numberOf(number)).toBe(good);
});

test.each([
  ["nothing", { number: " " }, "number_missing"],
  ["a wrong check digit", { number: wrong }, "number_malformed"],
  ["words", { number: "个案" }, "number_malformed"],
  ["no reason", { number: good, reason: "" }, "reason_missing"],
  ["an unknown reason", { number: good, reason: "curious" }, "reason_missing"],
  ["no words", { number: good, words: " \n" }, "words_missing"],
  ["too many words", { number: good, words: "长".repeat(2_001) }, "words_too_long"],
  ["no confirmation", { number: good, confirmed: false }, "not_confirmed"],
])("%s is refused by its name", (_name, over, code) => {
  expect(() => checkGrounds({ ...typed, ...over })).toThrow(expect.objectContaining({ code }));
});

test.each([
  ["within the hour", "2026-11-23T10:59:59Z", null, true],
  ["at its end", "2026-11-23T11:00:00Z", null, false],
  ["found justified", "2026-11-23T10:30:00Z", "justified", true],
  ["found unjustified", "2026-11-23T10:30:00Z", "unjustified", false],
] as const)("an access %s", (_name, now, outcome, open) => {
  expect(isOpen({ expiresAt: new Date("2026-11-23T11:00:00Z"), outcome }, new Date(now))).toBe(open);
});

test("too many attempts, something done already, and something to correct are told apart", () => {
  expect([emergencyStatus("slow_down"), emergencyStatus("not_reviewed"), emergencyStatus("not_found")]).toEqual([
    429, 409, 422,
  ]);
});
