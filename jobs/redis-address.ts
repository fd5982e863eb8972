/** Where Redis is, as `REDIS_URL` tells it: one server, a Sentinel list, or a Cluster. */
export type RedisAddress =
  | (Credentials & { readonly kind: "single"; readonly host: string; readonly port: number; readonly db: number })
  | (Credentials & {
      readonly kind: "sentinel";
      readonly sentinels: readonly Node[];
      readonly master: string;
      readonly db: number;
      readonly sentinelUsername?: string;
      readonly sentinelPassword?: string;
    })
  | (Credentials & { readonly kind: "cluster"; readonly nodes: readonly Node[] });

interface Credentials {
  readonly tls: boolean;
  readonly username?: string;
  readonly password?: string;
}

interface Node {
  readonly host: string;
  readonly port: number;
}

export type RedisAddressFault =
  | "scheme"
  | "no_host"
  | "bad_host"
  | "bad_port"
  | "bad_escape"
  | "one_host_only"
  | "no_master"
  | "bad_database"
  | "cluster_has_one_database"
  | "unknown_option";

/** `REDIS_URL` cannot be read. Carries the kind of fault only: the address itself may hold a password. */
export class RedisAddressError extends Error {
  override readonly name = "RedisAddressError";
  readonly fault: RedisAddressFault;

  constructor(fault: RedisAddressFault) {
    super(`REDIS_URL: ${fault}`);
    this.fault = fault;
  }
}

const schemes: ReadonlyMap<string, { readonly kind: RedisAddress["kind"]; readonly tls: boolean }> = new Map([
  ["redis", { kind: "single", tls: false }],
  ["rediss", { kind: "single", tls: true }],
  ["redis+sentinel", { kind: "sentinel", tls: false }],
  ["rediss+sentinel", { kind: "sentinel", tls: true }],
  ["redis+cluster", { kind: "cluster", tls: false }],
  ["rediss+cluster", { kind: "cluster", tls: true }],
]);

/**
 * Reads `redis://[user:password@]host[:port][/db]`,
 * `redis+sentinel://[user:password@]h1[:p],h2[:p]/master[/db][?sentinelPassword=…&sentinelUsername=…]` and
 * `redis+cluster://[user:password@]h1[:p],h2[:p]`; `rediss` asks for TLS. Throws `RedisAddressError`.
 */
export function parseRedisUrl(url: string): RedisAddress {
  const [, schemeName = "", rest = ""] = /^([a-z+]+):\/\/(.*)$/is.exec(url.trim()) ?? [];
  const scheme = schemes.get(schemeName.toLowerCase());
  if (scheme === undefined) throw new RedisAddressError("scheme");
  const parts = /^(?:([^@/?#]*)@)?([^/?#@]*)(\/[^?#]*)?(?:\?([^#]*))?$/.exec(rest);
  // A password with one of @ / ? # in it, written as it is.
  if (parts === null) throw new RedisAddressError("bad_escape");
  const credentials = { tls: scheme.tls, ...readCredentials(parts[1]) };
  const [first, second, third] = (parts[3] ?? "").split("/").slice(1).filter(Boolean).map(unescaped);
  if (third !== undefined) throw new RedisAddressError("bad_database");
  const options = new URLSearchParams(parts[4] ?? "");
  const nodes = readNodes(parts[2] ?? "", scheme.kind === "sentinel" ? 26379 : 6379);

  if (scheme.kind === "sentinel") {
    if (first === undefined) throw new RedisAddressError("no_master");
    onlyOptions(options, ["sentinelUsername", "sentinelPassword"]);
    const sentinelUsername = options.get("sentinelUsername");
    const sentinelPassword = options.get("sentinelPassword");
    return {
      kind: "sentinel",
      ...credentials,
      sentinels: nodes,
      master: first,
      db: readDatabase(second),
      ...(sentinelUsername ? { sentinelUsername } : {}),
      ...(sentinelPassword ? { sentinelPassword } : {}),
    };
  }
  onlyOptions(options, []);
  if (scheme.kind === "cluster") {
    if (first !== undefined && first !== "0") throw new RedisAddressError("cluster_has_one_database");
    return { kind: "cluster", ...credentials, nodes };
  }
  const [only, another] = nodes;
  if (only === undefined) throw new RedisAddressError("no_host");
  if (another !== undefined) throw new RedisAddressError("one_host_only");
  if (second !== undefined) throw new RedisAddressError("bad_database");
  return { kind: "single", ...credentials, ...only, db: readDatabase(first) };
}

function readCredentials(text: string | undefined): { username?: string; password?: string } {
  if (text === undefined || text === "") return {};
  const colon = text.indexOf(":");
  const username = unescaped(colon < 0 ? text : text.slice(0, colon));
  const password = colon < 0 ? "" : unescaped(text.slice(colon + 1));
  return { ...(username === "" ? {} : { username }), ...(password === "" ? {} : { password }) };
}

function readNodes(text: string, usualPort: number): readonly Node[] {
  if (text.trim() === "") throw new RedisAddressError("no_host");
  return text.split(",").map((entry) => {
    const found = /^(?:\[([0-9a-f:.]+)\]|([A-Za-z0-9_.-]+))(?::([^:]*))?$/i.exec(entry.trim());
    const host = found?.[1] ?? found?.[2];
    if (found === null || host === undefined) throw new RedisAddressError("bad_host");
    return { host, port: found[3] === undefined ? usualPort : readPort(found[3]) };
  });
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new RedisAddressError("bad_port");
  return port;
}

function readDatabase(text: string | undefined): number {
  if (text === undefined) return 0;
  if (!/^\d{1,4}$/.test(text)) throw new RedisAddressError("bad_database");
  return Number(text);
}

function onlyOptions(options: URLSearchParams, known: readonly string[]): void {
  for (const option of options.keys()) if (!known.includes(option)) throw new RedisAddressError("unknown_option");
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RedisAddressError("bad_escape");
  }
}
