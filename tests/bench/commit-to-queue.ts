import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { pino } from "pino";
import { openQueues } from "#jobs/queue.ts";
import { type BenchResult, quantile, throughput } from "./bench.ts";
import { filingBody, routed } from "./filing.ts";
import type { PortalUnderTest } from "./portal-under-test.ts";

const rate = 30;
const seconds = 12;

/**
 * From the receipt's answer to the moment at which open pages of each department hear of the new item, at 30 filings
 * a second. The floor: a job that does nothing, from adding it to its handler, at the same rate on the same backend.
 */
export async function commitToQueue(portal: PortalUnderTest, backend: "postgres" | "redis"): Promise<BenchResult> {
  // A process that has just started compiles and prepares its statements first; that is not what is asked here.
  await throughput(100, 4, () => portal.file(filingBody()));
  await routed(portal);
  const heard = new Map<string, number>();
  const { unlisten } = await portal.sql.listen("portal_events", (payload) => {
    const { assignmentId } = JSON.parse(payload) as { assignmentId: string | null };
    if (assignmentId !== null && !heard.has(assignmentId)) heard.set(assignmentId, performance.now());
  });
  const answered = new Map<string, number>();
  await atRate(async () => {
    const { body } = await portal.file(filingBody());
    const { reportNumber } = JSON.parse(body) as { reportNumber: string };
    answered.set(reportNumber, performance.now());
  });
  await routed(portal);
  await pause(500);
  await unlisten();
  const rows = await portal.sql<{ number: string; id: string }[]>`select r.number, d.assignment_id as id
    from deliveries d join reports r on r.id = d.report_id where r.number in ${portal.sql([...answered.keys()])}`;
  const latencies = rows.flatMap(({ number, id }) => {
    const from = answered.get(number);
    const to = heard.get(id);
    return from === undefined || to === undefined ? [] : [Math.max(0, to - from)];
  });
  const floor = await emptyJob(portal, backend);
  const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
  return {
    name: `commit-to-queue on ${backend}`,
    p50,
    p99,
    deliveries: latencies.length,
    unheard: rows.length - latencies.length,
    floor: { p50: quantile(floor, 0.5), p99: quantile(floor, 0.99) },
    ratio: Math.round((p50 / quantile(floor, 0.5)) * 100) / 100,
    goal: "p50 under 100 ms, p99 under 500 ms at 30 filings a second",
    met: p50 < 100 && p99 < 500,
  };
}

async function atRate(act: () => Promise<void>): Promise<void> {
  const started = performance.now();
  const all: Promise<void>[] = [];
  for (let index = 0; index < rate * seconds; index += 1) {
    await pause(Math.max(0, started + (index * 1_000) / rate - performance.now()));
    all.push(act());
  }
  await Promise.all(all);
}

/** The portal's worker is stopped first: the same queue with a handler that does nothing. */
async function emptyJob(portal: PortalUnderTest, backend: "postgres" | "redis"): Promise<number[]> {
  await portal.app.kill("worker");
  const silent = pino({ level: "silent" });
  const queues = await openQueues(
    {
      redisUrl: backend === "redis" ? (process.env.BENCH_REDIS_URL ?? null) : null,
      queueDatabaseUrl: portal.database.queueUrl,
    },
    silent,
    new AbortController().signal,
  );
  const added = new Map<string, number>();
  const latencies: number[] = [];
  const worker = await queues.openWorker("routing", async ({ jobId }) => {
    const from = added.get(jobId);
    if (from !== undefined) latencies.push(performance.now() - from);
  });
  await atRate(async () => {
    const id = randomUUID();
    added.set(id, performance.now());
    await queues.add({ id, job: "route-report", payload: { v: 1, reportId: id }, priority: 2 });
  });
  await pause(1_000);
  await worker.stop(5_000);
  await queues.close();
  return latencies;
}
