import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "#scripts/postgres/server.mjs";
import { redisServer } from "#scripts/test/machine.mjs";

export interface TestRedis {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

/** Why tests that need Redis are left out; null where they run. Under `CI=true` nothing is left out. */
export const redisAbsence: string | null = redisServer !== null ? null : "redis-server is not installed";
if (redisAbsence !== null && process.env.CI === "true") throw new Error(`CI=true, but ${redisAbsence}`);

/** A throw-away Redis on a free port, or null where the machine has none. `words` are further options of the server. */
export async function startRedis(words: readonly string[] = []): Promise<TestRedis | null> {
  if (redisServer === null) return null;
  const folder = mkdtempSync(join(tmpdir(), "portal-redis-"));
  const port = await freePort();
  const fixed = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no"];
  const server = spawn(redisServer, [...fixed, "--maxmemory-policy", "noeviction", ...words], { stdio: "ignore" });
  const end = () => server.kill("SIGKILL");
  process.once("exit", end);
  await answering(server, port);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    stop: async () => {
      process.off("exit", end);
      if (server.exitCode === null && server.signalCode === null) {
        const gone = new Promise((resolve) => server.once("exit", resolve));
        server.kill("SIGKILL");
        await gone;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answering(server: ChildProcess, port: number): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode}`);
    if (await pong(port)) return;
    await pause(10);
  }
}

function pong(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write("PING\r\n"));
    const answer = (ready: boolean) => {
      socket.destroy();
      resolve(ready);
    };
    socket.once("data", (text) => answer(text.toString().startsWith("+PONG")));
    socket.once("error", () => answer(false));
  });
}
