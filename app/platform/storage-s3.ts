import { Client } from "minio";
import type { StorageConfig } from "./config-outside.ts";
import type { Storage } from "./storage.ts";
import { partsOfKey, StorageFault } from "./storage-fault.ts";

type S3Config = Extract<StorageConfig, { readonly kind: "s3" }>;

/** A storage that has not answered one call after this long counts as away. */
const patienceMs = 60_000;

/** Any storage that speaks S3. The bucket must exist; the portal neither makes nor empties one. */
export function s3Storage({ host, port, secure, bucket, region, accessKey, secretKey }: S3Config): Storage {
  const client = new Client({
    endPoint: host,
    port,
    useSSL: secure,
    region,
    accessKey,
    secretKey,
    pathStyle: true,
    // It would write to the console; see `twice`.
    retryOptions: { disableRetry: true },
  });
  const nameOf = (key: string): string => partsOfKey(key).join("/");
  return {
    put: (key, bytes) =>
      twice(async () => {
        await client.putObject(bucket, nameOf(key), bytes, bytes.length);
      }),
    get: (key) =>
      twice(async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of await client.getObject(bucket, nameOf(key))) chunks.push(Buffer.from(chunk));
        return Buffer.concat(chunks);
      }),
    async has(key) {
      try {
        await twice(() => client.statObject(bucket, nameOf(key)));
        return true;
      } catch (error) {
        if (error instanceof StorageFault && error.code === "missing") return false;
        throw error;
      }
    },
    remove: (prefix) =>
      twice(async () => {
        const names: string[] = [];
        for await (const item of client.listObjectsV2(bucket, `${nameOf(prefix)}/`, true)) {
          if (typeof item.name === "string") names.push(item.name);
        }
        // The answer lists what was not removed.
        const left = names.length === 0 ? [] : await client.removeObjects(bucket, names);
        if (left.some((one) => one !== null)) throw new StorageFault("unavailable");
      }),
  };
}

/** Every call may be made again: a server that stumbled once is asked once more. */
async function twice<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await orFault(work);
  } catch (error) {
    if (error instanceof StorageFault && error.code !== "unavailable") throw error;
    return orFault(work);
  }
}

const absentCodes = new Set(["NoSuchKey", "NotFound"]);

async function orFault<T>(work: () => Promise<T>): Promise<T> {
  let late: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, give) => {
    late = setTimeout(() => give(new StorageFault("unavailable")), patienceMs);
  });
  try {
    return await Promise.race([work(), patience]);
  } catch (error) {
    if (error instanceof StorageFault) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new StorageFault(absentCodes.has(code) ? "missing" : "unavailable", error);
  } finally {
    clearTimeout(late);
  }
}
