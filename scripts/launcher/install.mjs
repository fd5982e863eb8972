import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../refusal.mjs";
import { npm, runToEnd } from "./child.mjs";
import { takeWhenFree } from "./hold.mjs";

/** @typedef {import("./terminal.mjs").Terminal} Terminal */

/**
 * Installs exactly what the lock file says, unless that is what is installed.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @param {Terminal} terminal
 * @param {AbortSignal} [signal]
 */
export async function install(root, env, terminal, signal) {
  if (isInstalled(root)) return;
  const hold = await takeWhenFree(join(root, ".cache", "install.json"));
  try {
    if (isInstalled(root)) return;
    // The build needs what package.json lists for development, also where NODE_ENV would leave that out.
    const command = npm(["ci", "--include=dev", "--no-audit", "--no-fund"], env);
    const running = runToEnd(command, { cwd: root, env, ...(signal === undefined ? {} : { signal }) });
    const { code, told } = await terminal.during("install", running);
    if (code !== 0) throw new Refusal("install_failed", { told });
    writeFileSync(stampOf(root), wantedStamp(root));
  } finally {
    hold.release();
  }
}

/** @param {string} root */
function isInstalled(root) {
  const wanted = wantedStamp(root);
  if (read(stampOf(root)) === wanted) return true;
  if (!matchesLock(root)) return false;
  writeFileSync(stampOf(root), wanted);
  return true;
}

/**
 * Whether npm's own record of what it installed agrees with the lock file: somebody ran npm by hand.
 * @param {string} root
 */
function matchesLock(root) {
  const recorded = packagesIn(join(root, "node_modules", ".package-lock.json"));
  if (recorded === null) return false;
  return Object.entries(packagesIn(join(root, "package-lock.json")) ?? {}).every(([path, entry]) => {
    const found = recorded[path];
    return path === "" || (found === undefined ? entry.optional === true : found.version === entry.version);
  });
}

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean }> | null} */
function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return null;
  }
}

/** @param {string} root */
const stampOf = (root) => join(root, "node_modules", ".installed-from");

/** @param {string} root */
function wantedStamp(root) {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  return `${lock} ${process.platform}-${process.arch}`;
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
