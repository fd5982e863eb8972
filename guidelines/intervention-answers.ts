import { z } from "zod";
import { addMonths, beijingDay, earliestMomentOf } from "./days.ts";
import { answerProblems, type Field } from "./intervention.ts";
import { pathText } from "./problems.ts";

/** What was answered, by field: text as it was written, values as their codes, days and moments as ISO text. */
export type Answers = Readonly<Record<string, string | readonly string[]>>;
export type AnswerProblem = (typeof answerProblems)[number];
export type AnswerProblemAt = { readonly path: string; readonly problem: AnswerProblem };
export type CheckedAnswers =
  | { readonly ok: true; readonly answers: Answers }
  | { readonly ok: false; readonly problems: readonly AnswerProblemAt[] };

const codes: ReadonlySet<string> = new Set(answerProblems);
const isCode = (message: string): message is AnswerProblem => codes.has(message);
const sealedTypes: ReadonlySet<Field["type"]> = new Set(["text", "long_text", "place", "person"]);
const lengths = { text: 200, long_text: 4000, place: 300, person: 100 } as const;
const control = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u;

/** Whether the answer is kept sealed under the case's key: all that is written freely may describe somebody. */
export const isSealed = ({ type }: Field): boolean => sealedTypes.has(type);

/** The values that a field may take where it is chosen and not written. */
const valuesOf = ({ type, options }: Field): readonly string[] =>
  type === "yes_no_unknown" ? ["yes", "no", "unknown"] : (options ?? []).map(({ value }) => value);

/** For zod: an absent answer is `required`, any other the code. */
const say = (code: AnswerProblem) => ({
  error: (issue: { readonly input?: unknown }) => (issue.input === undefined ? "required" : code),
});

/** The schema of one field's answer. */
function schemaOf(field: Field): z.ZodType<string | readonly string[]> {
  const { type } = field;
  switch (type) {
    case "text":
    case "long_text":
    case "place":
    case "person":
      return z
        .string(say("not_text"))
        .refine((text) => !control.test(text.replaceAll(/[\r\n\t]/g, "")), { error: "malformed_text" })
        .max(field.maxLength ?? lengths[type], { error: "too_long" });
    case "date":
      return z.iso.date(say("not_a_date"));
    case "datetime":
      return (
        z
          .union([z.iso.datetime({ offset: true }), z.iso.datetime({ local: true })], say("not_a_moment"))
          // What a page's own field gives has no zone: it is the officer's, who sits in Beijing.
          .transform((moment) => (/(Z|[+-]\d\d:\d\d)$/.test(moment) ? moment : `${moment}+08:00`))
      );
    case "choice":
    case "yes_no_unknown":
      return z.enum(valuesOf(field), say("not_a_choice"));
    case "choices":
      return z
        .array(z.enum(valuesOf(field), say("not_a_choice")), say("not_a_choice"))
        .refine((chosen) => new Set(chosen).size === chosen.length, { error: "repeated_value" });
    case "whole_number":
      return z
        .string(say("not_a_whole_number"))
        .regex(/^\d{1,9}$/, { error: "not_a_whole_number" })
        .refine((digits) => Number(digits) >= (field.least ?? 0) && Number(digits) <= (field.most ?? 999_999_999), {
          error: "out_of_range",
        })
        .transform((digits) => String(Number(digits)));
    case "money":
      return z
        .string(say("not_an_amount"))
        .regex(/^\d{1,9}(\.\d{1,2})?$/, { error: "not_an_amount" })
        .refine((amount) => Number(amount) >= (field.least ?? 0) && Number(amount) <= (field.most ?? 999_999_999), {
          error: "out_of_range",
        });
  }
}

/** The form of a move: its fields and nothing else. */
const formOf = (fields: readonly Field[]) =>
  z.strictObject(
    Object.fromEntries(
      fields.map((field) => [field.id, field.required ? schemaOf(field) : schemaOf(field).optional()]),
    ),
  );

/** An empty box is no answer; a single box ticked is a list of one. */
function tidied(fields: readonly Field[], typed: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const several = new Set(fields.filter(({ type }) => type === "choices").map(({ id }) => id));
  return Object.fromEntries(
    Object.entries(typed).flatMap(([id, value]) => {
      const trimmed = typeof value === "string" ? value.trim() : value;
      if (trimmed === "" || trimmed === null || (Array.isArray(trimmed) && trimmed.length === 0)) return [];
      return [[id, several.has(id) && typeof trimmed === "string" ? [trimmed] : trimmed]];
    }),
  );
}

/** Checks what was typed for a move. `kept` is what the intervention knows from earlier moves; it is held against, not changed. */
export function checkAnswers(
  fields: readonly Field[],
  typed: Readonly<Record<string, unknown>>,
  kept: Answers,
  now: Date,
): CheckedAnswers {
  const parsed = formOf(fields).safeParse(tidied(fields, typed));
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap((issue): AnswerProblemAt[] => {
      if (issue.code === "unrecognized_keys") {
        return issue.keys.map((key) => ({ path: pathText([...issue.path, key]), problem: "unknown_field" }));
      }
      return [{ path: pathText(issue.path.slice(0, 1)), problem: isCode(issue.message) ? issue.message : "not_text" }];
    });
    return { ok: false, problems };
  }
  const answers: Record<string, string | readonly string[]> = {};
  for (const [id, value] of Object.entries(parsed.data)) if (value !== undefined) answers[id] = value;
  const problems = fields.flatMap((field) => inTime(field, { ...kept, ...answers }, now));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, answers };
}

/** Days and moments in the order in which they can have come. */
function inTime(field: Field, answers: Answers, now: Date): AnswerProblemAt[] {
  const own = answers[field.id];
  if (typeof own !== "string" || (field.type !== "date" && field.type !== "datetime")) return [];
  const problem = (code: AnswerProblem): AnswerProblemAt[] => [{ path: field.id, problem: code }];
  if (field.past && earliestMomentOf(own) > now) return problem("in_future");
  const day = dayOf(own);
  const from = field.notBefore === undefined ? undefined : answers[field.notBefore];
  if (typeof from === "string" && day < dayOf(from)) return problem("before_start");
  const start = field.within === undefined ? undefined : answers[field.within.of];
  if (field.within !== undefined && typeof start === "string") {
    if (day > addMonths(dayOf(start), field.within.months)) return problem("beyond_limit");
  }
  return [];
}

const dayOf = (value: string): string => beijingDay(earliestMomentOf(value));
