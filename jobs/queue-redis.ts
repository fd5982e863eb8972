import { Queue, Worker } from "bullmq";
import { Cluster, Redis, type RedisOptions } from "ioredis";
import type { Log } from "#app/platform/log.ts";
import type { Backend } from "./queue-backend.ts";
import { QueueSetupError, QueueUnavailableError } from "./queue-errors.ts";
import { parseRedisUrl, type RedisAddress } from "./redis-address.ts";

/** Braces make a Cluster keep all keys of the portal on one node, which BullMQ's scripts need. */
const prefix = "{portal}";
const connectTimeout = 5_000;

type Client = Redis | Cluster;

/**
 * Queues in Redis. Waits for Redis as long as it takes; refuses a Redis that may throw jobs away.
 * The producer's connection fails at once when Redis is away (the outbox keeps the promise); the workers' waits.
 */
export async function openRedis(url: string, log: Log, signal: AbortSignal): Promise<Backend> {
  const address = parseRedisUrl(url);
  const producer = connect(address, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: connectTimeout,
    autoResendUnfulfilledCommands: false,
  });
  const consumer = connect(address, { maxRetriesPerRequest: null });
  const clients = [producer, consumer];
  const disconnect = (): void => {
    for (const client of clients) client.disconnect();
  };
  try {
    await whenReady(producer, log, signal);
    await whenReady(consumer, log, signal);
    await refuseEviction(consumer, log);
  } catch (error) {
    disconnect();
    throw error;
  }
  for (const client of clients) sayOnce(client, log);

  return {
    kind: "redis",
    makeQueue: (name, options) => new Queue(name, { ...options, prefix, connection: producer }),
    makeWorker: (name, process, options) => new Worker(name, process, { ...options, prefix, connection: consumer }),
    refuseWhenAway() {
      if (producer.status !== "ready") throw new QueueUnavailableError();
    },
    async close() {
      disconnect();
    },
  };
}

function connect(address: RedisAddress, options: RedisOptions): Client {
  const shared: RedisOptions = {
    ...options,
    ...(address.username === undefined ? {} : { username: address.username }),
    ...(address.password === undefined ? {} : { password: address.password }),
    ...(address.tls ? { tls: {} } : {}),
    connectTimeout,
    keepAlive: 10_000,
    retryStrategy: (times) => Math.min(times * 100, 2_000),
  };
  const lazyConnect = true;
  switch (address.kind) {
    case "single":
      return new Redis({ ...shared, lazyConnect, host: address.host, port: address.port, db: address.db });
    case "sentinel":
      return new Redis({
        ...shared,
        lazyConnect,
        sentinels: [...address.sentinels],
        name: address.master,
        db: address.db,
        enableTLSForSentinelMode: address.tls,
        ...(address.tls ? { sentinelTLS: {} } : {}),
        ...(address.sentinelUsername === undefined ? {} : { sentinelUsername: address.sentinelUsername }),
        ...(address.sentinelPassword === undefined ? {} : { sentinelPassword: address.sentinelPassword }),
      });
    case "cluster":
      return new Cluster([...address.nodes], {
        lazyConnect,
        enableOfflineQueue: options.enableOfflineQueue ?? true,
        clusterRetryStrategy: (times) => Math.min(times * 100, 2_000),
        redisOptions: shared,
      });
  }
}

const wrongCredentials = /^(WRONGPASS|NOAUTH|NOPERM|ERR AUTH|ERR invalid password)/;

/** Resolves when the connection stands. A wrong password ends the wait; an absent server does not. */
function whenReady(client: Client, log: Log, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = false;
    const settle = (end: () => void): void => {
      client.off("ready", onReady);
      client.off("error", onError);
      signal.removeEventListener("abort", onAbort);
      end();
    };
    const onReady = (): void => settle(resolve);
    const onAbort = (): void => settle(() => reject(new QueueUnavailableError()));
    const onError = (error: Error): void => {
      if (wrongCredentials.test(error.message)) settle(() => reject(new QueueSetupError("redis_refuses_us")));
      else if (!said) log.warn({ err: error }, "queue.redis.waiting");
      said = true;
    };
    if (signal.aborted) return onAbort();
    signal.addEventListener("abort", onAbort);
    client.on("ready", onReady);
    client.on("error", onError);
    // A first attempt that fails rejects here too; the client goes on trying and `onError` has heard of it.
    client.connect().catch(onError);
  });
}

/** A lost connection is one line in the log, however often the client tries again, and one when it is back. */
function sayOnce(client: Client, log: Log): void {
  let away = false;
  client.on("error", (error) => {
    if (!away) log.warn({ err: error }, "queue.redis.away");
    away = true;
  });
  client.on("ready", () => {
    if (away) log.info("queue.redis.back");
    away = false;
  });
}

/** Redis may drop jobs when its memory is full unless its policy is `noeviction`: then the portal does not start. */
async function refuseEviction(client: Client, log: Log): Promise<void> {
  const servers = client instanceof Cluster ? client.nodes("master") : [client];
  for (const server of servers) {
    const policy = /^maxmemory_policy:(\S+)/m.exec(await server.info("memory"))?.[1];
    if (policy === undefined) log.warn("queue.redis.eviction-policy-unknown");
    else if (policy !== "noeviction") throw new QueueSetupError("redis_may_evict");
  }
}
