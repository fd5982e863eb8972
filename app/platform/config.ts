import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { z } from "zod";
import { configuration as inEnglish } from "#app/copy/en/configuration.ts";
import { configuration as inChinese } from "#app/copy/zh-CN/configuration.ts";
import { type KeyRing, parseKeyRing } from "#db/key-ring.ts";
import {
  type ClamdConfig,
  clamdFrom,
  type OidcConfig,
  type StorageConfig,
  secretFrom,
  storageFrom,
} from "./config-outside.ts";
import { isDemoPem, isDemoSecret, isWeakKey } from "./demo-secrets.ts";
import { type SealSuite, sealSuites } from "./seal-suites.ts";

/** Which of the two processes is starting: each may open only the database role that is its own. */
export type PortalProcess = "web" | "worker";
export type PortalMode = "demo" | "production";
export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything a process may know about the world around it; read once at its start and passed on. */
export interface Config {
  readonly mode: PortalMode;
  readonly process: PortalProcess;
  /** The process' own role: `portal_web` for the web, `portal_worker` for the worker. */
  readonly databaseUrl: string;
  /** BullMQ's database; the worker has it unless `redisUrl` is set, the web never. */
  readonly queueDatabaseUrl: string | null;
  readonly redisUrl: string | null;
  /** Wraps the data keys of the cases. */
  readonly keyRing: KeyRing;
  /** For what is sealed from now on; both suites are always read. */
  readonly sealSuite: SealSuite;
  readonly storage: StorageConfig;
  readonly clamd: ClamdConfig | null;
  readonly oidc: OidcConfig | null;
  /** Machines whose word about the client's address is believed, as Express takes them. */
  readonly trustedProxies: readonly string[];
  /** Signs the proof of having reported: Ed25519. */
  readonly signingKey: KeyObject;
  /** Public halves of keys that signed before: what they signed stays valid. */
  readonly formerSigningKeys: readonly KeyObject[];
  readonly sessionSecret: string;
  /** null only in demo mode: mail then goes to the portal's own mail viewer. */
  readonly smtpUrl: string | null;
  readonly port: number;
  readonly host: string;
  /** The address people type, without a slash at its end. */
  readonly portalUrl: string;
  readonly logLevel: LogLevel;
  /** Absolute. */
  readonly dataDir: string;
}

export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

export type ConfigVariable = keyof typeof inChinese.whatToDo;
export type ConfigFault = keyof typeof inChinese.faults;
export interface ConfigProblem {
  readonly variable: ConfigVariable;
  readonly fault: ConfigFault;
}

/** Start-up is refused; `message` holds one sentence for each variable at fault, and never a value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[], locale: "zh-CN" | "en") {
    const words = locale === "en" ? inEnglish : inChinese;
    super([words.heading, ...problems.map((problem) => `- ${words.sentence(problem)}`)].join("\n"));
    this.problems = problems;
  }
}

const fault = (code: ConfigFault): string => code;
const absent = (value: unknown): unknown => (typeof value === "string" && value.trim() === "" ? undefined : value);
const optional = <S extends z.ZodType>(schema: S) => z.preprocess(absent, schema.optional());

const urlWith = (...schemes: string[]) =>
  z.string().superRefine((value, context) => {
    const scheme = /^([a-z][a-z0-9+]*):\/\/[^/\s]/i.exec(value)?.[1];
    if (scheme === undefined) context.addIssue(fault("not_an_address"));
    else if (!schemes.includes(scheme.toLowerCase())) context.addIssue(fault("other_kind_of_address"));
  });

const database = optional(urlWith("postgres", "postgresql"));

/** The environment as it may be given; what each mode requires of it is decided after its shape is known. */
const environment = z.object({
  PORTAL_MODE: optional(z.enum(["demo", "production"], { error: fault("unknown_value") })),
  DATABASE_WEB_URL: database,
  DATABASE_WORKER_URL: database,
  QUEUE_DATABASE_URL: database,
  REDIS_URL: optional(
    urlWith("redis", "rediss", "redis+sentinel", "rediss+sentinel", "redis+cluster", "rediss+cluster"),
  ),
  MASTER_KEY: optional(z.string()),
  MASTER_KEY_FILE: optional(z.string()),
  SIGNING_KEY_FILE: optional(z.string()),
  FORMER_SIGNING_KEYS_FILE: optional(z.string()),
  SESSION_SECRET: optional(z.string().min(32, { error: fault("too_short") })),
  SMTP_URL: optional(urlWith("smtp", "smtps")),
  PORT: optional(
    z.coerce
      .number({ error: fault("not_a_port") })
      .int(fault("not_a_port"))
      .min(1, fault("not_a_port"))
      .max(65_535, fault("not_a_port")),
  ),
  HOST: optional(z.string().regex(/^[A-Za-z0-9.:_-]+$/, { error: fault("not_a_host") })),
  PORTAL_URL: optional(urlWith("http", "https")),
  LOG_LEVEL: optional(z.enum(logLevels, { error: fault("unknown_value") })),
  DATA_DIR: optional(z.string()),
  SEAL_SUITE: optional(z.enum(sealSuites, { error: fault("unknown_value") })),
  STORAGE_URL: optional(z.string()),
  CLAMD_HOST: optional(z.string()),
  OIDC_ISSUER: optional(urlWith("http", "https")),
  OIDC_CLIENT_ID: optional(z.string()),
  OIDC_CLIENT_SECRET: optional(z.string()),
  OIDC_CLIENT_SECRET_FILE: optional(z.string()),
  TRUSTED_PROXIES: optional(
    z.string().regex(/^[0-9A-Fa-f.:/]+(\s*,\s*[0-9A-Fa-f.:/]+)*$/, { error: fault("not_a_host") }),
  ),
});

