/** Everything that can be wrong with an edition. Each has a sentence in `app/copy/<locale>/edition-findings.ts`. */
export const findingCodes = [
  "file-missing",
  "file-malformed",
  "translation-missing",
  "repeated-id",
  "dangling-reference",
  "unknown-fact",
  "value-outside-domain",
  "rule-without-source",
  "rule-to-nobody",
  "rule-unreachable",
  "rule-shadowed",
  "contradiction",
  "situation-missing",
  "situation-uncovered",
  "urgency-uncovered",
  "district-uncovered",
  "department-without-rule",
  "clock-without-stop",
  "verification-promoted",
  "question-unreachable",
  "question-not-in-contract",
  "question-without-effect",
  "options-differ",
  "step-unreachable",
  "intervention-without-end",
  "field-not-asked",
  "limit-not-driven",
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** `where` names the file and entry, `detail` the word that is wrong. */
export type Finding = { readonly code: FindingCode; readonly where: string; readonly detail: string };

/** An edition that must not be used, with everything that was found. */
export class EditionError extends Error {
  override readonly name = "EditionError";
  constructor(readonly findings: readonly Finding[]) {
    super(findings.map(({ code, where, detail }) => `${code}: ${where}: ${detail}`).join("\n"));
  }
}
