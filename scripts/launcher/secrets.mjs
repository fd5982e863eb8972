import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../refusal.mjs";

/** @typedef {{ MASTER_KEY: string, SESSION_SECRET: string }} Secrets */

/**
 * The secrets of a demo: made once, kept in the data folder for nobody else to read, and marked so that production
 * refuses them (`app/platform/demo-secrets.ts`). What the environment gives wins.
 * @param {string} dataDir
 * @param {NodeJS.ProcessEnv} env
 * @param {{ inUse: boolean, made: (path: string) => void }} options `inUse`: a database exists that needs the old ones
 * @returns {Record<string, string>} further environment variables
 */
export function demoSecrets(dataDir, env, { inUse, made }) {
  const file = join(dataDir, "secrets.json");
  const keyFile = join(dataDir, "signing-key.pem");
  const secrets = readSecrets(file, dataDir, inUse) ?? makeSecrets(file, made);
  if (!existsSync(keyFile)) {
    if (inUse) throw new Refusal("secrets_lost", { path: keyFile, folder: dataDir });
    const key = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" });
    writeWhole(keyFile, `# demo key\n${key}`);
  }
  const keyGiven = env.MASTER_KEY || env.MASTER_KEY_FILE;
  return {
    ...(keyGiven ? {} : { MASTER_KEY: secrets.MASTER_KEY }),
    SESSION_SECRET: env.SESSION_SECRET || secrets.SESSION_SECRET,
    SIGNING_KEY_FILE: env.SIGNING_KEY_FILE || keyFile,
  };
}

/** @param {string} file @param {string} folder @param {boolean} inUse @returns {Secrets | null} */
function readSecrets(file, folder, inUse) {
  if (!existsSync(file)) {
    if (inUse) throw new Refusal("secrets_lost", { path: file, folder });
    return null;
  }
  const { MASTER_KEY, SESSION_SECRET } = parsed(readFileSync(file, "utf8"));
  if (typeof MASTER_KEY === "string" && typeof SESSION_SECRET === "string") return { MASTER_KEY, SESSION_SECRET };
  if (inUse) throw new Refusal("secrets_broken", { path: file, folder });
  return null;
}

/** @param {string} text @returns {Partial<Secrets>} */
function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

/** @param {string} file @param {(path: string) => void} made @returns {Secrets} */
function makeSecrets(file, made) {
  const secrets = {
    MASTER_KEY: Buffer.concat([Buffer.from("demo"), randomBytes(28)]).toString("base64"),
    SESSION_SECRET: `demo-${randomBytes(32).toString("hex")}`,
  };
  writeWhole(file, JSON.stringify(secrets, null, 2));
  made(file);
  return secrets;
}

/**
 * Never half a file: a key that was cut off would lock its data for good.
 * @param {string} file
 * @param {string} text
 */
function writeWhole(file, text) {
  writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}
