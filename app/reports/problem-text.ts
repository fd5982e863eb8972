import type { Copy } from "#app/copy/index.ts";
import type { Question } from "#guidelines/edition.ts";
import type { ReportProblem } from "#guidelines/report.ts";

/** The sentence for a problem; a question that was left open says how it can be answered. */
export function problemText(copy: Copy, question: Pick<Question, "unknownAllowed">, problem: ReportProblem): string {
  if (problem === "required") return question.unknownAllowed ? copy.report.requiredAnswer : copy.report.requiredPlain;
  return copy.problems[problem];
}
