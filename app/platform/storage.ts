import type { StorageConfig } from "./config-outside.ts";
import { diskStorage } from "./storage-disk.ts";
import { s3Storage } from "./storage-s3.ts";

export { StorageFault } from "./storage-fault.ts";

/**
 * Where sealed bytes lie outside the database. Keys are paths of ids and numbers (`evidence/<id>/<index>`); what is put
 * under a key is there whole or not at all. Every call may throw `StorageFault`.
 */
export interface Storage {
  /** Keeps these bytes; those that lay there before are replaced at once. */
  put(key: string, bytes: Buffer): Promise<void>;
  /** Throws `StorageFault` with `missing` when nothing lies there. */
  get(key: string): Promise<Buffer>;
  has(key: string): Promise<boolean>;
  /** Removes everything below a key; nothing there is no fault. */
  remove(prefix: string): Promise<void>;
}

/** Opens the storage that the configuration names. Nothing is asked of it before the first call. */
export function openStorage(config: StorageConfig): Storage {
  return config.kind === "disk" ? diskStorage(config.folder) : s3Storage(config);
}
