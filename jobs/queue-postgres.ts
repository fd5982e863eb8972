import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import { createPostgresBackend, DEFAULT_SCHEMA, type PgModule, Queue, runMigrations, Worker } from "bullmq";
import type { Log } from "#app/platform/log.ts";
import type { Backend } from "./queue-backend.ts";
import { QueueSetupError, QueueUnavailableError } from "./queue-errors.ts";

const pg: PgModule = createRequire(import.meta.url)("pg");

/** What no waiting cures: wrong password, no such role or database, no right to make the tables. */
const refusals = new Set(["28P01", "28000", "3D000", "42501"]);

/**
 * Queues in a PostgreSQL database of their own, whose tables BullMQ makes itself. Waits for the server as long as
 * it takes.
 *
 * Commits here do not wait for the disk: a job lost in a power cut is found by the relay, since the
 * outbox, in the portal's own database, does wait.
 */
export async function openPostgres(url: string, log: Log, signal: AbortSignal): Promise<Backend> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 12,
    options: `-c search_path=${DEFAULT_SCHEMA} -c synchronous_commit=off`,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  // BullMQ listens too, and says it for each queue; this is for the time before there is one.
  pool.on("error", (error) => log.debug({ err: error }, "queue.postgres.connection-lost"));

  const migrate = async (): Promise<void> => {
    const client = await pool.connect();
    try {
      await runMigrations(client);
    } finally {
      client.release();
    }
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      await migrate();
      break;
    } catch (error) {
      if (refusals.has(codeOf(error))) {
        await pool.end();
        log.error({ err: error }, "queue.postgres.refused");
        throw new QueueSetupError("queue_database_refuses_us");
      }
      if (attempt === 1) log.warn({ err: error }, "queue.postgres.waiting");
      await pause(Math.min(attempt * 200, 2_000), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) {
        await pool.end();
        throw new QueueUnavailableError();
      }
    }
  }

  return {
    kind: "postgres",
    makeQueue: (name, options) => new Queue(name, { ...options, connection: pool }, createPostgresBackend),
    makeWorker: (name, process, options) =>
      new Worker(name, process, { ...options, connection: pool }, createPostgresBackend),
    refuseWhenAway() {},
    async close() {
      // A worker that would not stop holds on to its connection; the process does not wait for it.
      await Promise.race([pool.end(), pause(2_000, undefined, { ref: false })]);
    },
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
