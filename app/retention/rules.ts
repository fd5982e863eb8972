import { holdReasons } from "#db/schema/index.ts";

export type HoldReason = (typeof holdReasons)[number];

/** Why a hold, or its release, was refused. Each has its sentence in `app/copy`, retention. */
export const holdRefusals = ["reason_missing", "words_missing", "words_too_long", "already_held", "destroyed"] as const;
export type HoldRefusalCode = (typeof holdRefusals)[number];

/** The domain says no. Nothing has changed. */
export class HoldRefusal extends Error {
  override readonly name = "HoldRefusal";
  readonly code: HoldRefusalCode;

  constructor(code: HoldRefusalCode) {
    super(code);
    this.code = code;
  }
}

/** Most characters of the words with which a hold is explained. */
export const longestWords = 2_000;

/** The reason that was chosen. Throws `HoldRefusal`. */
export function checkHoldReason(chosen: string): HoldReason {
  const reason = holdReasons.find((one) => one === chosen);
  if (reason === undefined) throw new HoldRefusal("reason_missing");
  return reason;
}

/** The words of a hold, trimmed: somebody must be able to judge later whether it is still needed. Throws `HoldRefusal`. */
export function checkWords(words: string): string {
  const trimmed = words.trim();
  if (trimmed === "") throw new HoldRefusal("words_missing");
  if (trimmed.length > longestWords) throw new HoldRefusal("words_too_long");
  return trimmed;
}

interface Desk {
  readonly department: string;
  readonly district: string;
  readonly state: string;
}

/**
 * Whether an officer's department may hold a case: it works or worked it, or supervises it. A desk that was only
 * informed, or that sent the work on, may not; nothing is held once it is destroyed.
 */
export function mayHold(
  officer: { readonly department: string; readonly districts: readonly string[] },
  matter: { readonly district: string; readonly destroyedAt: Date | null },
  desks: readonly Desk[],
): boolean {
  if (matter.destroyedAt !== null) return false;
  const covers = (district: string) => officer.districts.includes("*") || officer.districts.includes(district);
  if (officer.department === "procuratorate") return covers(matter.district);
  return desks.some(
    ({ department, district, state }) =>
      department === officer.department && covers(district) && state !== "transferred" && state !== "withdrawn",
  );
}

/** How far ahead the list of what will be sealed and destroyed looks, in days. */
export const foreseenDays = 90;
