import { spawn } from "node:child_process";
import { createWriteStream, existsSync, renameSync, statSync } from "node:fs";
import { createInterface } from "node:readline";
import { lastWords } from "./child.mjs";
import { lines } from "./lines.mjs";

/** @typedef {"web" | "worker"} ProcessName */
/** @typedef {import("./terminal.mjs").Terminal} Terminal */

/**
 * @typedef {object} Program
 * @property {ProcessName} name
 * @property {string} entry
 * @property {string} root
 * @property {NodeJS.ProcessEnv} env
 * @property {string} logFile
 * @property {boolean} production the log goes to standard output as it is
 * @property {Terminal} terminal
 * @property {() => void} onCrashLoop
 */

const steadyAfter = 60_000;
const mostCrashes = 5;
const largestLog = 10_000_000;
/** The exit status by which a process says that starting it again would not help: its configuration is wrong. */
const hopeless = 2;

/**
 * Starts one process of the portal and starts it again when it dies, a little later each time. One that cannot even
 * come up, or that keeps dying, ends the whole portal: half of one would take reports and route none.
 * @param {Program} program
 */
export function supervise({ name, entry, root, env, logFile, production, terminal, onCrashLoop }) {
  const log = openLogFile(logFile);
  /** @type {string[]} */
  const recent = [];
  let stopping = false;
  let givenUp = false;
  let hasBeenReady = false;
  let crashes = 0;
  /** @type {NodeJS.Timeout | null} */
  let waiting = null;

  const start = () => {
    const words = [
      "--enable-source-maps",
      "--import",
      "tsx",
      "--import",
      "./scripts/launcher/follow-launcher.mjs",
      entry,
    ];
    const child = spawn(process.execPath, words, {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // Ctrl-C reaches the whole group of a terminal; these stop in an order, when they are told to.
      detached: process.platform !== "win32",
    });
    const startedAt = Date.now();
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on("line", hear);
    }
    child.on("message", (message) => {
      if (message === "ready") heardOf();
    });
    child.once("exit", (code, signal) => {
      if (stopping) return;
      crashes = Date.now() - startedAt > steadyAfter ? 1 : crashes + 1;
      if (code === hopeless || crashes > (hasBeenReady ? mostCrashes : 1)) {
        stopping = true;
        givenUp = true;
        onCrashLoop();
        return;
      }
      const seconds = Math.min(2 ** (crashes - 1), 30);
      terminal.say("process_ended", { name: lines.names[name], how: signal ?? `exit ${code}`, seconds });
      waiting = setTimeout(() => {
        waiting = null;
        running = start();
        terminal.say("process_back", { name: lines.names[name] });
      }, seconds * 1000);
    });
    return child;
  };

  /** @param {string} line */
  const hear = (line) => {
    if (production) process.stdout.write(`${line}\n`);
    else log.write(`${line}\n`);
    recent.push(line);
    if (recent.length > 40) recent.shift();
    const complaint = production ? null : complaintIn(line);
    if (complaint !== null) terminal.say("complaint", { name: lines.names[name], text: complaint });
  };

  /** @type {() => void} */
  let heardOf = () => {};
  /** @type {Promise<void>} */
  const reportedReady = new Promise((resolve) => {
    heardOf = resolve;
  });

  let running = start();
  return {
    name,
    /** Once the process has said so itself. */
    reportedReady,
    /** From now on a crash is an accident and not a failure to start. */
    ready() {
      hasBeenReady = true;
      crashes = 0;
    },
    hasGivenUp: () => givenUp,
    lastWords: () => lastWords(recent.map((line) => complaintIn(line) ?? line).join("\n")),
    /** @param {number} patience milliseconds until it is killed */
    async stop(patience) {
      stopping = true;
      if (waiting !== null) clearTimeout(waiting);
      if (running.exitCode === null && running.signalCode === null) {
        const gone = new Promise((done) => running.once("exit", done));
        running.kill("SIGTERM");
        const hurry = setTimeout(() => running.kill("SIGKILL"), patience);
        await gone;
        clearTimeout(hurry);
      }
      await new Promise((done) => log.end(done));
    },
    kill() {
      stopping = true;
      running.kill("SIGKILL");
    },
  };
}

/** @typedef {ReturnType<typeof supervise>} Supervised */

/** @param {string} file */
function openLogFile(file) {
  if (existsSync(file) && statSync(file).size > largestLog) renameSync(file, `${file}.old`);
  return createWriteStream(file, { flags: "a", mode: 0o600 });
}

/**
 * What of a log line is worth a line in the terminal: errors, by their event and class.
 * @param {string} line
 * @returns {string | null}
 */
export function complaintIn(line) {
  if (!line.startsWith("{")) return null;
  try {
    const { level, event, err } = JSON.parse(line);
    if (level !== "error" && level !== "fatal") return null;
    return [event, err?.type, err?.code, err?.message]
      .filter((part) => typeof part === "string" && part !== event)
      .reduce((text, part) => `${text} · ${part}`, String(event));
  } catch {
    return null;
  }
}
