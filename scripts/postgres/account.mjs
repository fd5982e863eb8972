import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { Refusal } from "../refusal.mjs";

/** @typedef {{ uid: number, gid: number, name: string }} Account */

/**
 * The account that PostgreSQL runs under: null for our own. PostgreSQL refuses to run as root, so root hands it
 * to the one that owns the cluster already, otherwise to `postgres` or `nobody`.
 * @param {string} cluster
 * @returns {Account | null}
 */
export function accountFor(cluster) {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, name: String(owner.uid) };
  const account = lookUp("postgres") ?? lookUp("nobody");
  if (account === null) throw new Refusal("no_account");
  return account;
}

/** @param {string} name @returns {Account | null} */
function lookUp(name) {
  const entry = passwd().find((line) => line.startsWith(`${name}:`));
  if (entry !== undefined) {
    const [, , uid, gid] = entry.split(":");
    return { uid: Number(uid), gid: Number(gid), name };
  }
  // Directories such as those of macOS are asked through the system's own tool.
  const uid = spawnSync("id", ["-u", name], { encoding: "utf8" });
  const gid = spawnSync("id", ["-g", name], { encoding: "utf8" });
  if (uid.status !== 0 || gid.status !== 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout), name };
}

function passwd() {
  try {
    return readFileSync("/etc/passwd", "utf8").split("\n");
  } catch {
    return [];
  }
}

/**
 * How a program of PostgreSQL is started under the account: from a folder every account may enter, and
 * without our environment, which holds secrets and may hold PG* settings.
 * @param {Account | null} account
 * @returns {{ cwd: string, env: NodeJS.ProcessEnv, uid?: number, gid?: number }}
 */
export function underAccount(account) {
  if (process.platform === "win32") return { cwd: process.cwd(), env: process.env };
  const env = { ...withoutOurs, PATH: process.env.PATH ?? "/usr/bin:/bin" };
  return { cwd: "/", env, ...(account === null ? {} : { uid: account.uid, gid: account.gid }) };
}

/** @type {NodeJS.ProcessEnv} */
const withoutOurs = { NODE_ENV: "production", LC_ALL: "C", LANG: "C", TZ: "UTC", HOME: "/" };
