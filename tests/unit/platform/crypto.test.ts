import { createCipheriv, createHash, randomBytes, randomUUID } from "node:crypto";
import { assert, property, string, uint8Array } from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type DataKey,
  openVault,
  SealBroken,
  seal,
  sealFor,
  tokenKeyOf,
  unseal,
  unsealFrom,
} from "#app/platform/crypto.ts";
import { sealBytes, sealOverhead, sealSuites, unsealBytes } from "#app/platform/seal-suites.ts";

const place = { table: "reports", column: "sealed_content", row: "r1" };

describe.each(sealSuites)("suite %s", (suite) => {
  const vault = openVault(randomBytes(32), suite);
  const newKey = (): DataKey => vault.newDataKey(randomUUID()).key;

  test("a sealed text opens with its key at its place, whatever it says", () => {
    const key = newKey();
    const other = newKey();
    expect(unseal([other, key], place, seal(key, place, "示例内容 with 𠮷"))).toBe("示例内容 with 𠮷");
    assert(
      property(string({ unit: "grapheme" }), (text) => unseal([other, key], place, seal(key, place, text)) === text),
    );
  });

  test("sealed bytes open bit for bit, and are longer by what was announced", () => {
    const key = newKey();
    assert(
      property(uint8Array({ maxLength: 4096 }), (bytes) => {
        const plain = Buffer.from(bytes);
        const sealed = sealFor(key, place, plain);
        return (
          unsealFrom([key], place, sealed).equals(plain) && sealed.length === plain.length + sealOverhead(suite) + 16
        );
      }),
    );
  });

  test("the same text is never sealed the same way twice", () => {
    const key = newKey();
    expect(seal(key, place, "示例").equals(seal(key, place, "示例"))).toBe(false);
  });

  test.each([
    ["another row", { ...place, row: "r2" }],
    ["another column", { ...place, column: "sealed_text" }],
    ["another table", { ...place, table: "supplements" }],
  ])("a sealed text copied to %s does not open", (_where, elsewhere) => {
    const key = newKey();
    expect(() => unseal([key], elsewhere, seal(key, place, "示例"))).toThrow(SealBroken);
  });

  test("a sealed text does not open with another key, nor under its key's name", () => {
    const key = newKey();
    const other = newKey();
    const sealed = seal(key, place, "示例");
    expect(() => unseal([other], place, sealed)).toThrow(SealBroken);
    expect(() => unseal([{ ...other, id: key.id }], place, sealed)).toThrow(SealBroken);
    expect(() => unseal([], place, sealed)).toThrow(SealBroken);
  });

  test("any changed byte is noticed", () => {
    const key = newKey();
    const sealed = seal(key, place, "示例");
    for (let index = 0; index < sealed.length; index += 1) {
      for (const bits of [1, 3, 0x80]) {
        const changed = Buffer.from(sealed);
        changed.writeUInt8(changed.readUInt8(index) ^ bits, index);
        expect(() => unseal([key], place, changed), `byte ${index}`).toThrow(SealBroken);
      }
    }
  });

  test("a value cut short is broken, however short", () => {
    const key = newKey();
    const sealed = seal(key, place, "示例");
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => unseal([key], place, sealed.subarray(0, length)), `${length} bytes`).toThrow(SealBroken);
    }
  });

  test("a wrapped key opens with its master key only, and only under its own id", () => {
    const { key, stored } = vault.newDataKey(randomUUID());
    expect(vault.unwrap(stored)).toEqual(key);
    expect(() => openVault(randomBytes(32)).unwrap(stored)).toThrow(SealBroken);
    expect(() => openVault(randomBytes(32)).unwrap({ ...stored, masterKeyId: vault.masterKeyId })).toThrow(SealBroken);
    expect(() => vault.unwrap({ ...stored, id: randomUUID() })).toThrow(SealBroken);
  });
});

test("values of both suites are read side by side, under keys that either wrapped", () => {
  const master = randomBytes(32);
  const aes = openVault(master, "aes-256-gcm");
  const sm4 = openVault(master, "sm4");
  const before = aes.newDataKey(randomUUID());
  const after = sm4.newDataKey(randomUUID());
  const first = seal(before.key, place, "先封存的");
  // The suite was changed; the same key of the same case goes on under the new one.
  const second = seal(sm4.unwrap(before.stored), place, "后封存的");
  const third = seal(after.key, place, "新的钥匙");
  expect([first[0], second[0], third[0]]).toEqual([1, 2, 2]);
  for (const vault of [aes, sm4]) {
    const keys = [vault.unwrap(before.stored), vault.unwrap(after.stored)];
    expect([first, second, third].map((sealed) => unseal(keys, place, sealed))).toEqual([
      "先封存的",
      "后封存的",
      "新的钥匙",
    ]);
  }
});

