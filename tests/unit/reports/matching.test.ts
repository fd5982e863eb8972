import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { openVault } from "#app/platform/crypto.ts";
import { matchTokens } from "#app/reports/matching.ts";
import { someReport } from "#tests/support/builders.ts";

const vault = openVault(randomBytes(32));
const child = { ...someReport().children[0], name: "示例儿童", nationalId: null };
type Child = Parameters<typeof matchTokens>[1];
const tokens = (over: Partial<Child>) =>
  matchTokens(vault, Object.assign({}, child as Child, over)).map(
    ({ kind, token }) => `${kind} ${token.toString("hex")}`,
  );

test("name, birth date and district together are one trait", () => {
  expect(tokens({})).toHaveLength(1);
  expect(tokens({ name: " 示 例·儿童 " })).toEqual(tokens({}));
});

test.each([
  ["another name", { name: "示例少年" }],
  ["another birth date", { bornOn: "2016-03-03" }],
  ["another district", { district: "110108" }],
])("%s is another child", (_what, over) => {
  expect(tokens(over)).not.toEqual(tokens({}));
});

test.each([
  ["name", { name: null }],
  ["birth date", { bornOn: null }],
  ["district", { district: null }],
])("an unknown %s makes no trait: two unknown children are not the same child", (_what, over) => {
  expect(tokens(over)).toEqual([]);
});

test("a citizen's number is a trait by itself when its check digit is right", () => {
  expect(tokens({ name: null, nationalId: "11010519491231002X" })).toHaveLength(1);
  expect(tokens({ name: null, nationalId: "11010519491231002x " })).toEqual(
    tokens({ name: null, nationalId: "11010519491231002X" }),
  );
  expect(tokens({ name: null, nationalId: "110105194912310021" })).toEqual([]);
});
