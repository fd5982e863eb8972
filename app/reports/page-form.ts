import { z } from "zod";
import type { Question } from "#guidelines/edition.ts";
import type { ReportProblem } from "#guidelines/report.ts";
import type { FieldProblem } from "./candidate.ts";
import { fieldNameOf, hourNameOf, type ListName, listOf, mostItems, unknownNameOf } from "./field-names.ts";
import { takesSeveral } from "./read-value.ts";
import type { Typed } from "./typed.ts";

/** Which of a page's buttons was pressed. */
export type Go =
  | { readonly kind: "next" | "back" | "quick" | "files" }
  | { readonly kind: "add"; readonly list: ListName }
  | { readonly kind: "remove"; readonly list: ListName; readonly index: number };

/** A page as it was sent. */
export interface SentPage {
  readonly fields: Typed;
  /** The ids of the questions that the form showed; null when it did not say. */
  readonly asked: readonly string[] | null;
  readonly go: Go;
  /** Names the opened form, so that it never quarrels with itself. */
  readonly form: string;
  readonly basedOn: number | null;
  /** Where the reporter came from to change one answer. */
  readonly from: "check" | null;
  /** What cannot be kept as it came; `name` is empty when no field of ours is meant. */
  readonly refused: readonly FieldProblem[];
}

/** Longer than anything that can be filed: kept on the page, not in the draft. */
const mostCharacters = 40_000;
const mostValues = 200;

const controls = {
  go: z
    .string()
    .regex(/^(next|back|quick|files|add:(children|suspects)|remove:(children|suspects):\d{1,2})$/)
    .catch("next"),
  form: z
    .string()
    .regex(/^[\w-]{1,40}$/)
    .catch(""),
  version: z.coerce.number().int().min(0).max(1_000_000).nullable().catch(null),
  from: z.literal("check").nullable().catch(null),
  asked: z.string().max(4_000).nullable().catch(null),
};
const controlNames: ReadonlySet<string> = new Set(["go", "form", "version", "from", "asked"]);

function goOf(text: string): Go {
  const [kind, list, index] = text.split(":");
  if (list === "children" || list === "suspects") {
    return kind === "remove" ? { kind, list, index: Number(index) } : { kind: "add", list };
  }
  return { kind: kind === "back" || kind === "quick" || kind === "files" ? kind : "next" };
}

/** Every name that the questions may send, and whether it may come several times. */
function namesOf(questions: readonly Question[]): ReadonlyMap<string, boolean> {
  const names = new Map<string, boolean>();
  const add = (question: Question, name: string): void => {
    names.set(name, takesSeveral(question));
    names.set(unknownNameOf(name), false);
    names.set(hourNameOf(name), false);
  };
  for (const question of questions) {
    if (listOf(question) === null) add(question, question.field);
    else for (let index = 0; index < mostItems; index += 1) add(question, fieldNameOf(question, index));
  }
  return names;
}

const refusal = (values: readonly FormDataEntryValue[], several: boolean): ReportProblem | null => {
  if (!several && values.length > 1) return "not_accepted";
  if (values.length > mostValues) return "too_many";
  for (const value of values) {
    if (typeof value !== "string") return "not_text";
    if (value.length > mostCharacters) return "too_long";
  }
  return null;
};

/** Reads what a page sent, keeping every field as typed. Fields that none of its questions knows are refused by name. */
export function readPage(form: FormData, questions: readonly Question[]): SentPage {
  const names = namesOf(questions);
  const fields: Record<string, readonly string[]> = {};
  const refused: FieldProblem[] = [];
  for (const name of new Set(form.keys())) {
    if (controlNames.has(name)) continue;
    const several = names.get(name);
    if (several === undefined) {
      refused.push({ name: "", problem: "unknown_field" });
      continue;
    }
    const values = form.getAll(name);
    const problem = refusal(values, several);
    if (problem !== null) refused.push({ name, problem });
    fields[name] = values.filter((value) => typeof value === "string").map((value) => value.replaceAll("\r\n", "\n"));
  }
  return {
    fields,
    asked: controls.asked.parse(form.get("asked"))?.split(" ") ?? null,
    go: goOf(controls.go.parse(form.get("go"))),
    form: controls.form.parse(form.get("form")),
    basedOn: controls.version.parse(form.get("version")),
    from: controls.from.parse(form.get("from")),
    refused,
  };
}

/** What was sent, and beside it what was typed before in questions of the page that the form did not show. */
export function withUnasked(sent: SentPage, stored: Typed | undefined, questions: readonly Question[]): Typed {
  const { asked } = sent;
  if (stored === undefined || asked === null) return sent.fields;
  const shown = namesOf(questions.filter(({ id }) => asked.includes(id)));
  const hidden = Object.entries(stored).filter(([name]) => !shown.has(name));
  return { ...Object.fromEntries(hidden), ...sent.fields };
}
