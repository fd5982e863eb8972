import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { withNewKey, withoutFormerKeys } from "#app/keys/ring.ts";
import { openVault, tokenKeyOf } from "#app/platform/crypto.ts";
import { formatKeyRing, type KeyRing, parseKeyRing } from "#db/key-ring.ts";

const key = () => randomBytes(32);
const single = (current: Buffer): KeyRing => ({ current, former: [], tokens: null });

test("a new ring has a fresh key in force, the present one behind it, and makes the same keyed hashes", () => {
  const before = key();
  const ring = withNewKey(single(before));
  expect(ring.current).not.toEqual(before);
  expect(ring.former).toEqual([before]);
  expect(ring.tokens).toEqual(tokenKeyOf(before));
  expect(openVault(ring).token("receipt", "1")).toEqual(openVault(before).token("receipt", "1"));
});

test("a second rotation keeps the keyed hashes of the first key", () => {
  const before = key();
  const twice = withNewKey(withoutFormerKeys(withNewKey(single(before))));
  expect(openVault(twice).token("receipt", "1")).toEqual(openVault(before).token("receipt", "1"));
});

test("a rotation begun before the last one was finished keeps every former key", () => {
  const [one, two] = [key(), key()];
  expect(withNewKey({ current: two, former: [one], tokens: null }).former).toEqual([two, one]);
});

test("a ring is read as it was written, and a single key is a ring", () => {
  const ring = withNewKey(withNewKey(single(key())));
  expect(parseKeyRing(formatKeyRing(ring))).toEqual(ring);
  const one = key();
  expect(parseKeyRing(`${one.toString("base64")}\n`)).toEqual(single(one));
});

test.each([
  ["nothing", ""],
  ["a short key", "current: c2hvcnQ="],
  ["no key in force", `former: ${key().toString("base64")}`],
  ["two keys in force", `current: ${key().toString("base64")}\ncurrent: ${key().toString("base64")}`],
  [
    "two keys of tokens",
    `current: ${key().toString("base64")}\ntokens: ${key().toString("base64")}\ntokens: ${key().toString("base64")}`,
  ],
  ["a word it does not know", `current: ${key().toString("base64")}\nnext: ${key().toString("base64")}`],
  ["a key in hex", `current: ${key().toString("hex")}`],
])("%s is no ring", (_what, text) => {
  expect(parseKeyRing(text)).toBeNull();
});
