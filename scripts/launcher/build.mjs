import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../refusal.mjs";
import { npm, runToEnd } from "./child.mjs";
import { takeWhenFree } from "./hold.mjs";

/** @typedef {import("./terminal.mjs").Terminal} Terminal */
/** @typedef {{ seen: string, content: string }} Stamp `seen`: names, sizes and times; `content`: what the files say */

const folders = ["app", "db", "guidelines", "public"];
const files = ["package-lock.json", "vite.config.ts", "remix.config.js", "tsconfig.json"];

/**
 * Builds the pages when what they are made of has changed since the last build that succeeded.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @param {Terminal} terminal
 * @param {AbortSignal} [signal]
 */
export async function build(root, env, terminal, signal) {
  if (isBuilt(root)) return;
  const hold = await takeWhenFree(join(root, ".cache", "building.json"));
  try {
    if (isBuilt(root)) return;
    rmSync(stampFile(root), { force: true });
    const before = stampFor(root);
    const command = npm(["run", "build"], env);
    const building = { ...env, NODE_ENV: /** @type {const} */ ("production") };
    const running = runToEnd(command, { cwd: root, env: building, ...(signal === undefined ? {} : { signal }) });
    const { code, told } = await terminal.during("build", running);
    if (code !== 0) throw new Refusal("build_failed", { told });
    writeStamp(root, before);
  } finally {
    hold.release();
  }
}

/** @param {string} root */
function isBuilt(root) {
  const built = ["build/server/index.js", "build/client"].every((path) => existsSync(join(root, path)));
  const stamp = built ? readStamp(root) : null;
  if (stamp === null) return false;
  const paths = sources(root);
  const seen = seenIn(root, paths);
  if (stamp.seen === seen) return true;
  if (stamp.content !== contentOf(root, paths)) return false;
  writeStamp(root, { seen, content: stamp.content });
  return true;
}

/** @param {string} root @returns {Stamp} */
function stampFor(root) {
  const paths = sources(root);
  return { seen: seenIn(root, paths), content: contentOf(root, paths) };
}

/** @param {string} root */
function sources(root) {
  const found = files.filter((file) => existsSync(join(root, file)));
  for (const folder of folders) {
    if (!existsSync(join(root, folder))) continue;
    for (const entry of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
      if (statSync(join(root, folder, entry)).isFile()) found.push(join(folder, entry));
    }
  }
  return found.sort();
}

/** @param {string} root @param {string[]} paths */
function seenIn(root, paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    const { size, mtimeMs } = statSync(join(root, path));
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest("hex");
}

/** @param {string} root @param {string[]} paths */
function contentOf(root, paths) {
  const hash = createHash("sha256");
  for (const path of paths)
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  return hash.digest("hex");
}

/** @param {string} root */
const stampFile = (root) => join(root, ".cache", "built-from.json");

/** @param {string} root @returns {Stamp | null} */
function readStamp(root) {
  try {
    return JSON.parse(readFileSync(stampFile(root), "utf8"));
  } catch {
    return null;
  }
}

/** @param {string} root @param {Stamp} stamp */
function writeStamp(root, stamp) {
  mkdirSync(join(root, ".cache"), { recursive: true });
  writeFileSync(stampFile(root), JSON.stringify(stamp));
}
