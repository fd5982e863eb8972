/**
 * `npm test`: installs what is missing, checks form, types, dead code and the edition, builds, and runs every test.
 * `npm test -- tests/unit/x` hands its words to vitest and does nothing else.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { requireNode } from "./launcher/node-version.mjs";

requireNode();
const { build } = await import("./launcher/build.mjs");
const { runToEnd } = await import("./launcher/child.mjs");
const { install } = await import("./launcher/install.mjs");
const { lines } = await import("./launcher/lines.mjs");
const { openTerminal, secondsSince } = await import("./launcher/terminal.mjs");
const { countLine, countsIn } = await import("./test/counts.mjs");
const { chromium, redisServer } = await import("./test/machine.mjs");

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const chosen = process.argv.slice(2);
const inCi = process.env.CI === "true";
const terminal = openTerminal(process.stdout);

/** @type {[name: string, command: string[]][]} */
const checks = [
  ["biome", ["node_modules/@biomejs/biome/bin/biome", "check", "."]],
  ["tsc", ["node_modules/typescript/bin/tsc", "--noEmit"]],
  ["knip", ["node_modules/knip/bin/knip.js", "--no-progress"]],
  ["lint:edition", ["--import", "tsx", "guidelines/commands/lint-edition.ts"]],
];

/** @param {[name: string, command: string[]]} check @returns {Promise<boolean>} */
async function passes([name, command]) {
  const startedAt = Date.now();
  const { code, told } = await runToEnd([process.execPath, ...command], { cwd: root, env: process.env });
  terminal.say(code === 0 ? "check_passed" : "check_failed", { name, seconds: secondsSince(startedAt) });
  if (code !== 0) terminal.print(told);
  return code === 0;
}

/** @returns {string[]} what this machine lacks, in words */
function lacking() {
  const absent = [];
  if (redisServer === null) absent.push(lines.steps.no_redis());
  if (chromium === null) absent.push(lines.steps.no_chromium());
  return absent;
}

/** @returns {import("./test/counts.mjs").Counts} */
function runVitest() {
  const report = join(root, ".cache", "test-report.json");
  mkdirSync(dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const words = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...chosen];
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const { status } = spawnSync(process.execPath, [vitest, ...words], { cwd: root, stdio: "inherit" });
  return countsIn(report, status);
}

/** @returns {Promise<import("./test/counts.mjs").Counts>} */
async function everything() {
  await install(root, process.env, terminal);
  const results = chosen.length > 0 ? [] : await Promise.all(checks.map(passes));
  if (chosen.length === 0 || !chosen.every((word) => word.includes("unit"))) await build(root, process.env, terminal);
  const counts = runVitest();
  return {
    passed: counts.passed + results.filter((passed) => passed).length,
    failed: counts.failed + results.filter((passed) => !passed).length,
    skipped: counts.skipped,
  };
}

try {
  const counts = await everything();
  const absent = lacking();
  for (const reason of absent) terminal.print(reason);
  if (inCi && counts.skipped > 0) terminal.say("skipped_in_ci", { count: counts.skipped });
  terminal.print(countLine(counts));
  process.exitCode = counts.failed > 0 || (inCi && counts.skipped + absent.length > 0) ? 1 : 0;
} catch (error) {
  terminal.refuse(error);
  terminal.print(countLine({ passed: 0, failed: 1, skipped: 0 }));
  process.exitCode = 1;
}
