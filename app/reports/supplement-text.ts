import { isMalformed, trimmed } from "#app/platform/typed-text.ts";

const most = 20_000;

/** Why a supplement cannot be taken as it is. */
export type SupplementProblem = "empty" | "malformed" | "tooLong";

/** Reads what somebody wants to add to a report. */
export function readSupplement(value: FormDataEntryValue | null): { text: string; problem: SupplementProblem | null } {
  if (typeof value !== "string") return { text: "", problem: "empty" };
  const text = trimmed(value);
  if (text === "") return { text, problem: "empty" };
  if (text.length > most) return { text, problem: "tooLong" };
  return { text, problem: isMalformed(text) ? "malformed" : null };
}
