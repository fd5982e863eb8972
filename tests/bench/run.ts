import { startRedis } from "#tests/support/redis.ts";
import { print } from "./bench.ts";
import { commitToQueue } from "./commit-to-queue.ts";
import { filing } from "./filing.ts";
import { startPortalUnderTest } from "./portal-under-test.ts";
import { routing } from "./routing.ts";

/** Every benchmark, one JSON line each. Compare within one run: machines differ, and so do their days. */
print(await routing());

const onPostgres = await startPortalUnderTest();
try {
  print(await filing(onPostgres));
  print(await commitToQueue(onPostgres, "postgres"));
} finally {
  await onPostgres.stop();
}

const redis = await startRedis();
if (redis === null) {
  process.stderr.write("redis-server is not installed: the Redis backend is left out\n");
} else {
  process.env.BENCH_REDIS_URL = redis.url;
  const onRedis = await startPortalUnderTest({ REDIS_URL: redis.url });
  try {
    print(await commitToQueue(onRedis, "redis"));
  } finally {
    await onRedis.stop();
    await redis.stop();
  }
}
