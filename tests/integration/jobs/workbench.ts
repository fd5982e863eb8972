import { Writable } from "node:stream";
import { Redis } from "ioredis";
import { v7 as uuidv7 } from "uuid";
import { expect } from "vitest";
import { type Log, openLog } from "#app/platform/log.ts";
import { asSystem } from "#db/actor.ts";
import { openDatabase } from "#db/connection.ts";
import { outbox } from "#db/schema/outbox.ts";
import type { JobName } from "#jobs/catalogue.ts";
import type { Workshop } from "#jobs/handler.ts";
import { openQueues, type Queues } from "#jobs/queue.ts";
import { freshDatabase } from "#tests/support/postgres.ts";
import { redisAbsence, startRedis } from "#tests/support/redis.ts";

export const backends = ["postgres", "redis"] as const;
type BackendName = (typeof backends)[number];

/** Why tests of this backend cannot run here, or null. */
export const absenceOf = (backend: BackendName): string | null => (backend === "redis" ? redisAbsence : null);

/** A database, a queue beside it on one of the two backends, and a log that is read. */
export interface Workbench extends Workshop {
  readonly lines: readonly Record<string, unknown>[];
  readonly database: { readonly ownerUrl: string; readonly workerUrl: string; readonly queueUrl: string };
  readonly redisUrl: string | null;
  /** Another connection to the same queue, as another process would have it. */
  openQueues(): Promise<Queues>;
  /** Loses everything the queue holds, as a Redis without a disk does. */
  loseQueue(): Promise<void>;
  /** Everything the queue holds, as text. */
  queueText(): Promise<string>;
  /** An outbox row, as a command writes it. */
  promise(job: JobName | "unheard-of", payload: Record<string, unknown>, priority?: number): Promise<string>;
  outboxRow(id: string): Promise<typeof outbox.$inferSelect>;
  /** Empty database, empty queue, no connection left open, nothing said. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export async function setUp(backend: BackendName): Promise<Workbench> {
  const redis = backend === "redis" ? await startRedis() : null;
  const database = await freshDatabase();
  const db = openDatabase(database.workerUrl, { max: 8, name: "jobs test" });
  const { log, lines } = readableLog();
  const config = { redisUrl: redis?.url ?? null, queueDatabaseUrl: redis ? null : database.queueUrl };
  const opened: Queues[] = [];
  return {
    db,
    log,
    lines,
    database,
    redisUrl: redis?.url ?? null,
    async openQueues() {
      const queues = await openQueues(config, log);
      opened.push(queues);
      return queues;
    },
    loseQueue: () => (redis ? flush(redis.url) : truncate(database.queueUrl)),
    queueText: () => (redis ? redisText(redis.url) : postgresText(database.queueUrl)),
    async promise(job, payload, priority = 10) {
      const id = uuidv7();
      await asSystem(db, "test", (tx) => tx.insert(outbox).values({ id, kind: job, payload, priority }));
      return id;
    },
    async outboxRow(id) {
      const rows = await asSystem(db, "test", (tx) =>
        tx.query.outbox.findMany({ where: (row, { eq }) => eq(row.id, id) }),
      );
      const [row] = rows;
      if (row === undefined) throw new Error(`no outbox row ${id}`);
      return row;
    },
    async clear() {
      for (const queues of opened.splice(0)) await queues.close();
      await (redis ? flush(redis.url) : truncate(database.queueUrl));
      await asSystem(db, "test", (tx) => tx.delete(outbox));
      lines.splice(0);
    },
    async stop() {
      await db.close();
      await redis?.stop();
      await database.drop();
    },
  };
}

export const reportPayload = () => ({ v: 1, reportId: uuidv7() });

/** Waits until `happened` says so; a condition, never a span of time, decides a test. */
export async function until(happened: () => boolean | Promise<boolean>, patienceMs = 20_000): Promise<void> {
  await expect.poll(async () => happened(), { timeout: patienceMs, interval: 20 }).toBe(true);
}

/** A log whose lines can be read. */
export function readableLog(): { log: Log; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      for (const line of String(chunk).split("\n").filter(Boolean)) lines.push(JSON.parse(line));
      done();
    },
  });
  return { log: openLog({ level: "debug", process: "test", destination }), lines };
}

async function flush(url: string): Promise<void> {
  const client = new Redis(url);
  await client.flushall();
  client.disconnect();
}

async function redisText(url: string): Promise<string> {
  const client = new Redis(url);
  const texts: string[] = [];
  for (const key of await client.keys("*")) {
    texts.push(key);
    if ((await client.type(key)) === "hash") texts.push(JSON.stringify(await client.hgetall(key)));
    if ((await client.type(key)) === "stream") texts.push(JSON.stringify(await client.xrange(key, "-", "+")));
  }
  client.disconnect();
  return texts.join("\n");
}

async function postgresText(url: string): Promise<string> {
  const queue = openDatabase(url, { max: 1, name: "jobs test queue" });
  const rows = [await queue.sql`select * from bullmq.job`, await queue.sql`select * from bullmq.event`];
  await queue.close();
  return JSON.stringify(rows);
}

async function truncate(url: string): Promise<void> {
  const queue = openDatabase(url, { max: 1, name: "jobs test queue" });
  await queue.sql`truncate bullmq.job, bullmq.scheduler, bullmq.event cascade`;
  await queue.close();
}
