import { startRedis } from "#tests/support/redis.ts";
import { type BenchResult, print } from "./bench.ts";
import { casePages } from "./case-page.ts";
import { commitToQueue } from "./commit-to-queue.ts";
import { filing } from "./filing.ts";
import { type PortalUnderTest, startPortalUnderTest } from "./portal-under-test.ts";
import { routing } from "./routing.ts";

/** Every benchmark, or those that are named, one JSON line each. Compare within one run: machines differ, and so do their days. */
if (wanted("routing")) print(await routing());

if (wanted("case-page")) {
  for await (const line of onPortal(casePages)) print(line);
}
if (wanted("filing")) await filings();

/** Whether a benchmark was asked for by name; all are where none is named. */
function wanted(name: string): boolean {
  const named = process.argv.slice(2);
  return named.length === 0 || named.includes(name);
}

/** A portal of its own for each, so that none measures what another left behind. */
async function* onPortal(
  measure: (portal: PortalUnderTest) => AsyncGenerator<BenchResult>,
): AsyncGenerator<BenchResult> {
  const portal = await startPortalUnderTest();
  try {
    yield* measure(portal);
  } finally {
    await portal.stop();
  }
}

async function filings(): Promise<void> {
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
}
