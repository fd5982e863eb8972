import { isNumber } from "#app/reports/numbers.ts";
import { emergencyReasons } from "#db/schema/index.ts";

/** How long a 紧急调阅 lasts. Policy value of the city; the database holds it as well. */
export const emergencyLasts = 60 * 60_000;

/** Attempts of one account; every one of them counts. Policy value of the city. */
export const emergencyAttempts = { use: "emergency by account", limit: 10, windowSeconds: 3_600 } as const;

/** Why a case was not opened, or a review not taken. Each has its sentence in `app/copy`, emergency. */
export const emergencyRefusals = [
  "number_missing",
  "number_malformed",
  "reason_missing",
  "words_missing",
  "words_too_long",
  "not_confirmed",
  "not_found",
  "destroyed",
  "not_reviewed",
  "slow_down",
  "outcome_missing",
  "already_reviewed",
] as const;
export type EmergencyRefusalCode = (typeof emergencyRefusals)[number];

/** The domain says no. Nothing has changed. */
export class EmergencyRefusal extends Error {
  override readonly name = "EmergencyRefusal";
  readonly code: EmergencyRefusalCode;

  constructor(code: EmergencyRefusalCode) {
    super(code);
    this.code = code;
  }
}

/** What an officer gives to open a case, checked. */
export interface EmergencyGrounds {
  readonly number: string;
  readonly reason: (typeof emergencyReasons)[number];
  readonly words: string;
}

/**
 * Reads what was typed: full-width characters and small letters are how a number is typed in a hurry. A wrong check
 * digit is told at once, since it says nothing about any case. Throws `EmergencyRefusal`.
 */
export function checkGrounds(typed: {
  readonly number: string;
  readonly reason: string;
  readonly words: string;
  readonly confirmed: boolean;
}): EmergencyGrounds {
  const number = typed.number.normalize("NFKC").replace(/\s+/g, "").replace(/[–—−]/g, "-").toUpperCase();
  if (number === "") throw new EmergencyRefusal("number_missing");
  if (!isNumber(number)) throw new EmergencyRefusal("number_malformed");
  const reason = emergencyReasons.find((one) => one === typed.reason);
  if (reason === undefined) throw new EmergencyRefusal("reason_missing");
  const words = checkWords(typed.words);
  if (!typed.confirmed) throw new EmergencyRefusal("not_confirmed");
  return { number, reason, words };
}

export const longestWords = 2_000;

/** Words of a reason or a review, trimmed. Throws `EmergencyRefusal`. */
export function checkWords(typed: string): string {
  const words = typed.trim();
  if (words === "") throw new EmergencyRefusal("words_missing");
  if (words.length > longestWords) throw new EmergencyRefusal("words_too_long");
  return words;
}

export const reviewOutcomes = ["justified", "unjustified"] as const;
export type ReviewOutcome = (typeof reviewOutcomes)[number];

/** Whether an access opens its case at this moment: neither over nor shut by a review. */
export function isOpen(
  access: { readonly expiresAt: Date; readonly outcome: ReviewOutcome | null },
  now: Date,
): boolean {
  return now < access.expiresAt && access.outcome !== "unjustified";
}

/** How HTTP says a refusal. */
export function emergencyStatus(code: EmergencyRefusalCode): 409 | 422 | 429 {
  if (code === "slow_down") return 429;
  return code === "not_reviewed" || code === "already_reviewed" ? 409 : 422;
}
