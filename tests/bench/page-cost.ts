import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Visitor } from "#scripts/test/visitor.mjs";
import type { RunningApp } from "#tests/support/app.ts";
import { quantile, round as rounded } from "./bench.ts";

/** Every page is asked this often in a round; the best round counts, for others may work on the machine. */
const asked = 40;
const rounds = 3;

export interface PageCost {
  readonly p50: number;
  readonly p95: number;
  /** Milliseconds of processor time that the web process spends on one: what does not grow when others work on the machine. */
  readonly cpu?: number;
  /** The p95 of each round, so that a busy machine is seen. */
  readonly rounds: readonly number[];
  readonly bytes: number;
}

/**
 * Milliseconds from asking for a page to its last byte, one after the other, over HTTP, by somebody signed in; and the
 * processor time of the web process, where that is given.
 */
export async function pageCost(
  visitor: Visitor,
  address: string,
  web?: Pick<RunningApp, "processorTime">,
): Promise<PageCost> {
  const page = await visitor.open(address);
  for (let index = 0; index < 10; index += 1) await visitor.open(address);
  const spentBefore = web?.processorTime("web");
  const measured: number[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    const times: number[] = [];
    for (let index = 0; index < asked; index += 1) {
      const started = performance.now();
      await visitor.open(address);
      times.push(performance.now() - started);
    }
    measured.push(times);
  }
  const spent = spentBefore === undefined ? undefined : (web?.processorTime("web") ?? spentBefore) - spentBefore;
  const p95 = (times: readonly number[]) => quantile(times, 0.95);
  const best = measured.toSorted((one, other) => p95(one) - p95(other))[0] ?? [];
  return {
    p50: quantile(best, 0.5),
    p95: p95(best),
    ...(spent === undefined ? {} : { cpu: rounded(spent / (rounds * asked)) }),
    rounds: measured.map(p95),
    bytes: Buffer.byteLength(page),
  };
}

/** The same for a bare HTTP server that has as many bytes ready. */
export async function bareCost(bytes: number): Promise<PageCost> {
  const body = "x".repeat(bytes);
  const server = createServer((_request, response) =>
    response.writeHead(200, { "Content-Type": "text/html" }).end(body),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cost = await pageCost(new Visitor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), "/");
  server.closeAllConnections();
  server.close();
  return cost;
}
