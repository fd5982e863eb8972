import { spawn } from "node:child_process";
import { basename } from "node:path";

/** @typedef {{ code: number | null, told: string, messages: unknown[] }} Ended */

/**
 * Runs a program to its end and keeps its last words. Ended early when the signal says so.
 * @param {string[]} command
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, signal?: AbortSignal, ipc?: true }} options
 * @returns {Promise<Ended>}
 */
export function runToEnd([file = "", ...words], { cwd, env, signal, ipc }) {
  return new Promise((resolve, reject) => {
    let told = "";
    /** @type {unknown[]} */
    const messages = [];
    const child = spawn(file, words, {
      cwd,
      env,
      ...(signal === undefined ? {} : { signal }),
      stdio: ipc === true ? ["ignore", "pipe", "pipe", "ipc"] : ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32" && file.endsWith(".cmd"),
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (/** @type {string} */ text) => {
        told = (told + text).slice(-20_000);
      });
    }
    child.on("message", (message) => messages.push(message));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, told: lastWords(told), messages }));
  });
}

/**
 * The npm that is running us, otherwise the one on the path.
 * @param {string[]} words
 * @param {NodeJS.ProcessEnv} env
 */
export function npm(words, env) {
  const script = env.npm_execpath ?? "";
  if (basename(script) === "npm-cli.js") return [process.execPath, script, ...words];
  return [process.platform === "win32" ? "npm.cmd" : "npm", ...words];
}

/** @param {string} text */
export function lastWords(text) {
  return text.trimEnd().split("\n").slice(-25).join("\n");
}
