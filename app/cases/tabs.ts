/** The parts of a case page, each with an address of its own, in the order they are read. */
export const caseTabs = [
  "overview",
  "reports",
  "people",
  "evidence",
  "notes",
  "messages",
  "inquiries",
  "meetings",
  "documents",
  "timeline",
] as const;
export type CaseTab = (typeof caseTabs)[number];

/** What one answer draws: one part, or all of them for paper. */
export type CasePart = CaseTab | "print";

/** Whether an answer draws any of these parts. */
export const draws = (part: CasePart, tabs: readonly CaseTab[]): boolean =>
  part === "print" || tabs.some((tab) => tab === part);

/** `/cases/:number` for the first part, `/cases/:number/:tab` for the others. */
export const casePath = (number: string, part: CasePart): string =>
  part === "overview" ? `/cases/${number}` : `/cases/${number}/${part}`;

/** The part that an address names; null for a word that is none. The first part has the bare address only. */
export function partIn(word: string | undefined): CasePart | null {
  if (word === "print") return word;
  return caseTabs.find((tab) => tab === word && tab !== "overview") ?? null;
}

/** Where identities are opened from this part: in place where people are named, else where they are listed. */
export const opensAt = (part: CasePart): CasePart =>
  part === "overview" || part === "reports" || part === "people" ? part : "people";
