import type { Vault } from "#app/platform/crypto.ts";

/** Crockford's alphabet: no letter that is mistaken for a digit. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const base = alphabet.length;
const length = 16;

/** The check character of ISO 7064's hybrid system for 32 characters: finds every single wrong one. */
function checkCharacter(characters: string): string {
  let product = base;
  for (const character of characters) {
    const sum = (product + alphabet.indexOf(character)) % base || base;
    product = (sum * 2) % (base + 1);
  }
  return alphabet[(base + 1 - product) % base] ?? "";
}

/** A document's verification code: fifteen characters (75 bits) from the keyed hash of its id, and a check character. */
export function verificationCodeOf(vault: Vault, documentId: string): string {
  let rest = vault.token("document code", documentId).readBigUInt64BE(0);
  rest = (rest << 32n) | BigInt(vault.token("document code, second half", documentId).readUInt32BE(0));
  let code = "";
  for (let index = 0; index < length - 1; index += 1) {
    code += alphabet[Number(rest % BigInt(base))];
    rest /= BigInt(base);
  }
  return code + checkCharacter(code);
}

export type ParsedCode =
  | { readonly code: string; readonly problem?: never }
  | { readonly code?: never; readonly problem: "missing" | "characters" | "length" | "check" };

/** Reads a code as typed or scanned: spaces, dashes, small letters and full-width forms are fine, O is 0, I and L are 1. */
export function parseVerificationCode(typed: string): ParsedCode {
  const plain = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-–—·.]/gu, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  if (plain === "") return { problem: "missing" };
  if ([...plain].some((character) => !alphabet.includes(character))) return { problem: "characters" };
  if (plain.length !== length) return { problem: "length" };
  return checkCharacter(plain.slice(0, -1)) === plain.at(-1) ? { code: plain } : { problem: "check" };
}

/** In groups of four, as it is printed. */
export const formatVerificationCode = (code: string): string => code.replace(/(.{4})(?=.)/g, "$1-");

/** The keyed hash under which a document is found. */
export const verificationHash = (vault: Vault, code: string): Buffer => vault.token("document look-up", code);
