import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { openVault } from "#app/platform/crypto.ts";
import { caseNumber, checkDigit, hasValidCheckDigit, isNumber, reportNumber } from "#app/reports/numbers.ts";
import { formatReceiptCode, parseReceiptCode, receiptCodeOf } from "#app/reports/receipt-code.ts";

const vault = openVault(randomBytes(32));

test.each([
  ["0794", 5],
  ["00200667308", 5],
])("ISO 7064 MOD 11,10 of %s is %i", (digits, check) => {
  expect(checkDigit(digits)).toBe(check);
});

test("a number names city, year in Beijing and serial, and carries a check digit", () => {
  const newYear = new Date("2026-12-31T16:00:00Z");
  expect(reportNumber("BJ", newYear, 123)).toMatch(/^BJ-2027-000123-\d$/);
  expect(caseNumber("BJ", newYear, 1_234_567)).toMatch(/^BJG-2027-1234567-\d$/);
  expect(isNumber(reportNumber("BJ", newYear, 123))).toBe(true);
  expect(isNumber("BJ-2027-000123")).toBe(false);
});

test("one wrong digit is always noticed", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{15}$/), fc.nat(15), fc.integer({ min: 1, max: 9 }), (digits, place, by) => {
      const code = digits + checkDigit(digits);
      const wrong = [...code];
      wrong[place] = String((Number(code[place]) + by) % 10);
      expect(hasValidCheckDigit(code)).toBe(true);
      expect(hasValidCheckDigit(wrong.join(""))).toBe(false);
    }),
  );
});

test("a report's receipt code has sixteen digits, is always the same, and differs from report to report", () => {
  const codes = new Set(Array.from({ length: 500 }, (_, index) => receiptCodeOf(vault, `report ${index}`)));
  expect(codes.size).toBe(500);
  for (const code of codes) expect(parseReceiptCode(formatReceiptCode(code))).toEqual({ code });
  expect(receiptCodeOf(vault, "report 7")).toBe(receiptCodeOf(vault, "report 7"));
});

test.each([
  ["", "missing"],
  ["   ", "missing"],
  ["12a4 5678", "characters"],
  ["1234 5678", "length"],
  ["1234567890123456789", "length"],
  ["0000 0000 0000 0001", "check_digit"],
])("the code %j is refused for its %s", (typed, problem) => {
  expect(parseReceiptCode(typed)).toEqual({ problem });
});

test("a code pasted with full-width digits and dashes is read", () => {
  const code = receiptCodeOf(vault, "a report");
  const fullWidth = [...code].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join("");
  expect(parseReceiptCode(` ${fullWidth.slice(0, 8)}－${fullWidth.slice(8)} `)).toEqual({ code });
});
