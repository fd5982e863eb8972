import type { Edition, Page, Question } from "#guidelines/edition.ts";
import { fieldNameOf, fieldOfName, itemCount, listOf } from "./field-names.ts";
import { readValue } from "./read-value.ts";
import type { Reading } from "./reading.ts";
import type { Typed } from "./typed.ts";

/** One page of the guided report on the way that these answers lead. */
export interface Step {
  readonly page: Page;
  readonly questions: readonly Question[];
}

/** The page that is no question: everything once more, then 提交. */
export const checkPage = "check";

/** The pages that apply, in order, each with its questions. A page whose questions all fell away is not counted. */
export function stepsOf({ pages }: Edition, { questions }: Pick<Reading, "questions">): readonly Step[] {
  return pages
    .map((page) => ({ page, questions: questions.filter((question) => question.page === page.id) }))
    .filter(({ page, questions }) => page.id === checkPage || questions.length > 0);
}

/** The page after, and the one before; null at either end, or off the way. */
export function neighbours(steps: readonly Step[], pageId: string): { before: string | null; after: string | null } {
  const index = steps.findIndex(({ page }) => page.id === pageId);
  if (index === -1) return { before: null, after: null };
  return { before: steps[index - 1]?.page.id ?? null, after: steps[index + 1]?.page.id ?? null };
}

/** Every field of a question: one, or one for each item of its list. */
export function fieldNames(question: Question, typed: Typed): readonly string[] {
  const list = listOf(question);
  if (list === null) return [fieldNameOf(question, null)];
  return Array.from({ length: itemCount(typed, list) }, (_, index) => fieldNameOf(question, index));
}

/** The whole way through the pages, or the one page that takes a minute. */
export type Way = "whole" | "urgent";

/** Whether a question must be answered on this way, "not known" included. */
export const isRequired = ({ required }: Pick<Question, "required">, way: Way): boolean =>
  required === "always" || (required === "urgent" && way === "urgent");

/** The fields that must be answered, "not known" included, and are not. */
export function unanswered(questions: readonly Question[], typed: Typed, way: Way): readonly string[] {
  return questions
    .filter((question) => isRequired(question, way))
    .flatMap((question) =>
      fieldNames(question, typed).filter((name) => readValue(question, name, typed).answer === "absent"),
    );
}

/** Where to go on: the first page with something still to be answered, else the last one. */
export function firstOpenPage(steps: readonly Step[], typed: Typed, saved: ReadonlySet<string>): string {
  const open = steps.find(
    ({ page, questions }) =>
      page.id === checkPage || !saved.has(page.id) || unanswered(questions, typed, "whole").length > 0,
  );
  return open?.page.id ?? checkPage;
}

/**
 * The questions of the urgent path, as one page. What was typed on another page before and cannot be filed as it
 * stands is asked again here, so that nothing typed is dropped without a word.
 */
export function urgentQuestions({ questions, problems }: Pick<Reading, "questions" | "problems">): readonly Question[] {
  const wrong = new Set(problems.map(({ name }) => fieldOfName(name)));
  return questions.filter(({ urgentPath, field }) => urgentPath || wrong.has(field));
}
