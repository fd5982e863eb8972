import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Sealed bytes that do not open here: another key, another place, or changed on the way. */
export class SealBroken extends Error {
  override readonly name = "SealBroken";
}

/** The suites that values can be sealed under. `sm4`: the 国密 suite, for installations that must use approved algorithms. */
export const sealSuites = ["aes-256-gcm", "sm4"] as const;
export type SealSuite = (typeof sealSuites)[number];

interface Suite {
  /** First byte of everything sealed under it. */
  readonly mark: number;
  /** What it adds to the length of the plain bytes, its mark not counted. */
  readonly overhead: number;
  encrypt(key: Buffer, plain: Buffer, bound: Buffer): Buffer;
  /** Throws `SealBroken`. */
  decrypt(key: Buffer, sealed: Buffer, bound: Buffer): Buffer;
}

const gcmIv = 12;
const gcmTag = 16;

const aes256gcm: Suite = {
  mark: 1,
  overhead: gcmIv + gcmTag,
  encrypt(key, plain, bound) {
    const iv = randomBytes(gcmIv);
    const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(bound);
    return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  },
  decrypt(key, sealed, bound) {
    if (sealed.length < gcmIv + gcmTag) throw new SealBroken("too short");
    const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, gcmIv)).setAAD(bound);
    decipher.setAuthTag(sealed.subarray(sealed.length - gcmTag));
    try {
      return Buffer.concat([decipher.update(sealed.subarray(gcmIv, sealed.length - gcmTag)), decipher.final()]);
    } catch {
      throw new SealBroken("changed, or sealed elsewhere");
    }
  },
};

const sm4Iv = 16;
const sm3Tag = 32;
const hmacSm3 = (key: Buffer, ...parts: readonly Buffer[]): Buffer => {
  const hmac = createHmac("sm3", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
};
const lengthOf = (bytes: Buffer): Buffer => {
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(bytes.length));
  return length;
};
/** One 32-byte key gives two that have nothing to do with each other: SM4's and HMAC-SM3's. */
const sm4Key = (key: Buffer) => hmacSm3(key, Buffer.from("sm4 encryption")).subarray(0, 16);
const sm3Key = (key: Buffer) => hmacSm3(key, Buffer.from("sm3 authentication"));

/** SM4 in counter mode, then HMAC-SM3 over what it is bound to, the nonce and the ciphertext (GB/T 32907, GB/T 32905). */
const sm4: Suite = {
  mark: 2,
  overhead: sm4Iv + sm3Tag,
  encrypt(key, plain, bound) {
    const iv = randomBytes(sm4Iv);
    const cipher = createCipheriv("sm4-ctr", sm4Key(key), iv);
    const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([iv, ciphertext, hmacSm3(sm3Key(key), lengthOf(bound), bound, iv, ciphertext)]);
  },
  decrypt(key, sealed, bound) {
    if (sealed.length < sm4Iv + sm3Tag) throw new SealBroken("too short");
    const iv = sealed.subarray(0, sm4Iv);
    const ciphertext = sealed.subarray(sm4Iv, sealed.length - sm3Tag);
    const expected = hmacSm3(sm3Key(key), lengthOf(bound), bound, iv, ciphertext);
    if (!timingSafeEqual(expected, sealed.subarray(sealed.length - sm3Tag))) {
      throw new SealBroken("changed, or sealed elsewhere");
    }
    const decipher = createDecipheriv("sm4-ctr", sm4Key(key), iv);
    return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
  },
};

const suites: Readonly<Record<SealSuite, Suite>> = { "aes-256-gcm": aes256gcm, sm4 };
const suiteOf = (mark: number | undefined): Suite | undefined =>
  Object.values(suites).find((suite) => suite.mark === mark);

/** How many bytes longer something is once sealed. */
export const sealOverhead = (suite: SealSuite): number => 1 + suites[suite].overhead;

/** Seals bytes under a 32-byte key, bound to `bound`: they open with the same key and the same `bound` only. */
export function sealBytes(suite: SealSuite, key: Buffer, plain: Buffer, bound: Buffer): Buffer {
  const { mark, encrypt } = suites[suite];
  return Buffer.concat([Buffer.from([mark]), encrypt(key, plain, bound)]);
}

/** Opens bytes sealed under either suite. Throws `SealBroken`. */
export function unsealBytes(key: Buffer, sealed: Buffer, bound: Buffer): Buffer {
  const suite = suiteOf(sealed[0]);
  if (suite === undefined) throw new SealBroken("no such suite");
  return suite.decrypt(key, sealed.subarray(1), bound);
}
