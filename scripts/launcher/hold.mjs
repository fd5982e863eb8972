import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** @typedef {{ pid: number, born: string | null, note: string }} Holder */
/** @typedef {{ release: () => void }} Hold */

/**
 * Takes a place for this process alone, or says who holds it. What a crashed process left behind does not
 * count: a holder counts only while the very process that wrote the file is alive.
 * @param {string} path
 * @param {string} [note] what another start may tell about this one
 * @returns {{ hold: Hold, afterCrash: boolean } | { holder: Holder }}
 */
export function take(path, note = "") {
  mkdirSync(dirname(path), { recursive: true });
  const mine = JSON.stringify({ pid: process.pid, born: bornAt(process.pid), note });
  for (let afterCrash = false; ; afterCrash = true) {
    try {
      writeFileSync(path, mine, { flag: "wx", mode: 0o600 });
      return { hold: { release: () => rmSync(path, { force: true }) }, afterCrash };
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const holder = readHolder(path);
    if (holder !== null && isAlive(holder)) return { holder };
    rmSync(path, { force: true });
  }
}

/**
 * Like `take`, but waits until the other is done.
 * @param {string} path
 * @returns {Promise<Hold>}
 */
export async function takeWhenFree(path) {
  for (;;) {
    const taken = take(path);
    if ("hold" in taken) return taken.hold;
    await pause(200);
  }
}

/** @param {string} path @returns {Holder | null} */
function readHolder(path) {
  try {
    const held = JSON.parse(readFileSync(path, "utf8"));
    return typeof held.pid === "number" ? held : null;
  } catch {
    return null;
  }
}

/** @param {Holder} holder */
function isAlive(holder) {
  return isRunning(holder.pid) && (holder.born === null || holder.born === bornAt(holder.pid));
}

/**
 * Whether a process lives. One that has ended but that nobody has asked after (a zombie) does not.
 * @param {number} pid
 */
export function isRunning(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false;
  }
  return statusOf(pid)?.state !== "Z";
}

/**
 * When a process was born, as the system counts it: tells a process from a later one with the same number.
 * null where the system has no /proc.
 * @param {number} pid
 */
function bornAt(pid) {
  return statusOf(pid)?.born ?? null;
}

/** @param {number} pid */
function statusOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    // The name in brackets may itself hold spaces and brackets, so the count starts behind the last one.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0], born: `${boot} ${fields[19]}` };
  } catch {
    return null;
  }
}
