import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign as signBytes,
  verify as verifyBytes,
} from "node:crypto";

/** A case's key in the clear. Lives in memory for one request or job only. */
export interface DataKey {
  readonly id: string;
  readonly key: Buffer;
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

/** Sealed bytes that do not open here: another key, another place, or changed on the way. */
export class SealBroken extends Error {
  override readonly name = "SealBroken";
}

const suiteAesGcm = 1;
const ivLength = 12;
const tagLength = 16;
const idLength = 16;

/** What the master key does: wraps data keys, and makes the keyed hashes under which things are found again. */
export interface Vault {
  readonly masterKeyId: string;
  /** A new data key, and its wrapped form for `data_keys` or `drafts`. */
  newDataKey(id: string): { readonly key: DataKey; readonly stored: WrappedKey };
  /** Opens a stored data key. Throws `SealBroken` when it was wrapped by another master key. */
  unwrap(stored: WrappedKey): DataKey;
  /** A keyed hash: equal values give equal tokens, and a token tells nothing. `use` keeps different kinds apart. */
  token(use: string, value: string): Buffer;
}

/** Opens the vault with the installation's master key (32 bytes). */
export function openVault(masterKey: Buffer): Vault {
  const derive = (label: string) => Buffer.from(hkdfSync("sha256", masterKey, "", label, 32));
  const wrappingKey = derive("wrap data keys");
  const tokenKey = derive("keyed hashes");
  const masterKeyId = derive("key id").subarray(0, 8).toString("hex");
  return {
    masterKeyId,
    newDataKey(id) {
      const key = randomBytes(32);
      return { key: { id, key }, stored: { id, wrappedKey: encrypt(wrappingKey, key, Buffer.from(id)), masterKeyId } };
    },
    unwrap(stored) {
      if (stored.masterKeyId !== masterKeyId) throw new SealBroken("wrapped by another master key");
      return { id: stored.id, key: decrypt(wrappingKey, stored.wrappedKey, Buffer.from(stored.id)) };
    },
    token: (use, value) => createHmac("sha256", tokenKey).update(use).update("\0").update(value).digest(),
  };
}

/** Seals a text for one place: suite, key id, nonce, ciphertext and tag in one value. */
export function seal(dataKey: DataKey, place: Place, text: string): Buffer {
  const keyId = uuidBytes(dataKey.id);
  return Buffer.concat([
    Buffer.from([suiteAesGcm]),
    keyId,
    encrypt(dataKey.key, Buffer.from(text, "utf8"), additional(place, keyId)),
  ]);
}

/** Opens a sealed text with whichever of the case's keys it names. Throws `SealBroken`. */
export function unseal(dataKeys: readonly DataKey[], place: Place, sealed: Buffer): string {
  const keyId = sealed.subarray(1, 1 + idLength);
  const dataKey = dataKeys.find((candidate) => uuidBytes(candidate.id).equals(keyId));
  if (sealed[0] !== suiteAesGcm || dataKey === undefined) throw new SealBroken("no key for this value");
  return decrypt(dataKey.key, sealed.subarray(1 + idLength), additional(place, keyId)).toString("utf8");
}

/** Ed25519 over the bytes of a text. */
export function signText(privateKey: KeyObject, text: string): Buffer {
  return signBytes(null, Buffer.from(text, "utf8"), privateKey);
}

/** Whether a signature was made over exactly this text with the key that belongs to `publicKey`. */
export function verifyText(publicKey: KeyObject, text: string, signature: Buffer): boolean {
  return verifyBytes(null, Buffer.from(text, "utf8"), publicKey, signature);
}

function encrypt(key: Buffer, plain: Buffer, aad: Buffer): Buffer {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(aad);
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, sealed: Buffer, aad: Buffer): Buffer {
  if (sealed.length < ivLength + tagLength) throw new SealBroken("too short");
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, ivLength)).setAAD(aad);
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(ivLength, sealed.length - tagLength)), decipher.final()]);
  } catch {
    throw new SealBroken("changed, or sealed elsewhere");
  }
}

function additional(place: Place, keyId: Buffer): Buffer {
  return Buffer.concat([keyId, Buffer.from(`${place.table}\0${place.column}\0${place.row}`)]);
}

function uuidBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll("-", ""), "hex");
}
