import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { take } from "./launcher/hold.mjs";
import { demolish, mayWrite, settle } from "./postgres/home.mjs";
import {
  databaseName,
  endLeftOver,
  endWithUs,
  freePort,
  makeCluster,
  ownerRole,
  startServer,
} from "./postgres/server.mjs";
import { Refusal } from "./refusal.mjs";

/**
 * @typedef {object} EmbeddedPostgres
 * @property {string} ownerUrl of the database `portal`, as the role that owns everything
 * @property {number} port
 * @property {boolean} fresh whether the cluster was made just now
 * @property {string} folder where the data lies
 * @property {() => Promise<void>} stop ends it cleanly; a throw-away one is removed
 */

/**
 * @typedef {object} Options
 * @property {string} dir the folder that is the cluster's own
 * @property {import("./postgres/server.mjs").Kind} [kind]
 * @property {string} [logFile]
 * @property {(event: "left_over_server" | "making" | Parameters<import("./postgres/home.mjs").Tell>[0], values: Record<string, string>) => void} [tell]
 * @property {() => void} [onDeath] called when it ends without having been told to; it is then being started again
 * @property {() => void} [onReturn] called when it is back
 */

/**
 * Starts a real PostgreSQL that needs nothing but the installed packages: makes its cluster when there is none,
 * also as root and below folders that only root may enter, and starts it again when it dies.
 * @param {Options} options
 * @returns {Promise<EmbeddedPostgres>}
 */
export async function startEmbeddedPostgres({
  dir: given,
  kind = "kept",
  logFile,
  tell = () => {},
  onDeath = () => {},
  onReturn = () => {},
}) {
  const dir = resolve(given);
  mkdirSync(dir, { recursive: true, mode: 0o755 });
  if (!mayWrite(dir)) throw new Refusal("foreign_cluster", { path: dir });
  const taken = take(join(dir, "in-use.json"));
  if ("holder" in taken) throw new Refusal("cluster_in_use", { path: dir, pid: taken.holder.pid });
  try {
    const home = settle(dir, tell);
    if (await endLeftOver(home)) tell("left_over_server", { path: home.cluster });
    if (!home.made) tell("making", { path: home.cluster });
    const password = passwordOf(dir, home.made);
    makeCluster(home, password, kind);
    const log = logFile ?? join(dir, "server.log");
    const { port, server } = await startOnFreePort(home, kind, log);
    const folders = kind === "throwaway" ? [home.folder, dir] : [];
    const keeper = keepRunning(server, {
      again: () => startServer(home, { kind, port, logFile: log }),
      onDeath,
      onReturn,
      home,
      folders,
    });
    return {
      ownerUrl: `postgres://${ownerRole}:${password}@127.0.0.1:${port}/${databaseName}`,
      port,
      fresh: !home.made,
      folder: home.folder,
      stop: async () => {
        await keeper.stop();
        taken.hold.release();
        if (kind === "throwaway") demolish(dir, home);
      },
    };
  } catch (error) {
    taken.hold.release();
    throw error;
  }
}

/**
 * The owner's password: made with the cluster and kept beside it, for nobody else to read.
 * @param {string} dir
 * @param {boolean} made
 */
function passwordOf(dir, made) {
  const file = join(dir, "owner-password");
  if (made) {
    if (!existsSync(file)) throw new Refusal("password_lost", { path: file });
    return readFileSync(file, "utf8").trim();
  }
  const password = randomBytes(24).toString("base64url");
  writeFileSync(`${file}.new`, password, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return password;
}

/**
 * A port that was free a moment ago may be taken by now.
 * @param {import("./postgres/home.mjs").Home} home
 * @param {import("./postgres/server.mjs").Kind} kind
 * @param {string} logFile
 */
async function startOnFreePort(home, kind, logFile) {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    try {
      return { port, server: await startServer(home, { kind, port, logFile }) };
    } catch (error) {
      const busy =
        error instanceof Refusal && /could not bind|could not create any TCP/.test(String(error.values.told));
      if (!busy || attempt === 3) throw error;
    }
  }
}

/**
 * @typedef {import("node:child_process").ChildProcess} ChildProcess
 * @param {ChildProcess} first
 * @param {{ again: () => Promise<ChildProcess>, onDeath: () => void, onReturn: () => void, home: import("./postgres/home.mjs").Home, folders: string[] }} options
 */
function keepRunning(first, { again, onDeath, onReturn, home, folders }) {
  let server = first;
  let stopping = false;
  let callOff = () => {};
  /** @type {Promise<void>} */
  let restarting = Promise.resolve();

  const restart = async () => {
    for (let wait = 100; !stopping; wait = Math.min(wait * 2, 5_000)) {
      await new Promise((done) => setTimeout(done, wait));
      if (stopping) return;
      try {
        watch(await again());
        onReturn();
        return;
      } catch (error) {
        // The memory of the dead server is held until its last back end has left.
        if (!(error instanceof Refusal)) throw error;
      }
    }
  };
  /** @param {ChildProcess} started */
  const watch = (started) => {
    server = started;
    callOff = endWithUs(server, home, folders);
    server.once("exit", () => {
      callOff();
      if (stopping) return;
      onDeath();
      restarting = restart();
    });
  };
  watch(first);

  return {
    stop: async () => {
      stopping = true;
      await restarting;
      if (server.exitCode !== null || server.signalCode !== null) return;
      const gone = new Promise((done) => server.once("exit", done));
      server.kill("SIGINT");
      const hurry = setTimeout(() => server.kill("SIGQUIT"), 20_000);
      await gone;
      clearTimeout(hurry);
    },
  };
}
