import { spawn } from "node:child_process";

/** What a program may take: address space in KiB, processor time in seconds, time in milliseconds, bytes of answer. */
export interface ProgramAllowance {
  readonly addressSpaceKb: number;
  readonly cpuSeconds: number;
  readonly wallMs: number;
  readonly mostBytes: number;
}

/**
 * Runs a program of Node on what comes in and gives what it answers, in a process of its own that is limited in memory
 * and time and has nothing of the portal in its environment. Null when it failed, answered nothing or took too much.
 */
export async function runLimited(
  program: string,
  input: AsyncIterable<Buffer>,
  allowance: ProgramAllowance,
  signal: AbortSignal,
): Promise<Buffer | null> {
  const limits = `ulimit -v ${allowance.addressSpaceKb} && ulimit -t ${allowance.cpuSeconds} && ulimit -c 0 && exec "$0" "$@"`;
  const child = spawn("/bin/sh", ["-c", limits, process.execPath, "--max-old-space-size=256", program], {
    env: { NODE_ENV: "production", UV_THREADPOOL_SIZE: "2", MALLOC_ARENA_MAX: "2", VIPS_CONCURRENCY: "1" },
    cwd: "/",
    stdio: ["pipe", "pipe", "ignore"],
    timeout: allowance.wallMs,
    killSignal: "SIGKILL",
    signal,
  });
  const ended = new Promise<boolean>((resolve) => {
    child.once("error", () => resolve(false));
    child.once("close", (code) => resolve(code === 0));
  });
  const answered: Buffer[] = [];
  let length = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > allowance.mostBytes) child.kill("SIGKILL");
    else answered.push(chunk);
  });
  // A child that ends early closes its ear; how it ended says whether that matters.
  child.stdin.on("error", () => undefined);
  const gone = ended.then(() => undefined);
  try {
    for await (const part of input) {
      if (child.stdin.destroyed) break;
      if (!child.stdin.write(part)) {
        await Promise.race([gone, new Promise<void>((resolve) => child.stdin.once("drain", resolve))]);
      }
    }
    child.stdin.end();
  } catch (error) {
    child.kill("SIGKILL");
    throw error;
  }
  return (await ended) && length > 0 && length <= allowance.mostBytes ? Buffer.concat(answered) : null;
}
