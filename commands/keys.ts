import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { withNewKey, withoutFormerKeys } from "#app/keys/ring.ts";
import { allOf, countKeys, type KeyCount, rotateKeys } from "#app/keys/rotation.ts";
import { type Config, ConfigError, readConfig } from "#app/platform/config.ts";
import { keyIdOf, openVault } from "#app/platform/crypto.ts";
import { type Db, openDatabase } from "#db/connection.ts";
import { formatKeyRing, type KeyRing } from "#db/key-ring.ts";
import { wordsOf } from "#guidelines/commands/language.ts";
import { workerEnvironment } from "./worker-environment.ts";

const { copy, rest } = wordsOf(process.argv.slice(2));
const words = copy.keys;

/** A sentence for the operator; nothing was changed. */
class Refused extends Error {}

const say = (line: string) => process.stdout.write(`${line}\n`);

const verbs: Readonly<Record<string, (config: Config, path: string | undefined) => Promise<void>>> = {
  status: async (config) => {
    for (const found of await withDatabase(config, (db) => countKeys(db, config.keyRing))) say(line(found));
  },
  new: async ({ keyRing }, path) => {
    const ring = withNewKey(keyRing);
    const file = writeRing(ring, path);
    say(words.made(file, keyIdOf(ring.current)));
  },
  rotate: async (config) => {
    const { keyRing, sealSuite } = config;
    if (keyRing.former.length === 0) throw new Refused(words.nothingFormer);
    const counts = await withDatabase(config, (db) =>
      rotateKeys(db, openVault(keyRing, sealSuite), keyRing, showProgress()),
    );
    say(words.rotated(counts.cases + counts.drafts + counts.installation, keyIdOf(keyRing.current)));
  },
  finish: async (config, path) => {
    const { keyRing } = config;
    if (keyRing.former.length === 0) throw new Refused(words.nothingFormer);
    const left = (await withDatabase(config, (db) => countKeys(db, keyRing))).filter(
      (found) => found.standing !== "current" && allOf(found) > 0,
    );
    if (left.length > 0) throw new Refused([words.notFinished, ...left.map(line)].join("\n"));
    say(words.finished(writeRing(withoutFormerKeys(keyRing), path)));
  },
};

const line = (found: KeyCount): string =>
  words.line(found.masterKeyId, words.standings[found.standing], {
    cases: String(found.counts.cases),
    drafts: String(found.counts.drafts),
    installation: String(found.counts.installation),
  });

async function withDatabase<T>(config: Config, work: (db: Db) => Promise<T>): Promise<T> {
  const db = openDatabase(config.databaseUrl, { max: 2, name: "portal keys" });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** One line a hundredth: enough to see that it goes on, and not a million lines. */
function showProgress(): Parameters<typeof rotateKeys>[3] {
  let shown = "";
  return (kind, done, of) => {
    const percent = Math.floor((done / of) * 100);
    if (shown === `${kind} ${percent}`) return;
    shown = `${kind} ${percent}`;
    say(words.progress(words.kinds[kind], String(done), String(of), String(percent)));
  };
}

/** Never over a file that is there, for it may hold the only copy of a key; readable by nobody else. */
function writeRing(ring: KeyRing, path: string | undefined): string {
  if (path === undefined) throw new Refused(words.usage);
  const file = resolve(process.env.INIT_CWD ?? ".", path);
  try {
    const handle = openSync(file, "wx", 0o600);
    try {
      writeSync(handle, formatKeyRing(ring));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    throw code === "EEXIST" ? new Refused(words.exists(file)) : new Refused(words.notWritten(file));
  }
  return file;
}

async function run([verb = "", path, ...more]: readonly string[]): Promise<void> {
  const work = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  const takesFile = verb === "new" || verb === "finish";
  if (work === undefined || more.length > 0 || takesFile !== (path !== undefined)) throw new Refused(words.usage);
  await work(readConfig(workerEnvironment(process.env), "worker"), path);
}

/** What is no fault of the program is said in a sentence; the driver's own messages could quote what they were given. */
function sentenceOf(error: unknown): string {
  if (error instanceof Refused || error instanceof ConfigError) return error.message;
  if (error instanceof Error && error.name === "SealBroken") return words.broken;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return words.failed(code || (cause instanceof Error ? cause.name : ""));
}

try {
  await run(rest);
} catch (error) {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exitCode = 1;
}
