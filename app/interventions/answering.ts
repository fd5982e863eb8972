import type { StaffReader } from "#app/accounts/reader.ts";
import { copyFor } from "#app/copy/index.ts";
import type { FieldError } from "#app/ui/index.ts";
import { inLanguage } from "#guidelines/city.ts";
import type { Edition } from "#guidelines/edition.ts";
import type { AnswerProblemAt } from "#guidelines/intervention-answers.ts";
import type { InterventionOutcome } from "./commands.ts";
import { answerName, type TypedAnswers } from "./typed.ts";

/** A form that was not taken: what was typed, and why, in the reader's language. */
export interface NotTaken {
  readonly typed: TypedAnswers;
  readonly errors: readonly FieldError[];
  /** Somebody else was quicker: what is shown is how it stands now. */
  readonly overtaken: boolean;
}

/** The answer to a command that was refused, and its status: 409 where somebody else was quicker, 422 otherwise. */
export function notTaken(
  { portal, locale }: Pick<StaffReader, "portal" | "locale">,
  outcome: Extract<InterventionOutcome, { readonly outcome: "refused" | "stopped" }>,
  typed: TypedAnswers,
  labelOf: (field: string) => string | null,
): { readonly answer: NotTaken; readonly status: 409 | 422 } {
  if (outcome.outcome === "stopped") {
    const overtaken = outcome.code === "changed_meanwhile";
    const message = copyFor(locale).interventions.refusals[outcome.code];
    return { answer: { typed, errors: [{ name: null, message }], overtaken }, status: overtaken ? 409 : 422 };
  }
  const errors: FieldError[] = [
    ...outcome.refusals.map(({ says }) => ({ name: null, message: inLanguage(says, locale) })),
    ...outcome.problems.map((problem) => fieldError(portal.edition, locale, problem, labelOf)),
  ];
  return { answer: { typed, errors, overtaken: false }, status: 422 };
}

/** The field by its label, and what is the matter with its answer. */
function fieldError(
  { interventionCommon: { problems } }: Edition,
  locale: StaffReader["locale"],
  { path, problem }: AnswerProblemAt,
  labelOf: (field: string) => string | null,
): FieldError {
  const says = inLanguage(problems[problem], locale);
  const label = labelOf(path);
  return label === null
    ? { name: null, message: says }
    : { name: answerName(path), message: copyFor(locale).interventions.problemWith(label, says) };
}
