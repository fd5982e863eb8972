import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { startRedis, type TestRedis } from "#tests/support/redis.ts";
import { until } from "./workbench.ts";

/** A Redis that is known to be installed: the tests that need one are skipped elsewhere. */
export async function redisWith(...words: readonly string[]): Promise<TestRedis> {
  const redis = await startRedis(words);
  if (redis === null) throw new Error("redis-server is not installed");
  return redis;
}

/** Tells a Redis something, as an operator would. */
export async function tell(url: string, command: string, ...words: string[]): Promise<unknown> {
  const client = new Redis(url, { maxRetriesPerRequest: 50 });
  // A server that is still starting refuses; the client tries again.
  client.on("error", () => undefined);
  try {
    return await client.call(command, words);
  } finally {
    client.disconnect();
  }
}

export interface Gate {
  readonly url: string;
  /** As if the server were gone: connections break, and none can be made. */
  shut(): Promise<void>;
  open(): Promise<void>;
}

/** A way to a server that can be closed and opened again under the same address. */
export async function gateTo(port: number): Promise<Gate> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  const listen = (at: number): Promise<void> => new Promise((resolve) => server.listen(at, "127.0.0.1", resolve));
  await listen(0);
  const address = server.address();
  const own = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `redis://127.0.0.1:${own}`,
    async shut() {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    open: () => listen(own),
  };
}

/** One node that holds all slots: as strict about keys as a large cluster. */
export async function startCluster(): Promise<TestRedis> {
  const redis = await redisWith("--cluster-enabled", "yes", "--cluster-announce-ip", "127.0.0.1");
  await tell(redis.url, "CLUSTER", "ADDSLOTSRANGE", "0", "16383");
  await until(async () => String(await tell(redis.url, "CLUSTER", "INFO")).includes("cluster_state:ok"));
  return redis;
}

/** A sentinel that watches `master` under the name `portal`. */
export async function startSentinel(master: TestRedis): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "portal-sentinel-"));
  const configuration = join(folder, "sentinel.conf");
  const port = master.port > 40_000 ? master.port - 10_000 : master.port + 10_000;
  writeFileSync(
    configuration,
    [`port ${port}`, "bind 127.0.0.1", `dir ${folder}`, `sentinel monitor portal 127.0.0.1 ${master.port} 1`].join(
      "\n",
    ),
  );
  const server = spawn("redis-server", [configuration, "--sentinel"], { stdio: "ignore" });
  await until(async () => {
    const answer = await tell(`redis://127.0.0.1:${port}`, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", "portal");
    return Array.isArray(answer);
  });
  return {
    port,
    async stop() {
      const gone = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGKILL");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