test("a key wrapped under a former master key opens, and is wrapped anew under either suite", () => {
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  const { key, stored } = openVault(old).newDataKey(randomUUID());
  for (const suite of sealSuites) {
    const vault = openVault({ current: fresh, former: [old], tokens: tokenKeyOf(old) }, suite);
    expect(vault.unwrap(stored).key).toEqual(key.key);
    const anew = vault.rewrap(stored);
    expect(anew.masterKeyId).toBe(vault.masterKeyId);
    const afterwards = openVault({ current: fresh, former: [], tokens: tokenKeyOf(old) });
    expect(afterwards.unwrap(anew).key).toEqual(key.key);
    expect(() => afterwards.unwrap(stored)).toThrow(SealBroken);
  }
});

test("keyed hashes stay the same across a rotation", () => {
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  const before = openVault(old).token("match national_id", "x");
  expect(openVault({ current: fresh, former: [], tokens: tokenKeyOf(old) }).token("match national_id", "x")).toEqual(
    before,
  );
  expect(openVault(fresh).token("match national_id", "x")).not.toEqual(before);
});

test("tokens of one value differ by use and by installation, and are equal otherwise", () => {
  const vault = openVault(randomBytes(32));
  expect(vault.token("a", "x")).toEqual(vault.token("a", "x"));
  expect(vault.token("a", "x")).not.toEqual(vault.token("b", "x"));
  expect(vault.token("a", "x")).not.toEqual(openVault(randomBytes(32)).token("a", "x"));
  expect(vault.token("ab", "c")).not.toEqual(vault.token("a", "bc"));
});

/** Made by the release before suites could be chosen, with 32 bytes of 7 as master key. */
const before = {
  keyId: "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
  masterKeyId: "c3dce800260d999d",
  wrapped:
    "138f9ff72a26aacfc7ff2ae12bb05ad179d6f713fec6d11e7c4168363ca4b222ec4eb988b8302a4e13158237a7e8e5581af87d5f0ec7e616c775d8b2",
  sealed:
    "010190a1b2c3d47e5f8a9b0c1d2e3f4a5b5fb59b826992a3f27408d10840467f9a8850b93aafa982a6f980c865cc33f7c721ff75bca364fb570163d986c1e16392d31e52624e6064",
  token: "e40d53568fdb23a4a52f48d16583577712c2cb3d8608260d5afd4fe04c0c4e6e",
};

test.each(sealSuites)("what an earlier release sealed and hashed is still read where %s is in force", (suite) => {
  const vault = openVault(Buffer.alloc(32, 7), suite);
  const stored = { id: before.keyId, wrappedKey: Buffer.from(before.wrapped, "hex"), masterKeyId: before.masterKeyId };
  expect(unseal([vault.unwrap(stored)], place, Buffer.from(before.sealed, "hex"))).toBe("换密之前封存的示例");
  expect(unseal([vault.unwrap(vault.rewrap(stored))], place, Buffer.from(before.sealed, "hex"))).toBe(
    "换密之前封存的示例",
  );
  expect(vault.token("match national_id", "x").toString("hex")).toBe(before.token);
});

test("what the 国密 suite sealed keeps its form", () => {
  const sealed = Buffer.from(
    "023f441b313748164ed497bcbc3157272ef237a087ac33050d72aabf6298d5caf19161550b9d98fb5c5c1dff7ad2a1ce505416fb7c68b136fe58277738044106bd2e2ea19001c7addefada04",
    "hex",
  );
  expect(unsealBytes(Buffer.alloc(32, 9), sealed, Buffer.from("place")).toString()).toBe("国密套件封存的示例");
  expect(() => unsealBytes(Buffer.alloc(32, 9), sealed, Buffer.from("elsewhere"))).toThrow(SealBroken);
});

test("a mark that stands for no suite, and the other suite's mark, do not open", () => {
  const key = randomBytes(32);
  const bound = Buffer.from("place");
  for (const suite of sealSuites) {
    const sealed = sealBytes(suite, key, Buffer.alloc(64), bound);
    for (const mark of [0, 1, 2, 3, 255].filter((one) => one !== sealed[0])) {
      expect(() => unsealBytes(key, Buffer.concat([Buffer.from([mark]), sealed.subarray(1)]), bound)).toThrow(
        SealBroken,
      );
    }
  }
});

test("SM4 and SM3 of this machine give the standards' own answers", () => {
  // GB/T 32907-2016, appendix A, example 1.
  const example = Buffer.from("0123456789abcdeffedcba9876543210", "hex");
  const sm4 = createCipheriv("sm4-ecb", example, null).setAutoPadding(false);
  expect(Buffer.concat([sm4.update(example), sm4.final()]).toString("hex")).toBe("681edf34d206965e86b3e94f536e4246");
  // GB/T 32905-2016, appendix A, example 1.
  expect(createHash("sm3").update("abc").digest("hex")).toBe(
    "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
  );
});
