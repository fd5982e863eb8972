import type { Edition } from "#guidelines/edition.ts";

/** An assessment of which nothing is kept for the record alone. */
export const withEveryQuestionRead = (assessment: Edition["assessment"]): Edition["assessment"] => ({
  ...assessment,
  sections: assessment.sections.map(({ questions, ...section }) => ({
    ...section,
    questions: questions.map(({ documentation: _kept, ...question }) => question),
  })),
});
