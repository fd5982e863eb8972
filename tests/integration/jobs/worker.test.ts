import { spawn } from "node:child_process";
import { once } from "node:events";
import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { Refusal } from "#app/triage/rules.ts";
import { asSystem } from "#db/actor.ts";
import type { Handlers, Workshop } from "#jobs/handler.ts";
import type { Queues } from "#jobs/queue.ts";
import { GiveUp } from "#jobs/queue-worker.ts";
import { relayOnce } from "#jobs/relay.ts";
import { type RunningWorker, startWorker } from "#jobs/worker.ts";
import { handlersWith } from "./handlers.ts";
import { absenceOf, backends, reportPayload, setUp, until, type Workbench } from "./workbench.ts";

describe.each(backends)("the worker on %s", (backend) => {
  const absence = absenceOf(backend);
  let bench: Workbench;
  let queues: Queues;
  let running: RunningWorker | undefined;

  beforeAll(async () => {
    if (absence === null) bench = await setUp(backend);
  });
  beforeEach(async ({ skip }) => {
    if (absence !== null) skip(absence);
    queues = await bench.openQueues();
  });
  afterAll(() => bench?.stop());
  afterEach(async () => {
    vi.restoreAllMocks();
    await running?.stop();
    running = undefined;
    await bench?.clear();
  });

  const start = async (handlers: Handlers<Workshop>): Promise<void> => {
    running = await startWorker<Workshop>(bench, queues, handlers);
  };
  const promiseReport = async (): Promise<string> => {
    const id = await bench.promise("route-report", reportPayload());
    await relayOnce(bench.db, queues, bench.log);
    return id;
  };
  const said = (event: string) => bench.lines.filter((line) => line.event === event);

  test("what failed is tried again after a pause, until it succeeds", async () => {
    const startedAt: number[] = [];
    await start(
      handlersWith({
        routeReport: async ({ attempt }) => {
          startedAt.push(performance.now());
          if (attempt < 3) throw new Error("not yet");
        },
      }),
    );
    const id = await promiseReport();
    await until(async () => (await bench.outboxRow(id)).doneAt !== null);
    expect(startedAt).toHaveLength(3);
    expect((startedAt[1] ?? 0) - (startedAt[0] ?? 0)).toBeGreaterThan(400);
    expect((startedAt[2] ?? 0) - (startedAt[1] ?? 0)).toBeGreaterThan(800);
    expect((await bench.outboxRow(id)).failedAt).toBeNull();
    expect(said("job.failed")).toHaveLength(2);
  });

  test.each([
    [new GiveUp("EditionUnknown"), "EditionUnknown"],
    [new Refusal("wrong_state"), "Refusal:wrong_state"],
  ])("what was refused for good (%s) is not tried again, and is recorded by its class", async (refusal, failure) => {
    let runs = 0;
    await start(
      handlersWith({
        routeReport: async () => {
          runs += 1;
          throw refusal;
        },
      }),
    );
    const id = await promiseReport();
    await until(async () => (await queues.standing("route-report", id)) === "dead");
    const row = await bench.outboxRow(id);
    expect(row.failure).toBe(failure);
    expect(row.failedAt).not.toBeNull();
    expect(row.doneAt).toBeNull();
    expect(said("job.dead")).toMatchObject([{ level: "error", jobId: id, job: "route-report" }]);
    await relayOnce(bench.db, queues, bench.log);
    expect(runs).toBe(1);
  });

  test("a payload that does not fit its kind reaches no handler and is not tried again", async () => {
    const runs: string[] = [];
    await start(handlersWith({ routeReport: async ({ jobId }) => void runs.push(jobId) }));
    const id = uuidv7();
    await queues.add({ id, job: "route-report", payload: { v: 1, reportId: "示例儿童" }, priority: 1 });
    await until(async () => (await queues.standing("route-report", id)) === "dead");
    expect(runs).toEqual([]);
    expect(JSON.stringify(bench.lines)).not.toContain("示例儿童");
  });

  test("neither the queue nor the log keeps a word of an error", async () => {
    await start(
      handlersWith({
        routeReport: async ({ attempt, portal }) => {
          if (attempt === 1) throw new Error("cannot reach 13812345678, 示例路1号");
          await asSystem(portal.db, "test", (tx) => tx.execute(sql`select ${"示例路1号"}::integer`));
        },
      }),
    );
    const id = await promiseReport();
    await until(() => said("job.failed").length >= 2);
    const kept = `${await bench.queueText()}\n${JSON.stringify(bench.lines)}`;
    expect(kept).toContain(id);
    expect(kept).toContain("PostgresError:22P02");
    expect(kept).not.toContain("示例路");
    expect(kept).not.toContain("13812345678");
  });

  test("a job and its end are one transaction: when it is undone, so is the end", async () => {
    const attempts: number[] = [];
    await start(
      handlersWith({
        routeReport: async (context) => {
          attempts.push(context.attempt);
          await asSystem(bench.db, "test", async (tx) => {
            await context.complete(tx);
            if (context.attempt === 1) {
              expect(
                (await asSystem(bench.db, "look", (other) => other.query.outbox.findFirst()))?.doneAt ?? null,
              ).toBeNull();
              throw new Error("undone");
            }
          });
        },
      }),
    );
    const id = await promiseReport();
    await until(async () => (await bench.outboxRow(id)).doneAt !== null);
    expect(attempts).toEqual([1, 2]);
  });

  test("a job that takes longer than its kind allows is told to stop and counts as failed", async () => {
    const limit = new AbortController();
    vi.spyOn(AbortSignal, "timeout").mockReturnValue(limit.signal);
    let told = false;
    await start(
      handlersWith({
        routeReport: async ({ attempt, signal }) => {
          if (attempt > 1) return;
          limit.abort();
          await new Promise<void>((resolve) => {
            if (signal.aborted) resolve();
            signal.addEventListener("abort", () => resolve());
          });
          told = signal.aborted;
          await new Promise(() => undefined);
        },
      }),
    );
    await promiseReport();
    await until(() => said("job.failed").length > 0);
    expect(told).toBe(true);
    expect(said("job.failed")[0]).toMatchObject({ failure: "TimeLimitExceeded" });
  });

  test("stopping finishes what runs, starts nothing, and leaves nothing stalled", async () => {
    const begun: string[] = [];
    const ended: string[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await start(
      handlersWith({
        routeReport: async ({ jobId }) => {
          begun.push(jobId);
          await held;
          ended.push(jobId);
        },
      }),
    );
    const ids = [];
    for (let count = 0; count < 10; count += 1) ids.push(await bench.promise("route-report", reportPayload()));
    await relayOnce(bench.db, queues, bench.log);
    await until(() => begun.length === 4);
    const stopped = running?.stop();
    setTimeout(release, 300);
    await stopped;
    expect(ended).toEqual(begun);
    expect(begun).toHaveLength(4);
    const counts = (await queues.counts()).routing;
    expect(counts).toMatchObject({ active: 0, waiting: 6, dead: 0 });

    await start(handlersWith({ routeReport: async ({ jobId }) => void ended.push(jobId) }));
    await until(() => ended.length === 10);
    expect([...ended].sort()).toEqual([...ids].sort());
    expect(said("job.stalled")).toEqual([]);
  });

  test("a job whose worker was killed is done by another", async () => {
    const id = await promiseReport();
    const doomed = spawn(process.execPath, ["--import", "tsx", "tests/integration/jobs/hanging-worker.ts"], {
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        ...process.env,
        WORKER_URL: bench.database.workerUrl,
        REDIS: bench.redisUrl ?? "",
        QUEUE: bench.redisUrl ? "" : bench.database.queueUrl,
      },
    });
    const [taken] = await once(doomed.stdout, "data");
    expect(String(taken)).toBe(`took ${id}\n`);
    doomed.kill("SIGKILL");

    const ran: string[] = [];
    await start(handlersWith({ routeReport: async ({ jobId }) => void ran.push(jobId) }));
    await until(async () => (await bench.outboxRow(id)).doneAt !== null, 50_000);
    expect(ran).toEqual([id]);
  }, 60_000);

  test("a job without its own outbox row, as scheduled ones are, needs none", async () => {
    await start(handlersWith({}));
    await queues.keepSchedules();
    await until(() => bench.lines.some((line) => line.event === "job.done" && line.job === "sweep-clocks"));
    expect(said("job.dead")).toEqual([]);
  });
});
