import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "#scripts/postgres/server.mjs";
import type { TestDatabase } from "./postgres.ts";

const thisTree = fileURLToPath(new URL("../..", import.meta.url));
const entries = { web: "app/server.ts", worker: "jobs/main.ts" } as const;
type Process = keyof typeof entries;

/** The portal as people meet it: real processes on a database of the test's own. */
export interface RunningApp {
  readonly url: string;
  /** Where the processes keep their files: the demo's mail among them. */
  readonly dataDir: string;
  /** What a process has written so far, on both of its outputs. */
  output(process: Process): string;
  /** How many bytes of memory a process holds now (resident). */
  memory(process: Process): number;
  /** Milliseconds of processor time that a process has had since it started, to a hundredth of a second. */
  processorTime(process: Process): number;
  /** Ends one process at once, as a crash would. */
  kill(process: Process): Promise<void>;
  /** Starts a process again that was killed. */
  revive(process: Process): Promise<void>;
  stop(): Promise<void>;
}

export interface AppOptions {
  readonly processes?: readonly Process[];
  /** Further variables, `REDIS_URL` for example; they win over the usual ones. */
  readonly env?: Readonly<Record<string, string>>;
  /** Another tree of the portal, built; this one where none is named. */
  readonly root?: string;
  /** Under which name browsers open the portal; passkeys are made for a name only, never for an IP address. */
  readonly host?: "127.0.0.1" | "localhost";
  /** Where others have to know the portal's address before it starts; otherwise any that is free. */
  readonly port?: number;
}

/** Starts web and worker, built beforehand by `npm run build`, and waits until the first answers. */
export async function startApp(database: TestDatabase, options: AppOptions = {}): Promise<RunningApp> {
  const root = options.root ?? thisTree;
  if (!existsSync(join(root, "build/server/index.js"))) throw new Error("nothing is built: run npm run build first");
  const dataDir = mkdtempSync(join(tmpdir(), "portal-app-"));
  const signingKey = join(dataDir, "signing-key.pem");
  const { privateKey } = generateKeyPairSync("ed25519");
  writeFileSync(signingKey, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  const port = options.port ?? (await freePort());
  const url = `http://${options.host ?? "127.0.0.1"}:${port}`;
  const env = {
    PATH: process.env.PATH ?? "",
    NODE_ENV: "production" as const,
    PORTAL_MODE: "demo",
    DATABASE_WEB_URL: database.webUrl,
    DATABASE_WORKER_URL: database.workerUrl,
    QUEUE_DATABASE_URL: database.queueUrl,
    MASTER_KEY: database.masterKey.toString("base64"),
    SIGNING_KEY_FILE: signingKey,
    SESSION_SECRET: "a session secret for tests only, long enough",
    HOST: "127.0.0.1",
    PORT: String(port),
    PORTAL_URL: url,
    DATA_DIR: dataDir,
    LOG_LEVEL: "info",
    ...options.env,
  };
  const running = new Map<Process, ChildProcess>();
  const written = new Map<Process, string>();

  const start = async (name: Process): Promise<void> => {
    const child = spawn(process.execPath, ["--import", "tsx", entries[name]], { cwd: root, env });
    const note = (chunk: Buffer): void => {
      written.set(name, `${written.get(name) ?? ""}${chunk}`);
    };
    child.stdout.on("data", note);
    child.stderr.on("data", note);
    running.set(name, child);
    await until(
      () => (name === "web" ? answers(url) : (written.get(name) ?? "").includes("worker.ready")),
      () => {
        if (hasEnded(child)) throw new Error(`${name} ended instead of starting:\n${written.get(name) ?? ""}`);
      },
    );
  };
  const end = async (name: Process, signal: NodeJS.Signals): Promise<void> => {
    const child = running.get(name);
    if (child === undefined || hasEnded(child)) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await gone;
  };
  const killAll = (): void => {
    for (const child of running.values()) child.kill("SIGKILL");
  };
  process.once("exit", killAll);

  const app: RunningApp = {
    url,
    dataDir,
    output: (name) => written.get(name) ?? "",
    memory: (name) => {
      const status = readFileSync(`/proc/${running.get(name)?.pid}/status`, "utf8");
      return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) * 1_024;
    },
    processorTime: (name) => {
      const stat = readFileSync(`/proc/${running.get(name)?.pid}/stat`, "utf8");
      // The 14th and 15th fields, in ticks of which Linux tells programs that a second has a hundred; the 2nd may hold spaces.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return (Number(fields[11]) + Number(fields[12])) * 10;
    },
    kill: (name) => end(name, "SIGKILL"),
    revive: start,
    stop: async () => {
      await Promise.all([...running.keys()].map((name) => end(name, "SIGTERM")));
      process.off("exit", killAll);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  try {
    await Promise.all((options.processes ?? ["web", "worker"]).map(start));
  } catch (error) {
    await app.stop();
    throw error;
  }
  return app;
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Waits for something to become true; `check` may give up by throwing. */
async function until(ready: () => boolean | Promise<boolean>, check: () => void): Promise<void> {
  const giveUpAt = Date.now() + 60_000;
  while (!(await ready())) {
    check();
    if (Date.now() > giveUpAt) throw new Error("the portal did not start within a minute");
    await pause(100);
  }
}
