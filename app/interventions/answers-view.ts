import { copyFor } from "#app/copy/index.ts";
import { day, moment } from "#app/copy/when.ts";
import { inLanguage, type Locale } from "#guidelines/city.ts";
import { earliestMomentOf } from "#guidelines/days.ts";
import type { Edition } from "#guidelines/edition.ts";
import type { Field, Workflow } from "#guidelines/intervention.ts";
import type { Answers } from "#guidelines/intervention-answers.ts";
import { fieldOf } from "#guidelines/intervention-workflow.ts";

export interface AnswerLine {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  /** Where a placed child lives: this reader is among the few who see it. */
  readonly isSecret: boolean;
}

/** What was answered, in words; a field that the edition does not know is left out. */
export function answerLines(
  edition: Edition,
  locale: Locale,
  workflow: Workflow,
  answers: Answers,
): readonly AnswerLine[] {
  return Object.entries(answers).flatMap(([id, answer]) => {
    const field = fieldOf(edition, workflow, id);
    if (field === undefined) return [];
    const values = typeof answer === "string" ? [answer] : answer;
    return [
      {
        id,
        label: inLanguage(field.label, locale),
        value: values.map((value) => valueInWords(locale, field, value)).join(locale === "en" ? "; " : "；"),
        isSecret: field.secret !== undefined,
      },
    ];
  });
}

function valueInWords(locale: Locale, { type, options }: Field, value: string): string {
  const words = copyFor(locale).interventions;
  switch (type) {
    case "yes_no_unknown":
      return value === "yes" || value === "no" ? words.yesNo[value] : words.yesNo.unknown;
    case "choice":
    case "choices": {
      const option = options?.find((one) => one.value === value);
      return option === undefined ? value : inLanguage(option.label, locale);
    }
    case "date":
      return day(locale, earliestMomentOf(value));
    case "datetime":
      return moment(locale, earliestMomentOf(value));
    case "money":
      return words.yuan(value);
    default:
      return value;
  }
}
