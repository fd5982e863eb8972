import { randomBytes } from "node:crypto";
import { tokenKeyOf } from "#app/platform/crypto.ts";
import type { KeyRing } from "#db/key-ring.ts";

/** The ring with a fresh key in force and the present one behind it. Keyed hashes go on being made with the same key. */
export function withNewKey(ring: KeyRing): KeyRing {
  return {
    current: randomBytes(32),
    former: [ring.current, ...ring.former],
    tokens: ring.tokens ?? tokenKeyOf(ring.current),
  };
}

/** The ring when nothing is left under its former keys. */
export function withoutFormerKeys(ring: KeyRing): KeyRing {
  return { ...ring, former: [] };
}
