import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lines } from "./lines.mjs";

/** @typedef {import("./terminal.mjs").Terminal} Terminal */
/** @typedef {{ role: keyof typeof lines.roles, department: string | null, districts: string[], login: string, password: string }} Account */
/** @typedef {{ zh: string, en: string }} BothLanguages */

/** The four desks of two districts, and one of each of the other roles; the rest stand in the file. */
const mostShown = 14;

/**
 * Shows who may sign in to the demo, and lets `demo.json` name the address of this run.
 * @param {string} root
 * @param {string} dataDir
 * @param {string} url
 * @param {Terminal} terminal
 */
export async function showAccounts(root, dataDir, url, terminal) {
  const file = join(dataDir, "demo.json");
  if (!existsSync(file)) return;
  /** @type {{ url: string, accounts: Account[] }} */
  const demo = JSON.parse(readFileSync(file, "utf8"));
  if (demo.url !== url) {
    writeFileSync(`${file}.new`, JSON.stringify({ ...demo, url }, null, 2), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  const names = await rulebookNames(root);
  const rows = demo.accounts
    .slice(0, mostShown)
    .map(({ role, department, districts, login, password }) => [
      lines.roles[role] ?? role,
      names.get(department ?? "") ?? department ?? "",
      districts
        .map((district) => (district === "*" ? lines.all_districts : (names.get(district) ?? district)))
        .join(" "),
      login,
      password,
    ]);
  terminal.print("");
  terminal.say("accounts");
  terminal.table([lines.table, ...rows]);
  const more = demo.accounts.length - rows.length;
  if (more > 0) terminal.say("more_accounts", { count: more, path: file });
}

/**
 * What departments and districts are called, by their codes, from the newest edition and the city.
 * @param {string} root
 * @returns {Promise<Map<string, string>>}
 */
async function rulebookNames(root) {
  const { parse } = await import("yaml");
  const editions = join(root, "guidelines", "editions");
  const newest = readdirSync(editions).sort().at(-1) ?? "";
  /** @type {{ id: string, short: BothLanguages }[]} */
  const departments = parse(readFileSync(join(editions, newest, "departments.yaml"), "utf8"));
  /** @type {{ districts: { code: string, name: BothLanguages }[] }} */
  const city = parse(readFileSync(join(root, "guidelines", "cities", "beijing.yaml"), "utf8"));
  return new Map([
    ...departments.map(({ id, short }) => /** @type {const} */ ([id, short[lines.language]])),
    ...city.districts.map(({ code, name }) => /** @type {const} */ ([code, name[lines.language]])),
  ]);
}
