import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lines } from "./lines.mjs";

/** @typedef {import("./terminal.mjs").Terminal} Terminal */
/** @typedef {{ role: string, department: string | null, districts: string[], login: string, password: string }} Account */

const mostShown = 24;

/**
 * Shows who may sign in to the demo, and lets `.data/demo.json` name the address of this run.
 * @param {string} dataDir
 * @param {string} url
 * @param {Terminal} terminal
 */
export function showAccounts(dataDir, url, terminal) {
  const file = join(dataDir, "demo.json");
  if (!existsSync(file)) return;
  /** @type {{ url: string, accounts: Account[] }} */
  const demo = JSON.parse(readFileSync(file, "utf8"));
  if (demo.url !== url) {
    writeFileSync(`${file}.new`, JSON.stringify({ ...demo, url }, null, 2), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  const rows = demo.accounts
    .slice(0, mostShown)
    .map((account) => [
      account.role,
      account.department ?? "",
      account.districts.join(" "),
      account.login,
      account.password,
    ]);
  terminal.print("");
  terminal.say("accounts");
  terminal.table([lines.table, ...rows]);
  const more = demo.accounts.length - rows.length;
  if (more > 0) terminal.say("more_accounts", { count: more, path: file });
}
