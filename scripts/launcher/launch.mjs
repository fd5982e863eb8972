import { chmodSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { mayWrite } from "../postgres/home.mjs";
import { Refusal } from "../refusal.mjs";
import { showAccounts } from "./accounts.mjs";
import { build } from "./build.mjs";
import { readyDatabase } from "./database.mjs";
import { take } from "./hold.mjs";
import { install } from "./install.mjs";
import { lines } from "./lines.mjs";
import { requireFreePort, wantedAddress } from "./port.mjs";
import { stopOnSignals } from "./signals.mjs";
import { supervise } from "./supervise.mjs";
import { openTerminal, secondsSince } from "./terminal.mjs";

/** @typedef {import("./supervise.mjs").Supervised} Supervised */
/** @typedef {import("./terminal.mjs").Terminal} Terminal */

const patience = { web: 10_000, worker: 20_000, firstPage: 90_000 };

/**
 * Starts the whole portal and keeps it running until it is told to stop.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} given
 * @returns {Promise<number>} the exit status
 */
export async function launch(root, given) {
  const startedAt = Date.now();
  const production = given.PORTAL_MODE === "production";
  const terminal = openTerminal(production ? process.stderr : process.stdout);
  /** @type {(() => Promise<void> | void)[]} */
  const endings = [];
  /** @type {Supervised[]} */
  const programs = [];
  const stopping = stopOnSignals({
    onFirst: () => terminal.say("stopping"),
    onSecond: () => {
      for (const program of programs) program.kill();
      terminal.say("killed");
      process.exit(130);
    },
  });
  const { signal } = stopping;

  try {
    const address = wantedAddress(given);
    const dataDir = openDataDir(root, given, address.url, terminal, endings);
    await requireFreePort(address);
    await install(root, given, terminal, signal);
    signal.throwIfAborted();

    const building = build(root, given, terminal, signal);
    const database = readyDatabase({
      root,
      dataDir,
      env: given,
      terminal,
      signal,
      atEnd: (stop) => endings.push(stop),
    });
    // Both come to an end before anything is cleared away, also when one of them fails.
    const [built, ready] = await Promise.allSettled([building, database]);
    if (ready.status === "rejected") throw ready.reason;
    if (built.status === "rejected") throw built.reason;
    signal.throwIfAborted();

    terminal.say("start");
    const env = {
      ...ready.value,
      NODE_ENV: /** @type {const} */ ("production"),
      PORT: String(address.port),
      HOST: address.host,
    };
    const logs = join(dataDir, "logs");
    const shared = { root, production, terminal, onCrashLoop: stopping.giveUp };
    const web = supervise({
      ...shared,
      name: "web",
      entry: "app/server.ts",
      env: ownEnvironment(env, "web"),
      logFile: join(logs, "web.log"),
    });
    const worker = supervise({
      ...shared,
      name: "worker",
      entry: "jobs/main.ts",
      env: ownEnvironment(env, "worker"),
      logFile: join(logs, "worker.log"),
    });
    programs.push(web, worker);
    endings.push(
      () => worker.stop(patience.worker),
      () => web.stop(patience.web),
    );

    await firstPage(address, web, signal);
    await reported(worker, signal);
    for (const program of programs) program.ready();
    terminal.say("ready", { url: address.url, seconds: secondsSince(startedAt) });
    if (!production) {
      await showAccounts(root, dataDir, address.url, terminal);
      terminal.print("");
      terminal.say("logs", { path: logs });
    }
    terminal.say("how_to_stop");
    await stopping.told;
    return stopping.gaveUp() ? failed(programs, terminal) : 0;
  } catch (error) {
    if (stopping.gaveUp()) return failed(programs, terminal);
    if (signal.aborted) return 0;
    terminal.refuse(error);
    return 1;
  } finally {
    for (const end of endings.reverse()) await end();
    if (signal.aborted) terminal.say("stopped");
    stopping.release();
  }
}

/**
 * The folder of this machine's data, held by this launcher alone.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @param {string} url
 * @param {Terminal} terminal
 * @param {(() => Promise<void> | void)[]} endings
 */
function openDataDir(root, env, url, terminal, endings) {
  const dataDir = resolve(root, env.DATA_DIR || ".data");
  // PostgreSQL's account walks through this folder when root starts it; every secret in it is closed by itself.
  mkdirSync(dataDir, { recursive: true });
  if (!mayWrite(dataDir)) throw new Refusal("data_not_writable", { path: dataDir });
  chmodSync(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
  const taken = take(join(dataDir, "launcher.json"), url);
  if ("holder" in taken) throw new Refusal("already_running", { pid: taken.holder.pid, url: taken.holder.note });
  if (taken.afterCrash) terminal.say("crashed_last_time");
  endings.push(taken.hold.release);
  mkdirSync(join(dataDir, "logs"), { recursive: true, mode: 0o700 });
  return dataDir;
}

/**
 * Each process learns only the addresses that are its own.
 * @param {NodeJS.ProcessEnv} env
 * @param {"web" | "worker"} name
 */
function ownEnvironment(env, name) {
  const { DATABASE_WEB_URL, DATABASE_WORKER_URL, QUEUE_DATABASE_URL, ...rest } = env;
  return name === "web" ? { ...rest, DATABASE_WEB_URL } : { ...rest, DATABASE_WORKER_URL, QUEUE_DATABASE_URL };
}

/**
 * @param {{ host: string, port: number }} address
 * @param {Supervised} web
 * @param {AbortSignal} signal
 */
async function firstPage({ host, port }, web, signal) {
  const reached = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  const url = `http://${reached.includes(":") ? `[${reached}]` : reached}:${port}/healthz`;
  const until = Date.now() + patience.firstPage;
  while (Date.now() < until) {
    signal.throwIfAborted();
    if (await answers(url)) return;
    await pause(50);
  }
  throw new Refusal("not_ready", { name: lines.names.web, seconds: patience.firstPage / 1000, told: web.lastWords() });
}

/**
 * @param {Supervised} program
 * @param {AbortSignal} signal
 */
async function reported(program, signal) {
  const tooLate = pause(patience.firstPage, "late", { signal, ref: false });
  const first = await Promise.race([program.reportedReady, tooLate]);
  if (first !== "late") return;
  const seconds = patience.firstPage / 1000;
  throw new Refusal("not_ready", { name: lines.names[program.name], seconds, told: program.lastWords() });
}

/** @param {string} url */
async function answers(url) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

/** @param {Supervised[]} programs @param {Terminal} terminal */
function failed(programs, terminal) {
  const program = programs.find((candidate) => candidate.hasGivenUp());
  if (program !== undefined)
    terminal.refuse(new Refusal("crash_loop", { name: lines.names[program.name], told: program.lastWords() }));
  return 1;
}
