/** Why the storage did not do what it was asked: nothing lies there, it does not answer, or the key is none. */
export type StorageFaultCode = "missing" | "unavailable" | "bad_key";

/** A fault of the storage, without a path or an address in its message. */
export class StorageFault extends Error {
  override readonly name = "StorageFault";
  constructor(
    readonly code: StorageFaultCode,
    cause?: unknown,
  ) {
    super(`storage: ${code}`, cause === undefined ? undefined : { cause });
  }
}

const shape = /^[a-z0-9][a-z0-9-]*(\/[a-z0-9][a-z0-9-]*)+$/;

/** The parts of a key; nothing that leads elsewhere is one. */
export function partsOfKey(key: string): readonly string[] {
  if (!shape.test(key)) throw new StorageFault("bad_key");
  return key.split("/");
}
