import { expect, test } from "vitest";
import {
  checkOfficer,
  checkReasonCode,
  checkSuccessor,
  checkWords,
  deskColleagues,
  wholeDesk,
} from "#app/recusals/rules.ts";

const person = (id: string, role = "officer", districts: readonly string[] = ["110105"]) => ({
  id,
  name: `示例${id}`,
  role,
  districts,
});
const nobody = new Set<string>();
const colleagues = [person("a"), person("b"), person("lead", "lead")];

test.each([
  ["an officer of the district", person("x"), true],
  ["a lead of the whole city", person("x", "lead", ["*"]), true],
  ["an officer of another district", person("x", "officer", ["110108"]), false],
  ["a coordinator of the same house", person("x", "coordinator"), false],
] as const)("works at the desk: %s", (_who, one, expected) => {
  expect(deskColleagues([one], "110105", nobody)).toHaveLength(expected ? 1 : 0);
});

test("whoever is kept out is no colleague on this case", () => {
  expect(deskColleagues(colleagues, "110105", new Set(["b"])).map(({ id }) => id)).toEqual(["a", "lead"]);
});

test.each([
  ["an officer steps out", "officer", "a", "a", nobody, "a"],
  ["an officer takes nobody else off", "officer", "a", "b", nobody, "officer_unknown"],
  ["a lead keeps one of the desk out", "lead", "lead", "a", nobody, "a"],
  ["a lead steps out", "lead", "lead", "lead", nobody, "lead"],
  ["a lead keeps no stranger out", "lead", "lead", "x", nobody, "officer_unknown"],
  ["nobody was chosen", "lead", "lead", "", nobody, "officer_missing"],
  ["already kept out", "lead", "lead", "a", new Set(["a"]), "already_recused"],
] as const)("%s", (_what, kind, accountId, asked, recused, expected) => {
  const present = deskColleagues(colleagues, "110105", recused);
  const check = () => checkOfficer({ kind, accountId }, asked, present, recused);
  if (expected.includes("_")) expect(check).toThrow(expected);
  else expect(check()).toBe(expected);
});

test.each([
  ["a colleague takes the work", "b", "a", "a", "b"],
  ["the whole desk takes it", wholeDesk, "a", "a", null],
  ["nobody need be named for work that another holds", "", "a", "b", null],
  ["nobody need be named for work that nobody holds", "", "a", null, null],
  ["nobody was named", "", "a", "a", "successor_missing"],
  ["whoever steps out does not take it", "a", "a", "a", "successor_unknown"],
  ["a stranger does not take it", "x", "a", "a", "successor_unknown"],
] as const)("%s", (_what, asked, officerId, holderId, expected) => {
  const check = () => checkSuccessor(asked, officerId, holderId, colleagues);
  if (expected?.includes("_")) expect(check).toThrow(expected);
  else expect(check()).toBe(expected);
});

test("alone at the desk, nobody can be named", () => {
  expect(checkSuccessor("", "a", "a", [person("a")])).toBeNull();
});

test("a reason is a code and words", () => {
  expect(checkReasonCode("knows_party")).toBe("knows_party");
  expect(() => checkReasonCode("toString")).toThrow("reason_missing");
  expect(() => checkWords(" ")).toThrow("words_missing");
  expect(() => checkWords("长".repeat(2_001))).toThrow("words_too_long");
});
