/** The installation's secrets: the master key in force, those before it while they are needed, and the key of tokens. */
export interface KeyRing {
  /** Wraps new data keys: 32 bytes. */
  readonly current: Buffer;
  /** Still open what they wrapped, until `npm run keys -- rotate` has wrapped it anew. */
  readonly former: readonly Buffer[];
  /** Makes the keyed hashes, whatever the master key is, for they are looked up for years. Null: made from `current`. */
  readonly tokens: Buffer | null;
}

const line = /^(current|former|tokens):\s*(\S+)$/;

function keyOf(text: string): Buffer | null {
  const key = Buffer.from(text, "base64");
  return key.length === 32 && /^[A-Za-z0-9+/]{43}=?$/.test(text) ? key : null;
}

/**
 * Reads MASTER_KEY or the file that MASTER_KEY_FILE names: one key of 32 bytes in base64, or a ring of lines
 * `current: …`, `former: …`, `tokens: …`. Null when it is neither.
 */
export function parseKeyRing(text: string): KeyRing | null {
  const single = keyOf(text.trim());
  if (single !== null) return { current: single, former: [], tokens: null };
  const found = { current: [] as Buffer[], former: [] as Buffer[], tokens: [] as Buffer[] };
  for (const written of text.split("\n").map((one) => one.trim())) {
    if (written === "" || written.startsWith("#")) continue;
    const [, name, value] = line.exec(written) ?? [];
    const key = value === undefined ? null : keyOf(value);
    if (key === null || (name !== "current" && name !== "former" && name !== "tokens")) return null;
    found[name].push(key);
  }
  const [current] = found.current;
  if (current === undefined || found.current.length > 1 || found.tokens.length > 1) return null;
  return { current, former: found.former, tokens: found.tokens[0] ?? null };
}

/** The ring as its file holds it. */
export function formatKeyRing({ current, former, tokens }: KeyRing): string {
  const lines = [
    `current: ${current.toString("base64")}`,
    ...former.map((key) => `former: ${key.toString("base64")}`),
    ...(tokens === null ? [] : [`tokens: ${tokens.toString("base64")}`]),
  ];
  return `${lines.join("\n")}\n`;
}
