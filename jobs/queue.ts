import type { JobsOptions } from "bullmq";
import type { Config } from "#app/platform/config.ts";
import type { Log } from "#app/platform/log.ts";
import { type JobName, kindOf, type QueueName, queueNames, scheduledKinds } from "./catalogue.ts";
import { type Addition, type Backend, type QueueDoor, seldom } from "./queue-backend.ts";
import { QueueSetupError } from "./queue-errors.ts";
import { openPostgres } from "./queue-postgres.ts";
import { openRedis } from "./queue-redis.ts";
import { type Attempt, type OpenWorker, openWorker } from "./queue-worker.ts";

/** A job that an outbox row promises; the row's id is the job's id, so that adding it twice is adding it once. */
export interface PromisedJob {
  readonly id: string;
  readonly job: JobName;
  readonly payload: unknown;
  /** 1 runs before 2. */
  readonly priority: number;
}

/** What the queue knows of a job. `open`: it waits, runs, or waits for another attempt. */
type Standing = "unknown" | "open" | "done" | "dead";

type Counts = Readonly<Record<"waiting" | "active" | "delayed" | "dead", number>>;

export interface Queues {
  readonly backend: "redis" | "postgres";
  add(job: PromisedJob): Promise<void>;
  /** All or a part may have been added when it throws; adding again repeats nothing. */
  addMany(jobs: readonly PromisedJob[]): Promise<void>;
  standing(job: JobName, id: string): Promise<Standing>;
  /** Lets go of a job that has ended, so that its id can be added again. */
  forget(job: JobName, id: string): Promise<void>;
  /** Puts the scheduled kinds on their schedules where they are missing. */
  keepSchedules(): Promise<void>;
  counts(): Promise<Readonly<Record<QueueName, Counts>>>;
  openWorker(queue: QueueName, run: (attempt: Attempt) => Promise<void>): Promise<OpenWorker>;
  close(): Promise<void>;
}

const days = 24 * 60 * 60;

/**
 * Opens the queues on the backend that the configuration names: Redis where `REDIS_URL` is set, otherwise
 * PostgreSQL. Waits for a server that is away until `signal` is aborted; throws `QueueSetupError` or
 * `RedisAddressError` for what waiting cannot cure.
 */
export async function openQueues(
  config: Pick<Config, "redisUrl" | "queueDatabaseUrl">,
  log: Log,
  signal: AbortSignal = new AbortController().signal,
): Promise<Queues> {
  const backend = await openBackend(config, log, signal);
  const doors = new Map<QueueName, QueueDoor>();
  for (const name of queueNames) {
    const door = backend.makeQueue(name, { streams: { events: { maxLen: 1_000 } } });
    door.on(
      "error",
      seldom((error) => log.warn({ err: error, queue: name }, "queue.error")),
    );
    doors.set(name, door);
  }
  await Promise.all([...doors.values()].map((door) => door.waitUntilReady()));

  const doorOf = (name: QueueName): QueueDoor => {
    const door = doors.get(name);
    if (door === undefined) throw new Error(`no queue ${name}`);
    return door;
  };

  const addMany = async (jobs: readonly PromisedJob[]): Promise<void> => {
    if (jobs.length > 0) backend.refuseWhenAway();
    await Promise.all(
      queueNames.map(async (name) => {
        const additions = jobs.filter(({ job }) => kindOf(job).queue === name).map(addition);
        const [only, another] = additions;
        // One alone is the usual case, and cheaper by itself: PostgreSQL makes temporary tables for a bulk.
        if (another !== undefined) await doorOf(name).addBulk(additions);
        else if (only !== undefined) await doorOf(name).add(only.name, only.data, only.opts);
      }),
    );
  };

  return {
    backend: backend.kind,
    add: (job) => addMany([job]),
    addMany,
    async standing(job, id) {
      backend.refuseWhenAway();
      const state = await doorOf(kindOf(job).queue).getJobState(id);
      if (state === "unknown") return "unknown";
      if (state === "completed") return "done";
      return state === "failed" ? "dead" : "open";
    },
    async forget(job, id) {
      backend.refuseWhenAway();
      await doorOf(kindOf(job).queue).remove(id);
    },
    async keepSchedules() {
      backend.refuseWhenAway();
      for (const { job, schedule } of scheduledKinds()) {
        const door = doorOf(kindOf(job).queue);
        if (await door.getJobScheduler(job)) continue;
        const repeat =
          "everyMs" in schedule ? { every: schedule.everyMs } : { pattern: schedule.pattern, tz: schedule.timeZone };
        await door.upsertJobScheduler(job, repeat, { name: job, data: { v: 1 }, opts: optionsOf(job) });
      }
    },
    async counts() {
      backend.refuseWhenAway();
      const counted = await Promise.all(queueNames.map(async (name) => [name, await countsOf(doorOf(name))] as const));
      const found = new Map(counted);
      const of = (name: QueueName): Counts => found.get(name) ?? { waiting: 0, active: 0, delayed: 0, dead: 0 };
      return { routing: of("routing"), mail: of("mail"), evidence: of("evidence"), upkeep: of("upkeep") };
    },
    openWorker: (name, run) => openWorker(backend, name, run, log),
    async close() {
      await Promise.all([...doors.values()].map((door) => door.close()));
      await backend.close();
    },
  };
}

function openBackend(
  { redisUrl, queueDatabaseUrl }: Pick<Config, "redisUrl" | "queueDatabaseUrl">,
  log: Log,
  signal: AbortSignal,
): Promise<Backend> {
  if (redisUrl !== null) return openRedis(redisUrl, log, signal);
  if (queueDatabaseUrl !== null) return openPostgres(queueDatabaseUrl, log, signal);
  throw new QueueSetupError("nothing_configured");
}

/** Options that every job of a kind has. A completed job is let go at once: the outbox keeps that it is done. */
function optionsOf(job: JobName): JobsOptions {
  return {
    attempts: kindOf(job).attempts,
    backoff: { type: "catalogue" },
    removeOnComplete: true,
    removeOnFail: { age: 90 * days },
    stackTraceLimit: 0,
  };
}

function addition({ id, job, payload, priority }: PromisedJob): Addition {
  return { name: job, data: payload, opts: { ...optionsOf(job), jobId: id, priority } };
}

async function countsOf(door: QueueDoor): Promise<Counts> {
  const found = await door.getJobCounts("waiting", "prioritized", "active", "delayed", "failed");
  const of = (state: string): number => found[state] ?? 0;
  return {
    waiting: of("waiting") + of("prioritized"),
    active: of("active"),
    delayed: of("delayed"),
    dead: of("failed"),
  };
}
