import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { isRunning } from "#scripts/launcher/hold.mjs";
import { freePort } from "#scripts/postgres/server.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const patience = 120_000;

interface Started {
  readonly child: ChildProcess;
  said(): string;
  /** The exit status, once it has one. */
  readonly ended: Promise<number | null>;
}

describe("npm start", { timeout: 4 * patience }, () => {
  let dataDir: string;
  let port: number;
  const running: ChildProcess[] = [];

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), "portal-start-"));
    port = await freePort();
  });
  afterEach(async () => {
    for (const child of running.splice(0)) if (child.exitCode === null) child.kill("SIGKILL");
    await pause(300);
  });
  afterAll(() => {
    const location = join(dataDir, "postgres", "location.json");
    if (existsSync(location)) rmSync(JSON.parse(readFileSync(location, "utf8")).home, { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  });

  function start(env: Record<string, string> = {}): Started {
    const child = spawn(process.execPath, ["scripts/start.mjs"], {
      cwd: root,
      env: { PATH: process.env.PATH ?? "", NODE_ENV: "production", DATA_DIR: dataDir, PORT: String(port), ...env },
    });
    running.push(child);
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (text += String(chunk)));
    return { child, said: () => text, ended: new Promise((resolve) => child.once("close", resolve)) };
  }

  async function ready(started: Started): Promise<void> {
    for (let waited = 0; waited < patience; waited += 100) {
      if (started.said().includes("按 Ctrl-C 停止")) return;
      if (started.child.exitCode !== null) break;
      await pause(100);
    }
    throw new Error(`not ready:\n${started.said()}`);
  }

  const answers = async () => (await fetch(`http://127.0.0.1:${port}/healthz`)).status;
  const postmaster = () => {
    const location = join(dataDir, "postgres", "location.json");
    const home = existsSync(location) ? JSON.parse(readFileSync(location, "utf8")).home : join(dataDir, "postgres");
    return Number(readFileSync(join(home, "cluster", "postmaster.pid"), "utf8").split("\n")[0]);
  };
  const secrets = () => readFileSync(join(dataDir, "secrets.json"), "utf8");

  it("starts from nothing, keeps to itself, survives being killed, and stops cleanly", async () => {
    const first = start();
    await ready(first);
    expect(await answers()).toBe(200);
    expect(first.said()).toContain("police-chaoyang");
    const made = secrets();
    const database = postmaster();

    const second = start({ PORT: String(await freePort()) });
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain(`已经有一个平台在运行（进程 ${first.child.pid}`);

    process.kill(database, "SIGKILL");
    await expect.poll(() => first.said(), { timeout: 30_000 }).toContain("数据库已重新启动");
    expect(await answers()).toBe(200);

    first.child.kill("SIGKILL");
    await first.ended;
    await expect.poll(() => answers().catch(() => "nobody"), { timeout: 30_000 }).toBe("nobody");

    const third = start();
    await ready(third);
    expect(third.said()).toContain("上次没有正常退出");
    expect(secrets()).toBe(made);
    const last = postmaster();
    third.child.kill("SIGINT");
    expect(await third.ended).toBe(0);
    expect(third.said()).toContain("已全部停止");
    expect(isRunning(last)).toBe(false);
    expect(existsSync(join(dataDir, "launcher.json"))).toBe(false);
  });

  it("names PORT when the port is taken, and proposes another", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, "127.0.0.1", resolve));
    const started = start();
    expect(await started.ended).toBe(1);
    expect(started.said()).toMatch(new RegExp(`端口 ${port} 已被占用.*PORT=\\d+ npm start`));
    await new Promise((resolve) => other.close(resolve));
  });

  it("does not make new keys for a database that needs the old ones", async () => {
    const kept = secrets();
    for (const [content, word] of [
      [null, "不见了"],
      ['{"MASTER_KEY":"cut o', "读不懂"],
    ] as const) {
      if (content === null) rmSync(join(dataDir, "secrets.json"));
      else writeFileSync(join(dataDir, "secrets.json"), content);
      const started = start();
      expect(await started.ended).toBe(1);
      expect(started.said()).toContain(word);
    }
    writeFileSync(join(dataDir, "secrets.json"), kept);
  });

  it("refuses production without a database, and a wrong value by its name", async () => {
    const production = start({ PORTAL_MODE: "production" });
    expect(await production.ended).toBe(1);
    expect(production.said()).toContain("DATABASE_URL 没有设置");
    const wrong = start({ SESSION_SECRET: "short" });
    expect(await wrong.ended).toBe(1);
    expect(wrong.said()).toContain("SESSION_SECRET 太短");
  });

  it("speaks English where the terminal does", async () => {
    const started = start({ LANG: "en_GB.UTF-8", PORT: "0" });
    expect(await started.ended).toBe(1);
    expect(started.said()).toContain("PORT=0 is not a port number");
  });
});
