import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openQueues, type Queues } from "#jobs/queue.ts";
import { QueueSetupError, QueueUnavailableError } from "#jobs/queue-errors.ts";
import { relayOnce, startRelay } from "#jobs/relay.ts";
import { startWorker } from "#jobs/worker.ts";
import { redisAbsence, type TestRedis } from "#tests/support/redis.ts";
import { handlersWith } from "./handlers.ts";
import { gateTo, redisWith, startCluster, startSentinel, tell } from "./redis-fixtures.ts";
import { readableLog, reportPayload, setUp, until, type Workbench } from "./workbench.ts";

const absence = redisAbsence === null ? "" : ` (${redisAbsence})`;

describe.skipIf(redisAbsence !== null)(`Redis as operators have it${absence}`, () => {
  const { log, lines } = readableLog();
  const ends: (() => Promise<void>)[] = [];
  const own = async (redis: Promise<TestRedis>): Promise<TestRedis> => {
    const started = await redis;
    ends.push(started.stop);
    return started;
  };
  const open = async (redisUrl: string, signal?: AbortSignal): Promise<Queues> => {
    const queues = await openQueues({ redisUrl, queueDatabaseUrl: null }, log, signal);
    ends.push(queues.close);
    return queues;
  };
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
    lines.splice(0);
  });

  const roundTrip = async (queues: Queues): Promise<void> => {
    const jobs = Array.from({ length: 3 }, () => ({
      id: uuidv7(),
      job: "route-report" as const,
      payload: reportPayload(),
      priority: 2,
    }));
    const ran: string[] = [];
    const worker = await queues.openWorker("routing", async ({ jobId }) => void ran.push(jobId));
    await queues.addMany(jobs);
    await until(() => ran.length === 3);
    await queues.keepSchedules();
    expect((await queues.counts()).routing.dead).toBe(0);
    await worker.stop(1_000);
  };

  test.each(["allkeys-lru", "volatile-ttl"])("one that may throw jobs away (%s) is refused", async (policy) => {
    const redis = await own(redisWith("--maxmemory-policy", policy));
    await expect(open(redis.url)).rejects.toThrow(new QueueSetupError("redis_may_evict"));
  });

  test("a wrong password is refused at once instead of being tried for ever", async () => {
    const redis = await own(redisWith());
    await tell(redis.url, "CONFIG", "SET", "requirepass", "right");
    await expect(open(redis.url.replace("//", "//:wrong@"))).rejects.toThrow(new QueueSetupError("redis_refuses_us"));
    await expect(open(redis.url)).rejects.toThrow(new QueueSetupError("redis_refuses_us"));
    await roundTrip(await open(redis.url.replace("//", "//:right@")));
  });

  test("the database of the address is used", async () => {
    const redis = await own(redisWith());
    const queues = await open(`${redis.url}/5`);
    await queues.keepSchedules();
    expect(await tell(`${redis.url}/5`, "DBSIZE")).toBeGreaterThan(0);
    expect(await tell(`${redis.url}/0`, "DBSIZE")).toBe(0);
  });

  test("a Cluster works: all keys of the portal lie in one slot", async () => {
    const redis = await own(startCluster());
    await roundTrip(await open(`redis+cluster://127.0.0.1:${redis.port}`));
  });

  test("a Sentinel leads to its master", async () => {
    const master = await own(redisWith());
    const sentinel = await startSentinel(master);
    ends.push(sentinel.stop);
    await roundTrip(await open(`redis+sentinel://127.0.0.1:1,127.0.0.1:${sentinel.port}/portal`));
  });

  test("a Redis that is not there yet is waited for, and the wait can be ended", async () => {
    const redis = await own(redisWith());
    const gate = await gateTo(redis.port);
    ends.push(gate.shut);
    await gate.shut();
    const stop = new AbortController();
    const waiting = open(gate.url, stop.signal);
    await until(() => lines.some((line) => line.event === "queue.redis.waiting"));
    stop.abort();
    await expect(waiting).rejects.toThrow(QueueUnavailableError);

    const patient = open(gate.url);
    await gate.open();
    await roundTrip(await patient);
  });
});

describe.skipIf(redisAbsence !== null)(`Redis away${absence}`, () => {
  let bench: Workbench;
  beforeAll(async () => {
    bench = await setUp("redis");
  });
  afterAll(() => bench?.stop());

  test("promises wait in the database, nobody is held up, and all are kept when it is back", async () => {
    const redis = await redisWith();
    const gate = await gateTo(redis.port);
    const queues = await openQueues({ redisUrl: gate.url, queueDatabaseUrl: null }, bench.log);
    const worker = await startWorker(bench, queues, handlersWith({}));
    const relay = startRelay({ db: bench.db, queues, log: bench.log });
    try {
      const before = await bench.promise("route-report", reportPayload());
      await until(async () => (await bench.outboxRow(before)).doneAt !== null);

      await gate.shut();
      await until(() =>
        queues.counts().then(
          () => false,
          () => true,
        ),
      );
      const ids = [];
      for (let count = 0; count < 20; count += 1) ids.push(await bench.promise("route-report", reportPayload()));
      await expect(relayOnce(bench.db, queues, bench.log)).rejects.toThrow(QueueUnavailableError);
      await until(() => bench.lines.some((line) => line.event === "relay.waiting"));
      const [first = ""] = ids;
      expect((await bench.outboxRow(first)).relayedAt).toBeNull();

      await gate.open();
      for (const id of ids) await until(async () => (await bench.outboxRow(id)).doneAt !== null);
      const said = (event: string) => bench.lines.filter((line) => line.event === event);
      expect(said("relay.waiting")).toHaveLength(1);
      expect(said("relay.resumed")).toHaveLength(1);
      expect(said("job.dead")).toEqual([]);
    } finally {
      await relay.stop();
      await worker.stop();
      await queues.close();
      await gate.shut();
      await redis.stop();
    }
  });
});
