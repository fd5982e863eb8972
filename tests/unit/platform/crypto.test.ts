import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { openVault, SealBroken, seal, unseal } from "#app/platform/crypto.ts";

const vault = openVault(randomBytes(32));
const place = { table: "reports", column: "sealed_content", row: "r1" };

test("a sealed text opens with its key at its place", () => {
  const { key } = vault.newDataKey(randomUUID());
  const other = vault.newDataKey(randomUUID()).key;
  const sealed = seal(key, place, "示例内容 with 𠮷");
  expect(unseal([other, key], place, sealed)).toBe("示例内容 with 𠮷");
});

test.each([
  ["another row", { ...place, row: "r2" }],
  ["another column", { ...place, column: "sealed_text" }],
  ["another table", { ...place, table: "supplements" }],
])("a sealed text copied to %s does not open", (_where, elsewhere) => {
  const { key } = vault.newDataKey(randomUUID());
  expect(() => unseal([key], elsewhere, seal(key, place, "示例"))).toThrow(SealBroken);
});

test("any changed byte is noticed", () => {
  const { key } = vault.newDataKey(randomUUID());
  const sealed = seal(key, place, "示例");
  for (let index = 0; index < sealed.length; index += 1) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
    expect(() => unseal([key], place, changed), `byte ${index}`).toThrow(SealBroken);
  }
});

test("a value cut short is broken, however short", () => {
  const { key } = vault.newDataKey(randomUUID());
  const sealed = seal(key, place, "示例");
  for (let length = 0; length < sealed.length; length += 1) {
    expect(() => unseal([key], place, sealed.subarray(0, length)), `${length} bytes`).toThrow(SealBroken);
  }
});

test("a wrapped key opens with its master key only, and only under its own id", () => {
  const { key, stored } = vault.newDataKey(randomUUID());
  expect(vault.unwrap(stored)).toEqual(key);
  expect(() => openVault(randomBytes(32)).unwrap(stored)).toThrow(SealBroken);
  expect(() => vault.unwrap({ ...stored, id: randomUUID() })).toThrow(SealBroken);
});

test("tokens of one value differ by use and by installation, and are equal otherwise", () => {
  expect(vault.token("a", "x")).toEqual(vault.token("a", "x"));
  expect(vault.token("a", "x")).not.toEqual(vault.token("b", "x"));
  expect(vault.token("a", "x")).not.toEqual(openVault(randomBytes(32)).token("a", "x"));
  expect(vault.token("ab", "c")).not.toEqual(vault.token("a", "bc"));
});
