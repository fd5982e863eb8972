import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TestDatabase } from "#tests/support/postgres.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

export interface Ended {
  readonly code: number | null;
  /** What it wrote, on both outputs. */
  readonly told: string;
}

/** Runs `npm run keys` as an operator does, in the worker's environment. `killAfter`: SIGKILL once it has said this. */
export function keysCommand(
  database: TestDatabase,
  ringFile: string,
  args: readonly string[],
  { killAfter }: { readonly killAfter?: string } = {},
): Promise<Ended> {
  const signingKey = `${ringFile}.signing.pem`;
  if (!existsSync(signingKey)) {
    const { privateKey } = generateKeyPairSync("ed25519");
    writeFileSync(signingKey, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  }
  const child = spawn(process.execPath, ["--import", "tsx", "commands/keys.ts", ...args], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? "",
      NODE_ENV: "production" as const,
      DATABASE_WORKER_URL: database.workerUrl,
      QUEUE_DATABASE_URL: database.queueUrl,
      MASTER_KEY_FILE: ringFile,
      SIGNING_KEY_FILE: signingKey,
      SESSION_SECRET: "a session secret for tests only, long enough",
    },
  });
  let told = "";
  const note = (chunk: Buffer): void => {
    told += String(chunk);
    if (killAfter !== undefined && told.includes(killAfter)) child.kill("SIGKILL");
  };
  child.stdout.on("data", note);
  child.stderr.on("data", note);
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, told })));
}
