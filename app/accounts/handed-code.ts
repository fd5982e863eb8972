import { randomInt } from "node:crypto";

/** No letter or digit here can be taken for another one (no 0 O, 1 I L, U V). */
const alphabet = "23456789ABCDEFGHJKMNPQRSTWXYZ";
const length = 20;

/**
 * A new code of an invitation, or of a link to a new password: twenty characters, about 97 bits. It stands in the
 * link's fragment and can be typed.
 */
export function newHandedCode(): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}

/** As it is shown and written down: `ABCDE-23456-…`. */
export const formatHandedCode = (code: string): string => code.match(/.{1,5}/g)?.join("-") ?? code;

/** The code in what somebody typed or pasted, the whole link included; null when it cannot be one. */
export function parseHandedCode(typed: string): string | null {
  const code = (typed.split("#").at(-1) ?? "")
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-–—·.]+/g, "");
  return code.length === length && [...code].every((letter) => alphabet.includes(letter)) ? code : null;
}
