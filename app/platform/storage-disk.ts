import { randomUUID } from "node:crypto";
import { access, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Storage } from "./storage.ts";
import { partsOfKey, StorageFault } from "./storage-fault.ts";

/** A folder of this machine, or one that all machines share. Files are the portal's own to read: 0600 below 0700. */
export function diskStorage(folder: string): Storage {
  /** Fanned out by the end of the id, so that no folder gets a million entries; the beginning of a UUID 7 is the time. */
  const pathOf = (key: string): string => {
    const [room = "", id = "", ...rest] = partsOfKey(key);
    return join(folder, room, id.slice(-2), id, ...rest);
  };
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      const beside = `${path}.${randomUUID()}.part`;
      await orFault(async () => {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        try {
          await written(beside, bytes);
          await rename(beside, path);
          await flushed(dirname(path));
        } catch (error) {
          await rm(beside, { force: true });
          throw error;
        }
      });
    },
    get: (key) => orFault(() => readFile(pathOf(key))),
    async has(key) {
      try {
        await orFault(() => access(pathOf(key)));
        return true;
      } catch (error) {
        if (error instanceof StorageFault && error.code === "missing") return false;
        throw error;
      }
    },
    remove: (prefix) => orFault(() => rm(pathOf(prefix), { recursive: true, force: true })),
  };
}

async function written(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The folder's own entry must survive a power cut as well. */
async function flushed(folder: string): Promise<void> {
  const entry = await open(folder, "r");
  try {
    await entry.sync();
  } finally {
    await entry.close();
  }
}

async function orFault<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StorageFault) throw error;
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    throw new StorageFault(code === "ENOENT" || code === "ENOTDIR" ? "missing" : "unavailable", error);
  }
}
