import { availableParallelism, cpus } from "node:os";

/** One line of a benchmark: what was measured, beside the floor that was measured in the same run. */
export interface BenchResult {
  readonly name: string;
  /** What one second does, for throughputs. */
  readonly perSecond?: number;
  /** Milliseconds, for latencies. */
  readonly p50?: number;
  readonly p99?: number;
  /** The same work without the portal, in the same unit; `ratio` compares the two. */
  readonly floor?: Readonly<Record<string, number>>;
  readonly ratio?: number;
  readonly goal: string;
  readonly met: boolean;
  readonly [detail: string]: unknown;
}

/** Prints one JSON line. */
export function print(result: BenchResult): void {
  const machine = { cores: availableParallelism(), model: cpus()[0]?.model ?? "unknown" };
  process.stdout.write(`${JSON.stringify({ ...result, machine })}\n`);
}

/** The value below which `share` of the measurements lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);
}

export const round = (value: number): number => Math.round(value * 100) / 100;

/** Does `work` `count` times, `atOnce` at a time, and says how many a second that was. */
export async function throughput(
  count: number,
  atOnce: number,
  work: (index: number) => Promise<unknown>,
): Promise<number> {
  const started = performance.now();
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < count; index = next++) await work(index);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return round(count / ((performance.now() - started) / 1_000));
}
