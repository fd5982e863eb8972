import type { Question } from "#guidelines/edition.ts";
import type { Report } from "#guidelines/report.ts";
import { alignPeople, isSameChild, isSameSuspect, type Person, plain } from "./alignment.ts";
import { isToldWithReport, valueAt } from "./answers.ts";

/**
 * How far reports say the same: `differs` contradict each other, `partly` some say it and the rest do not contradict,
 * `agrees` all who were to say it say the same, `silent` nobody says it.
 */
export const agreements = ["differs", "partly", "agrees", "silent"] as const;
export type Agreement = (typeof agreements)[number];

/** An answer as it was given: null where a report says nothing, undefined where it does not mention the person at all. */
export type Given = unknown;

/** One question, and what each report answers to it. */
export interface ComparedAnswers {
  readonly question: Question;
  /** Whom of several it is about; null for what is asked once, or where there is only one. */
  readonly ordinal: number | null;
  readonly agreement: Agreement;
  readonly given: readonly Given[];
}

/** A person whom not every report mentions. */
export interface ComparedMention {
  readonly list: List;
  readonly ordinal: number | null;
  readonly mentioned: readonly boolean[];
}

export interface Comparison {
  readonly mentions: readonly ComparedMention[];
  readonly answers: readonly ComparedAnswers[];
}

type List = "children" | "suspects";

/** Lays reports side by side, question by question in the edition's order. Accounts are read whole, each in its own report. */
export function compareReports(questions: readonly Question[], reports: readonly Report[]): Comparison {
  const asked = questions.filter((question) => isToldWithReport(question) && question.type !== "long_text");
  const people = {
    children: alignPeople(
      reports.map(({ children }) => children),
      isSameChild,
    ),
    suspects: alignPeople(
      reports.map(({ suspects }) => suspects),
      isSameSuspect,
    ),
  };
  const done = new Set<List>();
  return {
    mentions: [...mentions("children", people.children), ...mentions("suspects", people.suspects)],
    answers: asked.flatMap((question) => {
      const list = listOf(question);
      if (list === null) {
        return compared(
          question,
          null,
          reports.map((report) => valueAt(report, question.field.split(".")) ?? null),
        );
      }
      // Everything about one person stands together, where the first question about such people stands.
      if (done.has(list)) return [];
      done.add(list);
      const about = asked.filter((one) => listOf(one) === list);
      return people[list].flatMap((person, index) =>
        mentionedBy(person) < 2
          ? []
          : about.flatMap((one) => compared(one, ordinal(people[list], index), told(person, one))),
      );
    }),
  };
}

const listOf = ({ field }: Question): List | null =>
  field.startsWith("children[].") ? "children" : field.startsWith("suspects[].") ? "suspects" : null;

const ordinal = (people: readonly unknown[], index: number): number | null => (people.length > 1 ? index + 1 : null);

const mentionedBy = (person: Person<unknown>): number => person.filter((told) => told !== null).length;

const told = (person: Person<unknown>, { field }: Question): readonly Given[] =>
  person.map((one) => (one === null ? undefined : (valueAt(one, field.split(".").slice(1)) ?? null)));

const mentions = (list: List, people: readonly Person<unknown>[]): ComparedMention[] =>
  people.flatMap((person, index) =>
    mentionedBy(person) === person.length
      ? []
      : [{ list, ordinal: ordinal(people, index), mentioned: person.map((one) => one !== null) }],
  );

function compared(question: Question, place: number | null, given: readonly Given[]): ComparedAnswers[] {
  const agreement = agreementOf(given.map((value) => (value === undefined ? undefined : answerKey(question, value))));
  // What was asked of some only, and nobody answered, was not left open by anybody.
  if (agreement === "silent" && question.when !== null) return [];
  return [{ question, ordinal: place, agreement, given }];
}

/** How far answers agree, each in its plain form; null says nothing, undefined does not take part. */
export function agreementOf(keys: readonly (string | null | undefined)[]): Agreement {
  const taking = keys.filter((key) => key !== undefined);
  const known = taking.filter((key) => key !== null);
  if (known.length === 0) return "silent";
  if (new Set(known).size > 1) return "differs";
  return known.length === taking.length ? "agrees" : "partly";
}

/** An answer in the form in which it is compared; null where it says nothing, 不清楚 included. */
export function answerKey({ type }: Pick<Question, "type">, value: unknown): string | null {
  if (value === null || value === undefined || value === "" || value === "unknown") return null;
  if (Array.isArray(value)) return value.length === 0 ? null : JSON.stringify(value.map(String).sort());
  const text = String(value);
  // The same moment may be written with another offset; a bare day stays a day.
  if (type === "datetime" && text.length > 10) return new Date(text).toISOString();
  return plain(text);
}
