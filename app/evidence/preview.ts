import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** What drawing one preview may take. Policy values: enough for a 50-megapixel photo, too little for a bomb to matter. */
const allowance = { addressSpaceKb: 4_000_000, cpuSeconds: 20, wallMs: 30_000, mostBytes: 4 * 1_048_576 } as const;

const program = fileURLToPath(new URL("draw-preview.mjs", import.meta.url));

/**
 * Draws the preview of an image in a process of its own, limited in memory and time, with nothing of the portal in its
 * environment. Null when it could not be drawn, whatever the reason: a preview is a convenience, the original counts.
 */
export async function drawPreview(image: AsyncIterable<Buffer>, signal: AbortSignal): Promise<Buffer | null> {
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
  const drawn: Buffer[] = [];
  let length = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > allowance.mostBytes) child.kill("SIGKILL");
    else drawn.push(chunk);
  });
  // A child that ends early closes its ear; how it ended says whether that matters.
  child.stdin.on("error", () => undefined);
  const gone = ended.then(() => undefined);
  try {
    for await (const part of image) {
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
  return (await ended) && length > 0 && length <= allowance.mostBytes ? Buffer.concat(drawn) : null;
}