/**
 * The configuration of one process, or a `ConfigError` that names every variable at fault at once.
 * Production has no default for any secret and refuses the ones that the demo makes for itself.
 */
export function readConfig(env: Environment, process: PortalProcess): Config {
  const locale = messageLocale(env);
  const parsed = environment.safeParse(env);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(problemOf), locale);
  const given = parsed.data;
  const mode = given.PORTAL_MODE ?? "demo";
  const problems: ConfigProblem[] = [];
  const refuse = (variable: ConfigVariable, code: ConfigFault): void => {
    problems.push({ variable, fault: code });
  };

  const ownUrl: ConfigVariable = process === "web" ? "DATABASE_WEB_URL" : "DATABASE_WORKER_URL";
  const databaseUrl = process === "web" ? given.DATABASE_WEB_URL : given.DATABASE_WORKER_URL;
  if (databaseUrl === undefined) refuse(ownUrl, "missing");
  if (process === "worker" && !given.REDIS_URL && !given.QUEUE_DATABASE_URL) refuse("QUEUE_DATABASE_URL", "missing");

  const keyRing = readKeyRing(given, mode, refuse);
  const signingKey = readSigningKey(given.SIGNING_KEY_FILE, mode, refuse);
  const formerSigningKeys = readFormerSigningKeys(given.FORMER_SIGNING_KEYS_FILE, refuse);
  if (given.SESSION_SECRET === undefined) refuse("SESSION_SECRET", "missing");
  else if (mode === "production" && isDemoSecret(given.SESSION_SECRET)) refuse("SESSION_SECRET", "demo_value");
  else if (mode === "production" && new Set(given.SESSION_SECRET).size < 8) refuse("SESSION_SECRET", "weak");

  const port = given.PORT ?? 3000;
  if (mode === "production") {
    if (given.SMTP_URL === undefined) refuse("SMTP_URL", "missing");
    if (given.PORTAL_URL === undefined) refuse("PORTAL_URL", "missing");
    else if (!given.PORTAL_URL.toLowerCase().startsWith("https://")) refuse("PORTAL_URL", "not_https");
  }
  const dataDir = isAbsolute(given.DATA_DIR ?? "") ? (given.DATA_DIR ?? "") : resolve(given.DATA_DIR ?? ".data");
  const storage = storageFrom(given.STORAGE_URL, dataDir);
  if (storage === null) refuse("STORAGE_URL", "not_an_address");
  const clamd = clamdFrom(given.CLAMD_HOST);
  if (given.CLAMD_HOST !== undefined && clamd === null) refuse("CLAMD_HOST", "not_a_host");
  const oidc = readOidc(given, mode, refuse);
  if (problems.length > 0 || databaseUrl === undefined || keyRing === null || signingKey === null || storage === null) {
    throw new ConfigError(problems, locale);
  }
  return {
    mode,
    process,
    databaseUrl,
    queueDatabaseUrl: process === "worker" ? (given.QUEUE_DATABASE_URL ?? null) : null,
    redisUrl: given.REDIS_URL ?? null,
    keyRing,
    sealSuite: given.SEAL_SUITE ?? "aes-256-gcm",
    storage,
    clamd,
    oidc,
    trustedProxies: given.TRUSTED_PROXIES?.split(",").map((one) => one.trim()) ?? [],
    signingKey,
    formerSigningKeys,
    sessionSecret: given.SESSION_SECRET ?? "",
    smtpUrl: given.SMTP_URL ?? null,
    port,
    host: given.HOST ?? "127.0.0.1",
    portalUrl: (given.PORTAL_URL ?? `http://localhost:${port}`).replace(/\/+$/, ""),
    logLevel: given.LOG_LEVEL ?? "info",
    dataDir,
  };
}

