import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { absenceOf, backends, reportPayload, setUp, until, type Workbench } from "./workbench.ts";

interface Process {
  readonly said: () => string;
  readonly ended: Promise<number | null>;
  readonly child: ChildProcess;
}

let dataDir: string;
const running: ChildProcess[] = [];
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "portal-worker-"));
  const { privateKey } = generateKeyPairSync("ed25519");
  writeFileSync(join(dataDir, "signing.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
});
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

function startProcess(variables: Record<string, string>): Process {
  const child = spawn(process.execPath, ["--import", "tsx", "jobs/main.ts"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      // What this machine has set is not part of the test.
      ...{
        PORTAL_MODE: "",
        REDIS_URL: "",
        QUEUE_DATABASE_URL: "",
        DATABASE_WORKER_URL: "",
        MASTER_KEY_FILE: "",
        SMTP_URL: "",
      },
      LC_ALL: "en_US.UTF-8",
      MASTER_KEY: Buffer.alloc(32, 7).toString("base64"),
      SIGNING_KEY_FILE: join(dataDir, "signing.pem"),
      SESSION_SECRET: "test".repeat(12),
      DATA_DIR: dataDir,
      ...variables,
    },
  });
  running.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => (text += part.toString()));
  return { said: () => text, child, ended: new Promise((resolve) => child.once("exit", resolve)) };
}

describe.each(backends)("the worker process on %s", (backend) => {
  const absence = absenceOf(backend);
  let bench: Workbench;
  beforeAll(async () => {
    if (absence === null) bench = await setUp(backend);
  });
  afterAll(() => bench?.stop());

  test("works what is promised and ends cleanly when told to", async ({ skip }) => {
    if (absence !== null) skip(absence);
    const worker = startProcess({
      DATABASE_WORKER_URL: bench.database.workerUrl,
      ...(bench.redisUrl ? { REDIS_URL: bench.redisUrl } : { QUEUE_DATABASE_URL: bench.database.queueUrl }),
    });
    await until(() => worker.said().includes('"worker.ready"'));
    const id = await bench.promise("route-report", reportPayload());
    await until(async () => (await bench.outboxRow(id)).failedAt !== null);
    expect((await bench.outboxRow(id)).failure).toBe("ReportAbsent");

    worker.child.kill("SIGTERM");
    expect(await worker.ended).toBe(0);
    expect(worker.said()).toContain('"worker.stopped"');
    expect(worker.said()).not.toMatch(/"level":"(fatal)"|Unhandled/);
  });
});

describe("a worker that cannot start says why, in a sentence, and does not ask to be started again", () => {
  const databaseUrl = "postgres://portal_worker:hidden@127.0.0.1:1/portal";
  const cases: readonly (readonly [string, Record<string, string>, RegExp])[] = [
    ["no database", { QUEUE_DATABASE_URL: databaseUrl }, /DATABASE_WORKER_URL/],
    ["no queue", { DATABASE_WORKER_URL: databaseUrl }, /QUEUE_DATABASE_URL/],
    [
      "an address of Redis that cannot be read",
      { DATABASE_WORKER_URL: databaseUrl, REDIS_URL: "redis+sentinel://:hidden@s1,s2" },
      /ends with the master's name/,
    ],
  ];

  test.each(cases)("%s", async (_what, variables, sentence) => {
    const worker = startProcess(variables);
    expect(await worker.ended).toBe(2);
    expect(worker.said()).toMatch(sentence);
    expect(worker.said()).not.toContain("hidden");
    expect(worker.said()).not.toMatch(/^\s+at /m);
  });

  test("the queue's database refuses the login", async () => {
    const bench = await setUp("postgres");
    const wrong = new URL(bench.database.queueUrl);
    wrong.password = "hidden";
    const worker = startProcess({
      DATABASE_WORKER_URL: bench.database.workerUrl,
      QUEUE_DATABASE_URL: wrong.toString(),
    });
    expect(await worker.ended).toBe(2);
    expect(worker.said()).toContain("The database of QUEUE_DATABASE_URL refused the connection");
    expect(worker.said()).not.toContain("hidden");
    await bench.stop();
  });

  test("a worker that waits for its queue can be told to stop", async () => {
    const worker = startProcess({
      DATABASE_WORKER_URL: databaseUrl,
      QUEUE_DATABASE_URL: "postgres://portal_queue:hidden@127.0.0.1:1/portal_queue",
    });
    await until(() => worker.said().includes("queue.postgres.waiting"));
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toBe(0);
  });
});
