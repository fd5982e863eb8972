import { randomUUID } from "node:crypto";
import { type ChildLoggerOptions, type DestinationStream, type Logger, pino } from "pino";
import type { LogLevel } from "./config.ts";

/** The structured log of one process. Says what happened to which id; never who, where or what was told. */
export type Log = Logger;

/** Keys whose values never reach a log, at any depth, however they are written (`bornOn`, `born_on`, `BORN-ON`). */
const secretKeys = new Set(
  [
    // who
    "name displayName reporterName childName phone mobile telephone email mail nationalId idNumber bornOn birthDate age",
    "sex disability unit school contact person persons child children suspect suspects reporter guardian guardianship parties",
    // where
    "address placeDetail childWhereabouts whereabouts location ip remoteAddress userAgent referer referrer",
    // what was told
    "narrative statement description note notes message text body answer answers draft content comment reason details detail",
    "incident safety steps report form fields value values params parameters query input html subject to from cc bcc",
    "fileName filename originalName evidence",
    // what opens something
    "receipt receiptCode code draftCode otp totp password passphrase secret token apiKey key keys dataKey masterKey signingKey",
    "cookie cookies setCookie authorization session sessionId sessionSecret idempotencyKey csrf nonce headers url href",
    "databaseUrl queueDatabaseUrl redisUrl smtpUrl ownerUrl",
  ]
    .join(" ")
    .split(" ")
    .map(plainKey),
);

export const redacted = "[withheld]";
const deepest = 6;
const mostEntries = 100;

export interface LogOptions {
  readonly level: LogLevel;
  /** Which process speaks: `web`, `worker`, `migrate`. */
  readonly process: string;
  readonly destination?: DestinationStream;
}

/** Opens the log of a process: one JSON line an event, on standard output unless told otherwise. */
export function openLog({ level, process, destination }: LogOptions): Log {
  const log = pino(
    {
      level,
      base: { process },
      messageKey: "event",
      // Errors are told by the formatter below, which knows what of them may be written down.
      serializers: { err: (told: unknown) => told },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: withheld,
      },
      hooks: {
        // pino would otherwise take an error's own message, which may quote what a person typed, as the event.
        logMethod(args, method) {
          const [first, second] = args;
          if (first instanceof Error)
            return method.call(this, { err: first }, typeof second === "string" ? second : first.name);
          if (typeof second !== "string" && isRecord(first) && first.err instanceof Error) {
            return method.call(this, first, first.err.name);
          }
          return method.apply(this, args);
        },
      },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
  return withheldInChildren(log);
}

/** The log of one request; every line carries its id. */
export function requestLog(log: Log, requestId: string): Log {
  return log.child({ requestId });
}

/** The id a proxy gave the request when it is harmless to write down, otherwise a new one. */
export function requestIdFrom(header: string | undefined): string {
  return header !== undefined && /^[A-Za-z0-9-]{8,64}$/.test(header) && !/^\d+$/.test(header) ? header : randomUUID();
}

/**
 * What may be known of an error: its class, its code and where it arose. The sentence of an error that
 * a driver, a parser or a validator wrote is left out, since those quote the value they stumbled over.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const told: Record<string, unknown> = { type: error.name };
  const known = new Map(Object.entries(error));
  for (const key of [
    "code",
    "syscall",
    "status",
    "severity",
    "constraint",
    "constraint_name",
    "table",
    "table_name",
    "column",
    "routine",
  ]) {
    const value = known.get(key);
    if (typeof value === "string" || typeof value === "number") told[key] = value;
  }
  if (!quotesInput(error, known)) told.message = maskedMessage(error.message);
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  if (frames.length > 0) told.stack = frames.join("\n");
  if (error.cause instanceof Error) told.cause = describeError(error.cause);
  return told;
}

function quotesInput(error: Error, known: Map<string, unknown>): boolean {
  return (
    error instanceof SyntaxError ||
    error instanceof URIError ||
    known.has("issues") ||
    known.has("query") ||
    known.has("params") ||
    known.has("severity") ||
    /^(Zod|Drizzle|Postgres)/.test(error.name) ||
    /^(Zod|Drizzle|Postgres|DatabaseError)/.test(error.constructor.name)
  );
}

/** Takes what may be a quotation out of a sentence: text in quotation marks, long numbers, mail addresses, Chinese. */
function maskedMessage(message: string): string {
  return message
    .replace(/"[^"]*"|'[^']*'|`[^`]*`/g, "…")
    .replace(/\S+@\S+/g, "…")
    .replace(/\p{Script=Han}+/gu, "…")
    .replace(/\d[\d -]{5,}\d/g, "…")
    .slice(0, 500);
}

/** A child forgets its parent's formatter of bindings, so what it is bound to is looked through on its way in. */
function withheldInChildren(log: Log): Log {
  const makeChild: unknown = log.child;
  return Object.defineProperty(log, "child", {
    value(this: Log, bindings: Record<string, unknown>, options?: ChildLoggerOptions) {
      return typeof makeChild === "function" ? makeChild.call(this, withheld(bindings), options) : this;
    },
  });
}

function withheld(given: Record<string, unknown>): Record<string, unknown> {
  return withoutSecrets(given, 0);
}

function withoutSecrets(given: Record<string, unknown>, depth: number): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given).slice(0, mostEntries)) {
    kept[key] =
      secretKeys.has(plainKey(key)) && value !== null && value !== undefined ? redacted : plain(value, depth + 1);
  }
  return kept;
}

function plain(value: unknown, depth: number): unknown {
  if (value instanceof Error || value instanceof Date) return value instanceof Error ? describeError(value) : value;
  if (Buffer.isBuffer(value) || value instanceof Map || value instanceof Set) return redacted;
  if (Array.isArray(value))
    return depth > deepest ? redacted : value.slice(0, mostEntries).map((item) => plain(item, depth + 1));
  if (isRecord(value)) return depth > deepest ? redacted : withoutSecrets(value, depth);
  return typeof value === "string" && value.length > 2_000 ? redacted : value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function plainKey(key: string): string {
  return key.replace(/[-_]/g, "").toLowerCase();
}
