/** Finds many texts in bytes at once, however they are written: what a thief with a dump would search for. */

/** Every way in which a text may stand in a file: plain, in another alphabet of computers, or wrapped as text. */
function spellings(text: string): Buffer[] {
  const utf8 = Buffer.from(text, "utf8");
  const utf16le = Buffer.from(text, "utf16le");
  const utf16be = Buffer.from(utf16le).swap16();
  const escaped = text.replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const wrapped = [utf8, utf16le].flatMap((bytes) => [
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
    ...base64(bytes),
  ]);
  return [utf8, utf16le, utf16be, ...[escaped, encodeURIComponent(text), ...wrapped].map((one) => Buffer.from(one))];
}

/** In base64 a text looks differently by where in a group of three bytes it begins; its ends mix with its neighbours. */
function base64(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((shift) => {
    const written = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    const inner = written.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
    return inner.length >= 6 ? [inner] : [];
  });
}

export type Search = (bytes: Buffer) => string[];

/** A search for all of the texts; returns which of them stand somewhere in the bytes, in whatever spelling. */
export function searchFor(texts: readonly string[]): Search {
  const byStart = new Map<number, { readonly text: string; readonly bytes: Buffer }[]>();
  for (const text of new Set(texts)) {
    for (const bytes of spellings(text)) {
      if (bytes.length < 4) throw new Error(`too short to be searched for: ${text}`);
      const start = bytes.readUInt32LE(0);
      byStart.set(start, [...(byStart.get(start) ?? []), { text, bytes }]);
    }
  }
  return (bytes) => {
    const found = new Set<string>();
    for (let at = 0; at + 4 <= bytes.length; at += 1) {
      const candidates = byStart.get(bytes.readUInt32LE(at));
      if (candidates === undefined) continue;
      for (const candidate of candidates) {
        if (bytes.subarray(at, at + candidate.bytes.length).equals(candidate.bytes)) found.add(candidate.text);
      }
    }
    return [...found].sort();
  };
}

/**
 * What of a report names somebody or says something: every text in it with a Chinese character, a telephone, a mail
 * address, a citizen's number, a day of birth; and of longer texts each clause by itself. Codes name nobody.
 */
export function tellingTexts(value: unknown): string[] {
  if (typeof value === "string") return isTelling(value) ? [value, ...clauses(value)] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === "edition" ? [] : tellingTexts(inner)));
}

const isTelling = (text: string): boolean =>
  /\p{Script=Han}/u.test(text) || /^\+?\d[\d ()-]{7,}[\dXx]?$/.test(text) || text.includes("@");

const clauses = (text: string): string[] =>
  text.split(/[，。；：、？！“”（）\s]/u).filter((clause) => clause.length >= 4 && clause !== text);
