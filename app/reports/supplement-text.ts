const most = 20_000;

/** Why a supplement cannot be taken as it is. */
export type SupplementProblem = "empty" | "malformed" | "tooLong";

/** Reads what somebody wants to add to a report. */
export function readSupplement(value: FormDataEntryValue | null): { text: string; problem: SupplementProblem | null } {
  if (typeof value !== "string") return { text: "", problem: "empty" };
  const text = value.replaceAll("\r\n", "\n").trim();
  if (text === "") return { text, problem: "empty" };
  if (text.length > most) return { text, problem: "tooLong" };
  const malformed = /\p{Surrogate}/u.test(text) || [...text].some(isControl);
  return { text, problem: malformed ? "malformed" : null };
}

function isControl(letter: string): boolean {
  const code = letter.charCodeAt(0);
  return (code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127;
}
