import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { openVault } from "#app/platform/crypto.ts";
import { certainKinds, matchTokens, phoneTokens } from "#app/reports/matching.ts";
import { someReport } from "#tests/support/builders.ts";

const vault = openVault(randomBytes(32));
const child = { ...someReport().children[0], name: "示例儿童", nationalId: null };
type Child = Parameters<typeof matchTokens>[1];
const found = (over: Partial<Child>) => matchTokens(vault, Object.assign({}, child as Child, over));
const named = (kinds: (kind: (typeof certainKinds)[number]) => boolean) => (over: Partial<Child>) =>
  found(over)
    .filter(({ kind }) => kinds(kind))
    .map(({ kind, token }) => `${kind} ${token.toString("hex")}`);
/** The traits that join reports by themselves. */
const tokens = named((kind) => certainKinds.includes(kind));
const uncertain = named((kind) => !certainKinds.includes(kind));

test("name, birth date and district together are one certain trait", () => {
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

test("name and birth date alone are a trait that joins nothing by itself", () => {
  expect(uncertain({})).toHaveLength(1);
  expect(uncertain({ district: "110108" })).toEqual(uncertain({}));
  expect(uncertain({ district: null })).toEqual(uncertain({}));
  expect(uncertain({ bornOn: "2016-03-03" })).not.toEqual(uncertain({}));
});

test.each([
  ["name", { name: null }],
  ["birth date", { bornOn: null }],
])("an unknown %s makes no trait: two unknown children are not the same child", (_what, over) => {
  expect(found(over)).toEqual([]);
});

test("an unknown district makes no certain trait", () => {
  expect(tokens({ district: null })).toEqual([]);
});

test("a telephone is one trait, however it was typed, and never a certain one", () => {
  const phone = (text: string | null) => phoneTokens(vault, { phone: text }).map(({ token }) => token.toString("hex"));
  const written = ["13800000031", "138 0000 0031", "+86 138-0000-0031", "0086 13800000031", "(138)00000031"];
  expect(new Set(written.flatMap(phone)).size).toBe(1);
  expect(phone("13800000032")).not.toEqual(phone("13800000031"));
  expect(phone("010-65000000")).not.toEqual(phone("65000000"));
  expect(phone(null)).toEqual([]);
  expect(phoneTokens(vault, { phone: "13800000031" }).map(({ kind }) => certainKinds.includes(kind))).toEqual([false]);
});

test("a citizen's number is a trait by itself when its check digit is right", () => {
  expect(tokens({ name: null, nationalId: "11010519491231002X" })).toHaveLength(1);
  expect(tokens({ name: null, nationalId: "11010519491231002x " })).toEqual(
    tokens({ name: null, nationalId: "11010519491231002X" }),
  );
  expect(tokens({ name: null, nationalId: "110105194912310021" })).toEqual([]);
});
