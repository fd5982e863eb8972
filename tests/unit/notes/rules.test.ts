import { expect, test } from "vitest";
import { checkCompartment, checkText, mayRead, mayShare, shareEnds, writableCompartments } from "#app/notes/rules.ts";

test.each([
  ["police", ["department", "shared"]],
  ["procuratorate", ["department", "shared"]],
  ["justice", ["department", "legal_aid", "shared"]],
  ["civil_affairs", ["department", "shelter_address", "shared"]],
])("%s writes into its own compartments and the shared one, the closest first", (department, expected) => {
  expect(writableCompartments(department)).toEqual(expected);
});

test.each([
  ["shared", "police", ["police", "justice", "education", "procuratorate"], []],
  ["department", "police", ["police", "procuratorate"], ["civil_affairs", "justice"]],
  ["department", "procuratorate", ["procuratorate"], ["police"]],
  ["legal_aid", "justice", ["justice"], ["police", "procuratorate", "civil_affairs"]],
  ["shelter_address", "civil_affairs", ["civil_affairs", "procuratorate"], ["police", "justice"]],
] as const)("a note of %s by %s is read by %j and not by %j", (compartment, department, readers, others) => {
  for (const one of readers) expect(mayRead(one, { compartment, department }), one).toBe(true);
  for (const one of others) expect(mayRead(one, { compartment, department }), one).toBe(false);
});

test.each([
  ["its own note", "police", "department", "police", true],
  ["a placement address", "civil_affairs", "shelter_address", "civil_affairs", true],
  ["what it was only shown", "health", "department", "police", false],
  ["what is privileged", "justice", "legal_aid", "justice", false],
  ["what all can read", "police", "shared", "police", false],
] as const)("may share %s: %s", (_what, department, compartment, author, expected) => {
  expect(mayShare(department, { compartment, department: author })).toBe(expected);
});

test.each([
  ["7", "2026-03-09T08:00:00.000Z"],
  ["30", "2026-04-01T08:00:00.000Z"],
  ["90", "2026-05-31T08:00:00.000Z"],
])("shown for %s days", (length, expected) => {
  expect(shareEnds(length, new Date("2026-03-02T08:00:00Z"))?.toISOString()).toBe(expected);
});

test("what was not chosen, not written, or too long is named", () => {
  const now = new Date("2026-03-02T08:00:00Z");
  expect(shareEnds("open", now)).toBeNull();
  expect(() => shareEnds("", now)).toThrow("until_missing");
  expect(() => shareEnds("Infinity", now)).toThrow("until_missing");
  expect(() => checkText(" \n")).toThrow("text_missing");
  expect(() => checkText("长".repeat(10_001))).toThrow("text_too_long");
  expect(checkText(" 示例 ")).toBe("示例");
  expect(() => checkCompartment("police", "legal_aid")).toThrow("compartment_missing");
  expect(() => checkCompartment("police", "__proto__")).toThrow("compartment_missing");
});
