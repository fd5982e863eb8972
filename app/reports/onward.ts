import { fieldId } from "#app/ui/field.tsx";
import type { FieldProblem } from "./candidate.ts";
import type { DraftContent } from "./draft-content.ts";
import { itemCount } from "./field-names.ts";
import type { SentPage } from "./page-form.ts";
import type { Reading } from "./reading.ts";
import { checkPage, fieldNames, neighbours, type Step, unanswered, type Way } from "./steps.ts";
import type { Typed } from "./typed.ts";

/** The first page; a draft that begins on another one is sent here to be gone through. */
export const firstPage = "safety";

/** The page that asks what was done and kept; files are added beside its questions. */
export const evidencePage = "steps";

/** Where files are added without a script: leaves no typed answers behind on another page. */
export const filesPage = "/report/files";

export const addressOf = (page: string): string => `/report/${page}`;

/** A call to 110 or 120 comes before any form. */
export const isEmergency = ({ facts }: Pick<Reading, "facts">): boolean =>
  facts.immediate_danger === true || facts.medical_care_needed === true || facts.self_harm_risk === true;

/** A problem with one of several values (`incident.situations[1]`) belongs to the field. */
const withoutPlace = (name: string): string => name.replace(/\[\d+\]$/, "");

/** What is wrong with, or missing from, the fields of these questions, in their order and each once. */
export function problemsOn(
  questions: Step["questions"],
  { problems }: Pick<Reading, "problems">,
  typed: Typed,
  way: Way,
): readonly FieldProblem[] {
  const all = new Map<string, FieldProblem>();
  for (const name of unanswered(questions, typed, way)) all.set(name, { name, problem: "required" });
  for (const { name, problem } of problems) all.set(withoutPlace(name), { name: withoutPlace(name), problem });
  return questions.flatMap((question) =>
    fieldNames(question, typed).flatMap((name) => {
      const problem = all.get(name);
      return problem === undefined ? [] : [problem];
    }),
  );
}

/** Where a saved page leads, or what must be changed first. */
export type Onward = { readonly to: string } | { readonly errors: readonly FieldProblem[] };

/**
 * Which way a saved page goes on. A page whose answers raised further questions on itself comes again with them; in an
 * emergency the call comes first; an answer changed from the check leads back there.
 */
export function onward(
  pageId: string,
  sent: Pick<SentPage, "go" | "from" | "asked">,
  content: DraftContent,
  typed: Typed,
  reading: Reading,
  steps: readonly Step[],
): Onward {
  const { before, after } = neighbours(steps, pageId);
  const query = sent.from === null ? "" : "?from=check";
  const here = `${addressOf(pageId)}${query}`;
  const { go } = sent;
  if (go.kind === "back") return { to: before === null ? "/report" : addressOf(before) };
  if (go.kind === "quick") return { to: "/report/urgent" };
  if (go.kind === "files") return { to: `${filesPage}${query}` };
  if (go.kind === "add") return { to: `${here}#${go.list}-${itemCount(typed, go.list) - 1}` };
  if (go.kind === "remove") return { to: `${here}#${go.list}-${Math.max(0, go.index - 1)}` };

  const questions = steps.find(({ page }) => page.id === pageId)?.questions ?? [];
  const shown = questions.filter(({ id }) => sent.asked === null || sent.asked.includes(id));
  const errors = problemsOn(shown, reading, typed, "whole");
  if (errors.length > 0) return { errors };
  const raised = questions.find((question) => !shown.includes(question));
  if (raised !== undefined) return { to: `${here}#${fieldId(fieldNames(raised, typed)[0] ?? raised.field)}` };
  if (pageId === firstPage && isEmergency(reading) && content.emergency === null) {
    return { to: `/report/emergency${query}` };
  }
  return { to: addressOf(sent.from ?? after ?? checkPage) };
}
