import {
  createHmac,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign as signBytes,
  verify as verifyBytes,
} from "node:crypto";
import type { KeyRing } from "#db/key-ring.ts";
import { SealBroken, type SealSuite, sealBytes, unsealBytes } from "./seal-suites.ts";

export { SealBroken } from "./seal-suites.ts";

/** A case's key in the clear. Lives in memory for one request or job only. */
export interface DataKey {
  readonly id: string;
  readonly key: Buffer;
  /** The suite for what is sealed with it from now on; what was sealed before opens whatever it names. */
  readonly suite: SealSuite;
}

/** A data key as it is stored. */
export interface WrappedKey {
  readonly id: string;
  readonly wrappedKey: Buffer;
  readonly masterKeyId: string;
}

/** Where a sealed value belongs. A value copied to another row or column does not open there. */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

const idLength = 16;

/** What the master key does: wraps data keys, and makes the keyed hashes under which things are found again. */
export interface Vault {
  readonly masterKeyId: string;
  /** A new data key, and its wrapped form for `data_keys` or `drafts`. */
  newDataKey(id: string): { readonly key: DataKey; readonly stored: WrappedKey };
  /** Opens a stored data key. Throws `SealBroken` when it was wrapped by a master key that is not in the ring. */
  unwrap(stored: WrappedKey): DataKey;
  /** Wraps a stored data key anew under the master key in force. Throws as `unwrap`. */
  rewrap(stored: WrappedKey): WrappedKey;
  /** A keyed hash: equal values give equal tokens, and a token tells nothing. `use` keeps different kinds apart. */
  token(use: string, value: string): Buffer;
}

const derive = (secret: Buffer, label: string) => Buffer.from(hkdfSync("sha256", secret, "", label, 32));

/** Names a master key without telling it. */
export const keyIdOf = (masterKey: Buffer): string => derive(masterKey, "key id").subarray(0, 8).toString("hex");

/** The key of tokens that belongs to a first master key. A rotation carries it along in the ring. */
export const tokenKeyOf = (masterKey: Buffer): Buffer => derive(masterKey, "keyed hashes");

/** Length of a data key wrapped before suites could be chosen: nonce, key and tag, without a mark. */
const unmarkedLength = 12 + 32 + 16;

/** Opens the vault with the installation's keys; `suite` is for what is sealed and wrapped from now on. */
export function openVault(ring: KeyRing | Buffer, suite: SealSuite = "aes-256-gcm"): Vault {
  const { current, former, tokens } = Buffer.isBuffer(ring) ? { current: ring, former: [], tokens: null } : ring;
  const wrapping = new Map([current, ...former].map((key) => [keyIdOf(key), derive(key, "wrap data keys")]));
  const tokenKey = tokens ?? tokenKeyOf(current);
  const masterKeyId = keyIdOf(current);
  const wrap = (id: string, key: Buffer): WrappedKey => ({
    id,
    wrappedKey: sealBytes(suite, wrapping.get(masterKeyId) ?? Buffer.alloc(0), key, Buffer.from(id)),
    masterKeyId,
  });
  const unwrap = (stored: WrappedKey): DataKey => {
    const wrappingKey = wrapping.get(stored.masterKeyId);
    if (wrappingKey === undefined) throw new SealBroken("wrapped by another master key");
    const marked =
      stored.wrappedKey.length === unmarkedLength
        ? Buffer.concat([Buffer.from([1]), stored.wrappedKey])
        : stored.wrappedKey;
    return { id: stored.id, key: unsealBytes(wrappingKey, marked, Buffer.from(stored.id)), suite };
  };
  return {
    masterKeyId,
    newDataKey(id) {
      const key = randomBytes(32);
      return { key: { id, key, suite }, stored: wrap(id, key) };
    },
    unwrap,
    rewrap: (stored) => wrap(stored.id, unwrap(stored).key),
    token: (use, value) => createHmac("sha256", tokenKey).update(use).update("\0").update(value).digest(),
  };
}

/** Seals a text for one place: suite, key id, nonce, ciphertext and tag in one value. */
export function seal(dataKey: DataKey, place: Place, text: string): Buffer {
  return sealFor(dataKey, place, Buffer.from(text, "utf8"));
}

/** Seals bytes for one place, as `seal` does a text. */
export function sealFor(dataKey: DataKey, place: Place, plain: Buffer): Buffer {
  const keyId = uuidBytes(dataKey.id);
  const sealed = sealBytes(dataKey.suite, dataKey.key, plain, additional(place, keyId));
  return Buffer.concat([sealed.subarray(0, 1), keyId, sealed.subarray(1)]);
}

/** Opens a sealed text with whichever of the case's keys it names. Throws `SealBroken`. */
export function unseal(dataKeys: readonly DataKey[], place: Place, sealed: Buffer): string {
  return unsealFrom(dataKeys, place, sealed).toString("utf8");
}

/** Opens sealed bytes with whichever of the case's keys they name. Throws `SealBroken`. */
export function unsealFrom(dataKeys: readonly DataKey[], place: Place, sealed: Buffer): Buffer {
  const keyId = sealed.subarray(1, 1 + idLength);
  const dataKey = dataKeys.find((candidate) => uuidBytes(candidate.id).equals(keyId));
  if (dataKey === undefined) throw new SealBroken("no key for this value");
  const withoutId = Buffer.concat([sealed.subarray(0, 1), sealed.subarray(1 + idLength)]);
  return unsealBytes(dataKey.key, withoutId, additional(place, keyId));
}

/** Whether something was sealed with this key, by the id that it names. */
export function isSealedWith(dataKeyId: string, sealed: Buffer): boolean {
  return uuidBytes(dataKeyId).equals(sealed.subarray(1, 1 + idLength));
}

/** Ed25519 over the bytes of a text. */
export function signText(privateKey: KeyObject, text: string): Buffer {
  return signBytes(null, Buffer.from(text, "utf8"), privateKey);
}

/** Whether a signature was made over exactly this text with the key that belongs to `publicKey`. */
export function verifyText(publicKey: KeyObject, text: string, signature: Buffer): boolean {
  return verifyBytes(null, Buffer.from(text, "utf8"), publicKey, signature);
}

function additional(place: Place, keyId: Buffer): Buffer {
  return Buffer.concat([keyId, Buffer.from(`${place.table}\0${place.column}\0${place.row}`)]);
}

function uuidBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll("-", ""), "hex");
}
