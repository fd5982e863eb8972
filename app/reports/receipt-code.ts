import type { Vault } from "#app/platform/crypto.ts";
import { checkDigit, hasValidCheckDigit } from "./numbers.ts";

const length = 16;

/**
 * The reporter's code for a report: fifteen digits from the keyed hash of its id, and a check digit. Made again from
 * the id when the same report is filed twice, so that neither answer is the wrong one; stored as a hash only.
 */
export function receiptCodeOf(vault: Vault, reportId: string): string {
  const digest = vault.token("receipt code", reportId);
  const digits = (digest.readBigUInt64BE(0) % 10n ** BigInt(length - 1)).toString().padStart(length - 1, "0");
  return digits + checkDigit(digits);
}

export type ParsedReceiptCode =
  | { readonly code: string; readonly problem?: never }
  | { readonly code?: never; readonly problem: "missing" | "characters" | "length" | "check_digit" };

/** Reads what a person typed or pasted: spaces, dashes and full-width digits are fine. A wrong digit is told at once. */
export function parseReceiptCode(text: string): ParsedReceiptCode {
  const digits = text.normalize("NFKC").replace(/[\s\-–—·.]/gu, "");
  if (digits === "") return { problem: "missing" };
  if (!/^\d+$/.test(digits)) return { problem: "characters" };
  if (digits.length !== length) return { problem: "length" };
  return hasValidCheckDigit(digits) ? { code: digits } : { problem: "check_digit" };
}

/** In groups of four, as it is shown and read aloud. */
export function formatReceiptCode(code: string): string {
  return code.replace(/(\d{4})(?=\d)/g, "$1 ");
}

/** The keyed hash under which a receipt is found. */
export function receiptCodeHash(vault: Vault, code: string): Buffer {
  return vault.token("receipt look-up", code);
}
