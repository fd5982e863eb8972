import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "minio";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStorage, type Storage, StorageFault } from "#app/platform/storage.ts";
import { startS3 } from "#tests/support/s3.ts";

const folder = mkdtempSync(join(tmpdir(), "portal-storage-"));
let s3: Awaited<ReturnType<typeof startS3>>;
beforeAll(async () => {
  s3 = await startS3();
});
afterAll(async () => {
  await s3.stop();
  rmSync(folder, { recursive: true, force: true });
});

const storages: readonly [string, () => Storage][] = [
  ["a folder", () => openStorage({ kind: "disk", folder })],
  ["an S3 server", () => openStorage(s3.config)],
];
const faultOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "none",
    (error: unknown) => (error instanceof StorageFault ? error.code : String(error)),
  );

describe.each(storages)("%s", (_, open) => {
  const room = () => `evidence/${randomUUID()}`;

  test("gives back what was put, byte for byte, and replaces it as a whole", async () => {
    const storage = open();
    const key = `${room()}/0`;
    const first = randomBytes(1_048_605);
    const second = randomBytes(10);
    await storage.put(key, first);
    expect((await storage.get(key)).equals(first)).toBe(true);
    await storage.put(key, second);
    expect((await storage.get(key)).equals(second)).toBe(true);
    await storage.put(key, Buffer.alloc(0));
    expect(await storage.get(key)).toHaveLength(0);
  });

  test("says of what is not there that it is missing", async () => {
    const storage = open();
    const key = `${room()}/0`;
    expect(await storage.has(key)).toBe(false);
    expect(await faultOf(storage.get(key))).toBe("missing");
    await storage.put(key, Buffer.from("x"));
    expect(await storage.has(key)).toBe(true);
    expect(await storage.has(`${key}/1`)).toBe(false);
  });

  test("removes all of one file and nothing of another; twice is once", async () => {
    const storage = open();
    const [one, other] = [room(), room()];
    for (const name of ["0", "1", "preview"]) await storage.put(`${one}/${name}`, Buffer.from(name));
    await storage.put(`${other}/0`, Buffer.from("stays"));
    await storage.remove(one);
    await storage.remove(one);
    for (const name of ["0", "1", "preview"]) expect(await storage.has(`${one}/${name}`)).toBe(false);
    expect((await storage.get(`${other}/0`)).toString()).toBe("stays");
  });

  test("takes no key that leads elsewhere", async () => {
    const storage = open();
    for (const key of [
      "../x",
      "evidence/../../x",
      "/etc/passwd",
      "evidence",
      "evidence//0",
      "evidence/a\0b",
      "Evidence/x",
    ]) {
      expect(await faultOf(storage.put(key, Buffer.from("x")))).toMatch("bad_key");
      expect(await faultOf(Promise.resolve().then(() => storage.remove(key)))).toMatch("bad_key");
    }
  });

  test("keeps many parts put at once", async () => {
    const storage = open();
    const prefix = room();
    await Promise.all(
      Array.from({ length: 40 }, (_one, index) => storage.put(`${prefix}/${index}`, Buffer.from(String(index)))),
    );
    for (let index = 0; index < 40; index += 1) {
      expect((await storage.get(`${prefix}/${index}`)).toString()).toBe(String(index));
    }
  });
});

test("in a folder, files and folders are the portal's own to read, and nothing half written is left", async () => {
  const storage = openStorage({ kind: "disk", folder });
  const id = randomUUID();
  await storage.put(`evidence/${id}/0`, Buffer.from("x"));
  const room = join(folder, "evidence", id.slice(-2), id);
  expect(statSync(join(room, "0")).mode & 0o777).toBe(0o600);
  expect(statSync(room).mode & 0o777).toBe(0o700);
  expect(readdirSync(room)).toEqual(["0"]);
});

test("an S3 server that is away, refuses the key or has no such bucket is unavailable, and its address is not told", async () => {
  for (const config of [
    { ...s3.config, port: 1 },
    { ...s3.config, bucket: "nobodys-bucket" },
    { ...s3.config, accessKey: "nobody" },
  ]) {
    const error = await openStorage(config)
      .put(`evidence/${randomUUID()}/0`, Buffer.from("x"))
      .then(
        () => null,
        (fault: unknown) => fault,
      );
    expect(error, JSON.stringify({ ...config, secretKey: "" })).toMatchObject({
      name: "StorageFault",
      code: "unavailable",
      message: "storage: unavailable",
    });
  }
});

test("the server under test is a real one: another client finds what was put", async () => {
  const id = randomUUID();
  await openStorage(s3.config).put(`evidence/${id}/0`, Buffer.from("x"));
  const { host, port, accessKey, secretKey, bucket } = s3.config;
  const client = new Client({ endPoint: host, port, useSSL: false, accessKey, secretKey });
  expect((await client.statObject(bucket, `evidence/${id}/0`)).size).toBe(1);
});
