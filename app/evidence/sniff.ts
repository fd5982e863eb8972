import { fileTypeFromBuffer } from "file-type";
import { acceptedAs, extensionOf } from "./rules.ts";

const officeParts = [
  ["word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
  ["xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ["ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"],
] as const;

/**
 * What a file is, by its first bytes; null when they say nothing that is taken. What the sender claims counts for
 * nothing, but for text: it has no mark of its own, so only a name of a plain text lets it pass for one.
 */
export async function sniffed(first: Buffer, name: string): Promise<string | null> {
  const found = (await fileTypeFromBuffer(first).catch(() => undefined))?.mime;
  if (found === "application/zip") return officeInZip(first);
  if (found === "application/x-cfb") return isOfficeStore(first) ? found : null;
  if (found !== undefined) return acceptedAs(found) === undefined ? null : found;
  const textual = acceptedAs("text/plain")?.extensions.includes(extensionOf(name)) ?? false;
  return textual && isPlainText(first) ? "text/plain" : null;
}

/** Programs that write the table of contents last leave only the folders' names to tell an office file by. */
function officeInZip(first: Buffer): string | null {
  const names: string[] = [];
  for (let at = first.indexOf("PK\x03\x04", 0, "latin1"); at >= 0; at = first.indexOf("PK\x03\x04", at + 4, "latin1")) {
    if (at + 30 > first.length) break;
    names.push(first.toString("latin1", at + 30, at + 30 + first.readUInt16LE(at + 26)));
  }
  const isOffice = names.some((name) => name === "[Content_Types].xml" || name === "_rels/.rels");
  if (!isOffice || names.some((name) => name.endsWith("vbaProject.bin"))) return null;
  return officeParts.find(([folder]) => names.some((name) => name.startsWith(folder)))?.[1] ?? null;
}

const storeNames = ["WordDocument", "Workbook", "Book", "PowerPoint Document", "EncryptedPackage"].map((name) =>
  Buffer.from(name, "utf16le"),
);

/**
 * The old office container also carries installers. Where its directory lies within the first part, an office stream
 * must be named in it; where it lies further back nobody can tell yet, and the name it is handed out under opens no installer.
 */
function isOfficeStore(first: Buffer): boolean {
  if (first.length < 512) return false;
  const sectorSize = 2 ** Math.min(first.readUInt16LE(30), 16);
  const directory = (first.readUInt32LE(48) + 1) * sectorSize;
  return directory >= first.length || storeNames.some((name) => first.includes(name));
}

const encodings = ["utf-8", "gb18030"] as const;
const markup = /^\s*<|<(?:!doctype|html|head|body|script|svg|iframe|\?xml|\?php)\b|^\s*#!/i;

/** Text that reads in one of the encodings of this country, without signs that only programs need, and no page in disguise. */
function isPlainText(first: Buffer): boolean {
  if (first.length === 0 || first.includes(0)) return false;
  const text = decoded(first);
  if (text === null || markup.test(text.slice(0, 65_536))) return false;
  const odd = text.match(/[\p{Cc}\uFFFE\uFFFF]/gu)?.filter((sign) => !"\t\n\r\f".includes(sign)) ?? [];
  return odd.length === 0;
}

function decoded(bytes: Buffer): string | null {
  for (const encoding of encodings) {
    try {
      // The end of the first part may lie within a sign.
      return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }
  return null;
}
