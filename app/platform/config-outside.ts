import { readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Where evidence lies: a folder of this machine, or a bucket that speaks S3. */
export type StorageConfig =
  | { readonly kind: "disk"; readonly folder: string }
  | {
      readonly kind: "s3";
      readonly host: string;
      readonly port: number;
      readonly secure: boolean;
      readonly bucket: string;
      readonly region: string;
      readonly accessKey: string;
      readonly secretKey: string;
    };

/** The city's identity provider, where officers sign in through one. */
export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The virus scanner, where there is one. */
export interface ClamdConfig {
  readonly host: string;
  readonly port: number;
}

/** Reads STORAGE_URL; without it, a folder below the data folder. Null when it is no storage that the portal knows. */
export function storageFrom(url: string | undefined, dataDir: string): StorageConfig | null {
  if (url === undefined) return { kind: "disk", folder: resolve(dataDir, "evidence") };
  if (!URL.canParse(url)) return isAbsolute(url) ? { kind: "disk", folder: url } : null;
  const given = new URL(url);
  if (given.protocol === "file:") return { kind: "disk", folder: fileURLToPath(given) };
  const secure = given.protocol === "s3+https:";
  const bucket = decodeURIComponent(given.pathname.replace(/^\/|\/$/g, ""));
  if ((!secure && given.protocol !== "s3+http:") || bucket === "" || given.username === "") return null;
  return {
    kind: "s3",
    host: given.hostname,
    port: given.port === "" ? (secure ? 443 : 80) : Number(given.port),
    secure,
    bucket,
    region: given.searchParams.get("region") ?? "us-east-1",
    accessKey: decodeURIComponent(given.username),
    secretKey: decodeURIComponent(given.password),
  };
}

/** Reads CLAMD_HOST: `host` or `host:port`, clamd's own port where none is given. */
export function clamdFrom(text: string | undefined): ClamdConfig | null {
  if (text === undefined) return null;
  const [, host, port] = /^(\[[0-9A-Fa-f:]+\]|[^:\s]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  return host === undefined ? null : { host: host.replace(/^\[|\]$/g, ""), port: Number(port ?? 3310) };
}

/** A secret given by its variable or by the file that another names. */
export function secretFrom(value: string | undefined, file: string | undefined): string | undefined {
  if (value !== undefined || file === undefined) return value;
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return undefined;
  }
}
