import { createHash, randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Refusal } from "../refusal.mjs";
import { accountFor } from "./account.mjs";
import { copyBinaries, findBinaries, reachable } from "./binaries.mjs";

/** @typedef {import("./account.mjs").Account} Account */
/** @typedef {import("./binaries.mjs").Binaries} Binaries */
/**
 * `own` is `cluster`, or the name under which it is still to be made.
 * @typedef {{ folder: string, cluster: string, own: string, made: boolean, binaries: Binaries, account: Account | null, elsewhere: boolean }} Home
 */
/** @typedef {(event: "elsewhere" | "left_over" | "copied_folder" | "half_made" | "home_vanished", values: Record<string, string>) => void} Tell */

const family = "minor-protection-portal";

/**
 * Where a cluster and the binaries that run it live: in `dir`, or, where root's helper account may not enter it,
 * in a folder of its own that `dir/location.json` names.
 * @param {string} dir
 * @param {Tell} tell
 * @returns {Home}
 */
export function settle(dir, tell) {
  mkdirSync(dir, { recursive: true, mode: 0o755 });
  const recorded = recordedHome(dir, tell);
  const folder = recorded ?? dir;
  const account = accountFor(join(folder, "cluster"));
  if (account === null && !mayEnter(folder)) throw new Refusal("foreign_cluster", { path: folder });
  const here = place(folder, account, tell);
  const candidates = findBinaries(majorOf(here.cluster));
  for (const binaries of candidates) {
    const near = recorded === null ? binaries : copyBinaries(binaries, recorded);
    if (reachable(near, account, here.own))
      return { folder, ...here, binaries: near, account, elsewhere: recorded !== null };
  }
  if (account === null) throw new Refusal("no_postgres", { platform: `${process.platform}-${process.arch}` });
  // An existing cluster stays where it is; only a new one may be made in another place.
  if (here.made || recorded !== null)
    throw new Refusal("unreachable_cluster", { path: here.cluster, account: account.name });
  rmSync(here.own, { recursive: true, force: true });

  const home = makeHome(dir, account, tell);
  const there = place(home, account, tell);
  for (const binaries of candidates) {
    const copy = copyBinaries(binaries, home);
    if (reachable(copy, account, there.own))
      return { folder: home, ...there, binaries: copy, account, elsewhere: true };
  }
  throw new Refusal("unreachable_cluster", { path: there.cluster, account: account.name });
}

/**
 * A cluster is made under another name and gets its own only when it is complete: what bears the name `cluster`
 * was complete once and is never removed; what still bears the other name never was.
 * @param {string} folder
 * @param {Account | null} account
 * @param {Tell} tell
 */
function place(folder, account, tell) {
  const cluster = join(folder, "cluster");
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith(unfinishedPrefix))) {
    tell("half_made", { path: join(folder, name) });
    rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
  if (existsSync(cluster)) {
    const missing = ["PG_VERSION", "global/pg_control"].filter((part) => !existsSync(join(cluster, part)));
    if (missing.length === 2 && readdirSync(cluster).length === 0) rmSync(cluster, { recursive: true });
    else if (missing.length > 0) throw new Refusal("damaged_cluster", { path: cluster, missing: missing.join(", ") });
  }
  const made = existsSync(cluster);
  const own = made ? cluster : join(folder, `${unfinishedPrefix}${randomBytes(3).toString("hex")}`);
  if (!made) mkdirSync(own, { mode: 0o700 });
  if (account !== null && statSync(own).uid !== account.uid) giveTo(own, account);
  if (account === null && !mayEnter(own)) throw new Refusal("foreign_cluster", { path: own });
  return { cluster, own, made };
}

/** Followed by random letters: an `initdb` that outlived its killed launcher must not meet the next one's folder. */
const unfinishedPrefix = "cluster.unfinished-";

/** @param {string} cluster */
function mayEnter(cluster) {
  try {
    accessSync(cluster, constants.R_OK | constants.W_OK | constants.X_OK);
    return process.getuid === undefined || statSync(cluster).uid === process.getuid();
  } catch {
    return false;
  }
}

/**
 * Makes the folder the account's own, with all that is in it (a copied clone belongs to root as a whole).
 * @param {string} folder
 * @param {Account} account
 */
function giveTo(folder, account) {
  chownSync(folder, account.uid, account.gid);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    lchownSync(join(entry.parentPath ?? entry.path, entry.name), account.uid, account.gid);
  }
  chmodSync(folder, 0o700);
}

/** @param {string} dir @param {Account} account @param {Tell} tell */
function makeHome(dir, account, tell) {
  const base = ["/var/lib", "/var/tmp", "/tmp"].find((place) => existsSync(place) && mayWrite(place));
  if (base === undefined) throw new Refusal("unreachable_cluster", { path: dir, account: account.name });
  const prefix = `${family}-${createHash("sha256").update(dir).digest("hex").slice(0, 12)}`;
  for (const name of readdirSync(base)) {
    if (name.startsWith(prefix)) tell("left_over", { path: join(base, name) });
  }
  const home = join(base, `${prefix}-${randomBytes(3).toString("hex")}`);
  mkdirSync(home, { mode: 0o700 });
  chownSync(home, account.uid, account.gid);
  writeFileSync(join(home, "belongs-to"), dir);
  writeFileSync(locationFile(dir), JSON.stringify({ home }));
  tell("elsewhere", { path: home, account: account.name });
  return home;
}

/**
 * The home that was recorded for this folder. A folder that was moved keeps it; a folder that was copied does not,
 * or two portals would open one cluster.
 * @param {string} dir
 * @param {Tell} tell
 * @returns {string | null}
 */
function recordedHome(dir, tell) {
  const file = locationFile(dir);
  if (!existsSync(file)) return null;
  const home = readLocation(file);
  if (home === null || !existsSync(home)) {
    tell("home_vanished", { path: home ?? file });
    rmSync(file);
    return null;
  }
  const belongsTo = ownerOf(home);
  if (belongsTo === null) return home;
  if (belongsTo === dir) return home;
  if (readLocation(locationFile(belongsTo)) === home) {
    tell("copied_folder", { path: belongsTo });
    rmSync(file);
    return null;
  }
  writeFileSync(join(home, "belongs-to"), dir);
  return home;
}

/** @param {string} dir */
const locationFile = (dir) => join(dir, "location.json");

/** @param {string} file @returns {string | null} */
function readLocation(file) {
  try {
    const { home } = JSON.parse(readFileSync(file, "utf8"));
    return typeof home === "string" ? home : null;
  } catch {
    return null;
  }
}

/** @param {string} home @returns {string | null} null where we may not look */
function ownerOf(home) {
  try {
    return readFileSync(join(home, "belongs-to"), "utf8");
  } catch {
    return null;
  }
}

/** @param {string} place */
export function mayWrite(place) {
  try {
    accessSync(place, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} cluster @returns {string | null} */
function majorOf(cluster) {
  try {
    return readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
  } catch {
    return null;
  }
}

/**
 * Removes a throw-away cluster with everything that was made for it.
 * @param {string} dir
 * @param {Home} home
 */
export function demolish(dir, home) {
  if (home.elsewhere) rmSync(home.folder, { recursive: true, force: true });
  rmSync(dir, { recursive: true, force: true });
}
