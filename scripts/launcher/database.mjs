import { existsSync } from "node:fs";
import { join } from "node:path";
import { startEmbeddedPostgres } from "../embedded-postgres.mjs";
import { Refusal } from "../refusal.mjs";
import { runToEnd } from "./child.mjs";
import { demoSecrets } from "./secrets.mjs";

/** @typedef {import("./terminal.mjs").Terminal} Terminal */
/** @typedef {import("../embedded-postgres.mjs").EmbeddedPostgres} EmbeddedPostgres */

const configurationRefused = 78;

/**
 * @typedef {object} Given
 * @property {string} root
 * @property {string} dataDir
 * @property {NodeJS.ProcessEnv} env
 * @property {Terminal} terminal
 * @property {AbortSignal} signal
 * @property {(stop: () => Promise<void>) => void} atEnd called with what is to be done when the portal stops
 */

/**
 * Brings up the database and everything in it, and settles the environment that web and worker get.
 * @param {Given} given
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function readyDatabase({ root, dataDir, env: given, terminal, signal, atEnd }) {
  const production = given.PORTAL_MODE === "production";
  const clusterDir = join(dataDir, "postgres");
  const embedded = !given.DATABASE_URL && !given.DATABASE_WEB_URL && !given.DATABASE_WORKER_URL;
  if (production && embedded) throw new Refusal("production_needs", { variable: "DATABASE_URL" });

  const inUse = embedded && existsSync(join(clusterDir, "owner-password"));
  const secrets = production
    ? {}
    : demoSecrets(dataDir, given, { inUse, made: (path) => terminal.say("secrets_made", { path }) });
  const server = embedded ? await startCluster(clusterDir, dataDir, terminal) : null;
  if (server !== null) atEnd(server.stop);
  signal.throwIfAborted();

  const env = {
    ...given,
    ...secrets,
    DATA_DIR: dataDir,
    ...(server === null ? {} : { DATABASE_URL: server.ownerUrl }),
  };
  if (!env.DATABASE_URL) terminal.say("no_owner");
  const addresses = await prepare(root, env, terminal, signal);
  const loaded = existsSync(join(dataDir, "demo.json")) && server !== null && !server.fresh;
  if (!production && !loaded) await loadDemoCity(root, { ...env, ...addresses }, signal);

  return withoutOwner({ ...env, ...addresses });
}

/** @param {string} dir @param {string} dataDir @param {Terminal} terminal @returns {Promise<EmbeddedPostgres>} */
function startCluster(dir, dataDir, terminal) {
  return terminal.during(
    "database",
    startEmbeddedPostgres({
      dir,
      logFile: join(dataDir, "logs", "postgres.log"),
      tell: (event, values) => terminal.say(event, values),
      onDeath: () => terminal.say("database_ended"),
      onReturn: () => terminal.say("database_back"),
    }),
  );
}

/**
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @param {Terminal} terminal
 * @param {AbortSignal} signal
 * @returns {Promise<Record<string, string>>}
 */
async function prepare(root, env, terminal, signal) {
  const command = [process.execPath, "--import", "tsx", "scripts/launcher/prepare.ts"];
  const { code, told, messages } = await terminal.during(
    "prepare",
    runToEnd(command, { cwd: root, env, signal, ipc: true }),
  );
  if (code === configurationRefused) throw new Refusal("bad_config", { told });
  if (code !== 0) throw new Refusal("prepare_failed", { told });
  return Object.assign({}, ...messages);
}

/** @param {string} root @param {NodeJS.ProcessEnv} env @param {AbortSignal} signal */
async function loadDemoCity(root, env, signal) {
  const { code, told } = await runToEnd([process.execPath, "--import", "tsx", "db/demo/load.ts"], {
    cwd: root,
    env,
    signal,
  });
  if (code !== 0) throw new Refusal("prepare_failed", { told });
}

/**
 * The owner's address opens every row: it stays with the launcher.
 * @param {NodeJS.ProcessEnv} env
 */
function withoutOwner(env) {
  const { DATABASE_URL: _, ...rest } = env;
  return rest;
}
