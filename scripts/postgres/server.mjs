import { spawn, spawnSync } from "node:child_process";
import { chownSync, closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { isRunning } from "../launcher/hold.mjs";
import { Refusal } from "../refusal.mjs";
import { underAccount } from "./account.mjs";
import { program } from "./binaries.mjs";

/** @typedef {import("./home.mjs").Home} Home */
/** @typedef {import("node:child_process").ChildProcess} ChildProcess */

export const ownerRole = "portal_owner";
export const databaseName = "portal";

/**
 * Settings of a server for one portal on one machine. `synchronous_commit` stays on: a receipt that was shown
 * must survive a power cut. Statements and details stay out of the log: they hold what people typed.
 * @type {Readonly<Record<string, string>>}
 */
const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  work_mem: "8MB",
  maintenance_work_mem: "64MB",
  synchronous_commit: "on",
  wal_compression: "on",
  max_wal_size: "2GB",
  random_page_cost: "1.1",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  lc_messages: "C",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
};

/** What a throw-away server may forgo, as nobody reads its data after a power cut. */
const throwawaySettings = { fsync: "off", full_page_writes: "off", synchronous_commit: "off", shared_buffers: "128MB" };

/** @typedef {"kept" | "throwaway"} Kind */

/**
 * Makes the cluster with its owner role and its empty database, unless it is there.
 * @param {Home} home
 * @param {string} password
 * @param {Kind} kind
 */
export function makeCluster(home, password, kind) {
  if (home.made) return;
  const passwordFile = `${home.own}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (home.account !== null) chownSync(passwordFile, home.account.uid, home.account.gid);
  try {
    const words = [
      `--pgdata=${home.own}`,
      `--username=${ownerRole}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
    ];
    // Sorting and case by Unicode, and the same on every machine, without the system's own locales.
    if (Number.parseInt(home.binaries.version, 10) >= 17)
      words.push("--locale-provider=builtin", "--builtin-locale=C.UTF-8");
    words.push(kind === "throwaway" ? "--no-sync" : "--data-checksums");
    run(home, "initdb", words);
    run(home, "postgres", ["--single", "-D", home.own, "postgres"], `CREATE DATABASE ${databaseName}\n`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(home.own, home.cluster);
}

/** @param {Home} home @param {"initdb" | "postgres"} name @param {string[]} words @param {string} [input] */
function run(home, name, words, input = "") {
  const done = spawnSync(program(home.binaries, name), words, {
    ...underAccount(home.account),
    input,
    encoding: "utf8",
  });
  if (done.status !== 0)
    throw new Refusal("postgres_failed", { what: name, told: lastLines(done.stderr || String(done.error ?? "")) });
}

/**
 * Ends a server that a killed launcher left behind, and clears its pid file where another process took its number:
 * PostgreSQL would otherwise refuse to start.
 * @param {Home} home
 * @returns {Promise<boolean>} whether one was still running
 */
export async function endLeftOver(home) {
  const pid = postmaster(home)?.pid;
  if (pid === undefined) return false;
  if (!isRunning(pid) || !isPostmasterOf(pid, home)) {
    rmSync(pidFile(home), { force: true });
    return false;
  }
  process.kill(pid, "SIGINT");
  for (let waited = 0; isRunning(pid) && waited < 30_000; waited += 50) await pause(50);
  if (isRunning(pid)) process.kill(pid, "SIGQUIT");
  for (let waited = 0; isRunning(pid) && waited < 10_000; waited += 50) await pause(50);
  return true;
}

/** @param {number} pid @param {Home} home */
function isPostmasterOf(pid, home) {
  if (!existsSync("/proc/self/cmdline")) return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(home.cluster);
  } catch {
    return false;
  }
}

/**
 * @param {Home} home
 * @param {{ kind: Kind, port: number, logFile: string }} options
 * @returns {Promise<ChildProcess>} once it accepts connections
 */
export async function startServer(home, { kind, port, logFile }) {
  const chosen = { ...settings, ...(kind === "throwaway" ? throwawaySettings : {}), port: String(port) };
  const words = Object.entries(chosen).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = openSync(logFile, "a", 0o600);
  const server = spawn(program(home.binaries, "postgres"), ["-D", home.cluster, ...words], {
    ...underAccount(home.account),
    stdio: ["ignore", log, log],
    // Ctrl-C in a terminal reaches the whole group; the database must outlive the processes that write to it.
    detached: process.platform !== "win32",
  });
  closeSync(log);
  /** @type {Error | null} */
  let failure = null;
  server.once("error", (error) => {
    failure = error;
  });
  while (!isReady(home, server)) {
    if (failure !== null || server.exitCode !== null || server.signalCode !== null) {
      throw new Refusal("postgres_failed", {
        what: "postgres",
        told: failure === null ? lastLines(readFileSync(logFile, "utf8")) : String(failure),
      });
    }
    await pause(15);
  }
  return server;
}

/**
 * Ends the server when this process dies, however it dies: the other end of the pipe closes then. Where there is no
 * shell, the next start ends what was left.
 * @param {ChildProcess} server
 * @param {Home} home
 * @param {string[]} folders removed afterwards; none for a server whose data is kept
 * @returns {() => void} calls it off
 */
export function endWithUs(server, home, folders) {
  if (process.platform === "win32") return () => {};
  const words = ["-c", endWhenPipeCloses, "sh", String(server.pid), pidFile(home), ...folders];
  const guard = spawn("/bin/sh", words, { stdio: ["pipe", "ignore", "ignore"], detached: true, cwd: "/" });
  guard.on("error", () => {});
  guard.unref();
  return () => {
    guard.kill("SIGKILL");
  };
}

const endWhenPipeCloses = `
cat
kill -INT "$1"
tries=0
while [ -e "$2" ] && [ $tries -lt 100 ]; do tries=$((tries + 1)); sleep 0.1; done
shift 2
[ $# = 0 ] || rm -rf "$@"
`;

/** @param {Home} home @param {ChildProcess} server */
function isReady(home, server) {
  const running = postmaster(home);
  return running !== null && running.status === "ready" && (process.platform === "win32" || running.pid === server.pid);
}

/** @param {Home} home */
function pidFile(home) {
  return join(home.cluster, "postmaster.pid");
}

/** @param {Home} home */
function postmaster(home) {
  try {
    const lines = readFileSync(pidFile(home), "utf8").split("\n");
    return { pid: Number.parseInt(lines[0] ?? "", 10), status: (lines[7] ?? "").trim() };
  } catch {
    return null;
  }
}

/** @returns {Promise<number>} a port of this machine that nobody listens on */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address === null || typeof address === "string" ? reject(new Error("no port")) : resolve(address.port),
      );
    });
  });
}

/** @param {string} text */
function lastLines(text) {
  return text.trim().split("\n").slice(-8).join("\n");
}
