/** No letter or digit here can be taken for another one (no 0 O, 1 I L, U V). */
const alphabet = "23456789ABCDEFGHJKMNPQRSTWXYZ";
const length = 8;

/** A new code to go on from another device: eight characters, about 39 bits, looked up only with a limit on attempts. */
export function newDraftCode(): string {
  // Web Crypto, since the pages that format a code are built for the browser too.
  const chosen = crypto.getRandomValues(new Uint32Array(length));
  return Array.from(chosen, (number) => alphabet.charAt(number % alphabet.length)).join("");
}

/** As it is shown and written down: `ABCD 2345`. */
export const formatDraftCode = (code: string): string => `${code.slice(0, 4)} ${code.slice(4)}`;

/** The code in what somebody typed, however they spaced it or wrote its letters; null when it cannot be one. */
export function parseDraftCode(typed: string): string | null {
  const code = typed
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\-–—·.]+/g, "");
  return code.length === length && [...code].every((letter) => alphabet.includes(letter)) ? code : null;
}