/** Chinese unless the terminal asks for English. */
export function messageLocale(env: Environment): "zh-CN" | "en" {
  return /^en/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || "") ? "en" : "zh-CN";
}

function problemOf(issue: z.core.$ZodIssue): ConfigProblem {
  const variable = String(issue.path[0]);
  return {
    variable: isVariable(variable) ? variable : "PORTAL_MODE",
    fault: isFault(issue.message) ? issue.message : "unknown_value",
  };
}

const isVariable = (text: string): text is ConfigVariable => Object.hasOwn(inChinese.whatToDo, text);
const isFault = (text: string): text is ConfigFault => Object.hasOwn(inChinese.faults, text);

type Refuse = (variable: ConfigVariable, code: ConfigFault) => void;
type Given = z.output<typeof environment>;

function readKeyRing(given: Given, mode: PortalMode, refuse: Refuse): KeyRing | null {
  const variable =
    given.MASTER_KEY_FILE !== undefined && given.MASTER_KEY === undefined ? "MASTER_KEY_FILE" : "MASTER_KEY";
  if (given.MASTER_KEY !== undefined && given.MASTER_KEY_FILE !== undefined) {
    refuse("MASTER_KEY", "given_twice");
    return null;
  }
  const text = given.MASTER_KEY ?? readText(given.MASTER_KEY_FILE);
  if (text === null) {
    refuse(variable, variable === "MASTER_KEY_FILE" ? "unreadable" : "missing");
    return null;
  }
  const ring = parseKeyRing(text);
  if (ring === null) refuse(variable, "not_32_bytes");
  else if (mode === "production" && isDemoSecret(ring.current)) refuse(variable, "demo_value");
  else if (mode === "production" && isWeakKey(ring.current)) refuse(variable, "weak");
  return ring;
}

/** Sign-in through the city's identity provider needs all three, or none. */
function readOidc(given: Given, mode: PortalMode, refuse: Refuse): OidcConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = given;
  if (issuer === undefined) return null;
  const clientSecret = secretFrom(given.OIDC_CLIENT_SECRET, given.OIDC_CLIENT_SECRET_FILE);
  if (clientId === undefined) refuse("OIDC_CLIENT_ID", "missing");
  if (clientSecret === undefined) refuse("OIDC_CLIENT_SECRET", "missing");
  if (mode === "production" && !issuer.toLowerCase().startsWith("https://")) refuse("OIDC_ISSUER", "not_https");
  return clientId === undefined || clientSecret === undefined ? null : { issuer, clientId, clientSecret };
}

function readSigningKey(path: string | undefined, mode: PortalMode, refuse: Refuse): KeyObject | null {
  if (path === undefined) {
    refuse("SIGNING_KEY_FILE", "missing");
    return null;
  }
  const pem = readText(path);
  if (pem === null) {
    refuse("SIGNING_KEY_FILE", "unreadable");
    return null;
  }
  if (mode === "production" && isDemoPem(pem)) refuse("SIGNING_KEY_FILE", "demo_value");
  const key = parsePrivateKey(pem);
  if (key?.asymmetricKeyType !== "ed25519") {
    refuse("SIGNING_KEY_FILE", "not_ed25519");
    return null;
  }
  return key;
}

/** Public keys one after another in PEM, each Ed25519; a private key in this file is refused, since it has no business there. */
function readFormerSigningKeys(path: string | undefined, refuse: Refuse): readonly KeyObject[] {
  if (path === undefined) return [];
  const text = readText(path);
  if (text === null) {
    refuse("FORMER_SIGNING_KEYS_FILE", "unreadable");
    return [];
  }
  const keys = (text.match(/-----BEGIN [A-Z ]+-----[^-]*-----END [A-Z ]+-----/g) ?? []).map(parsePublicKey);
  const sound = keys.filter((key) => key?.asymmetricKeyType === "ed25519").filter((key) => key !== null);
  if (sound.length === 0 || sound.length < keys.length) refuse("FORMER_SIGNING_KEYS_FILE", "not_public_keys");
  return sound;
}

function readText(path: string | undefined): string | null {
  if (path === undefined) return null;
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function parsePublicKey(pem: string): KeyObject | null {
  if (!pem.startsWith("-----BEGIN PUBLIC KEY-----")) return null;
  try {
    return createPublicKey(pem);
  } catch {
    return null;
  }
}

function parsePrivateKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}
