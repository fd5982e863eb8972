import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";
import type { StorageConfig } from "#app/platform/config-outside.ts";

type S3Config = Extract<StorageConfig, { readonly kind: "s3" }>;

/** A real S3 server on this machine, with one bucket. */
export async function startS3(): Promise<{ readonly config: S3Config; readonly url: string; stop(): Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), "portal-s3-"));
  const bucket = "evidence-test";
  const server = new S3rver({
    port: 0,
    address: "127.0.0.1",
    silent: true,
    directory,
    configureBuckets: [{ name: bucket, configs: [] }],
  });
  const { port } = await server.run();
  const config: S3Config = {
    kind: "s3",
    host: "127.0.0.1",
    port,
    secure: false,
    bucket,
    region: "us-east-1",
    accessKey: "S3RVER",
    secretKey: "S3RVER",
  };
  return {
    config,
    url: `s3+http://${config.accessKey}:${config.secretKey}@127.0.0.1:${port}/${bucket}`,
    stop: async () => {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
