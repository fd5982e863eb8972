import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { DayHead } from "#app/audit/chain.ts";
import { dayHeadsAfter, readDayHeads } from "#app/audit/day-heads.ts";
import { findingInWords } from "#app/audit/finding-words.ts";
import { parseKeptHeads } from "#app/audit/published-heads.ts";
import { verifyChain } from "#app/audit/verification.ts";
import { ConfigError, readConfig } from "#app/platform/config.ts";
import { isUnavailable } from "#app/platform/http.ts";
import type { Portal } from "#app/platform/portal.ts";
import { asSystem } from "#db/actor.ts";
import { openDatabase, type Tx } from "#db/connection.ts";
import { wordsOf } from "#guidelines/commands/language.ts";
import { workerEnvironment } from "./worker-environment.ts";

const { locale, copy, rest } = wordsOf(process.argv.slice(2));
const words = copy.audit.command;

/** What of the portal this command works with. */
type Desk = Pick<Portal, "db" | "publicKeys">;

/** 1: the chain is broken. 2: nothing was checked. */
const exits = { broken: 1, notChecked: 2 } as const;

/** Ends the command with a sentence on standard error, and nothing checked. */
class NotChecked extends Error {}

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

async function verify(portal: Desk, kept: readonly DayHead[]): Promise<void> {
  const inTransaction = <T>(work: (tx: Tx) => Promise<T>) => asSystem(portal.db, "verify-audit-chain", work);
  const stored = await inTransaction((tx) => dayHeadsAfter(tx, 0));
  const { finding, reached } = await verifyChain(portal, inTransaction, { keptElsewhere: kept });
  if (finding !== null) {
    say(words.broken(findingInWords(locale, finding)));
    say(words.reached(String(reached.seq)));
    process.exitCode = exits.broken;
    return;
  }
  say(words.whole(String(reached.seq), String(stored.length)));
  if (kept.length > 0) say(words.published(String(kept.length)));
}

async function printLatestHead(portal: Desk): Promise<void> {
  const [latest] = await asSystem(portal.db, "print-audit-head", (tx) => readDayHeads(tx, null, 1));
  if (latest === undefined) throw new NotChecked(words.noHead);
  say(JSON.stringify(latest));
}

/** A path is meant from where the command was typed, although npm runs it in the project's folder. */
function readKept(name: string): readonly DayHead[] {
  let text: string;
  try {
    text = readFileSync(resolve(process.env.INIT_CWD ?? ".", name), "utf8");
  } catch {
    throw new NotChecked(words.noFile(name));
  }
  const kept = parseKeptHeads(text);
  if (kept === null) throw new NotChecked(words.notHeads(name));
  return kept;
}

function asked(): (portal: Desk) => Promise<void> {
  try {
    const { values, positionals } = parseArgs({
      args: [...rest],
      options: { heads: { type: "string" } },
      allowPositionals: true,
    });
    const [task, ...more] = positionals;
    if (more.length === 0 && task === "head" && values.heads === undefined) return printLatestHead;
    if (more.length === 0 && task === "verify") {
      const kept = values.heads === undefined ? [] : readKept(values.heads);
      return (portal) => verify(portal, kept);
    }
  } catch (error) {
    // An option that does not exist is answered with those that do.
    if (!(error instanceof TypeError)) throw error;
  }
  throw new NotChecked(words.usage);
}

async function run(): Promise<void> {
  const task = asked();
  const { databaseUrl, signingKey, formerSigningKeys } = readConfig(workerEnvironment(process.env), "worker");
  const db = openDatabase(databaseUrl, { max: 2, name: "portal audit" });
  try {
    await task({ db, publicKeys: [createPublicKey(signingKey), ...formerSigningKeys] });
  } finally {
    await db.close();
  }
}

/** The driver's own messages could quote what they were given, so only the code of a fault is told. */
function sentenceOf(error: unknown): string {
  if (error instanceof NotChecked || error instanceof ConfigError) return error.message;
  if (isUnavailable(error)) return words.unavailable;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return words.failed(code || (cause instanceof Error ? cause.name : ""));
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = exits.notChecked;
}
