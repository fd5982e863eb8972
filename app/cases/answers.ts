import { copyFor, type Locale } from "#app/copy/index.ts";
import { moment } from "#app/copy/when.ts";
import { type City, districtName, inLanguage } from "#guidelines/city.ts";
import type { Edition, Question } from "#guidelines/edition.ts";
import type { Report } from "#guidelines/report.ts";
import { isIdentifying, maskedValue } from "./masking.ts";

/** One answer of a report in words. */
export interface Answer {
  readonly field: string;
  readonly label: string;
  readonly value: string;
  readonly isLong: boolean;
}

/** The answers of one page of the form; those about several people stand apart, each under its own heading. */
export interface AnswerGroup {
  readonly id: string;
  readonly title: string;
  /** Which of several: 孩子 2. Null where there is only one. */
  readonly ordinal: number | null;
  readonly answers: readonly Answer[];
}

export interface Telling {
  readonly edition: Edition;
  readonly city: City;
  readonly locale: Locale;
  /** Whether whoever reads has opened the identities. */
  readonly identities: "masked" | "open";
}

/** Who reported stands apart, under its own rule of who may see it. */
const toldApart: ReadonlySet<string> = new Set([
  "reporter.name",
  "reporter.phone",
  "reporter.email",
  "reporter.contactHours",
  "reporter.unit",
]);

/** Whether an answer stands with its report; who reported does not. */
export const isToldWithReport = ({ field }: Question): boolean => !toldApart.has(field);

/** A report as it was filed, in the order it was asked. What was asked and not known is said; what was not asked is left out. */
export function answersOf(report: Report, telling: Telling): readonly AnswerGroup[] {
  const { edition, locale } = telling;
  // The form speaks to the reporter; here an officer reads.
  const titles: Readonly<Record<string, string>> = copyFor(locale).cases.reports.parts;
  return edition.pages.flatMap(({ id, title }) => {
    const asked = edition.questions.filter((question) => question.page === id && isToldWithReport(question));
    const single = asked.filter(({ field }) => !field.includes("[]"));
    const lists = [
      ...new Set(asked.flatMap(({ field }) => (field.includes("[]") ? [field.slice(0, field.indexOf("["))] : []))),
    ];
    const groups = lists.flatMap((list) => {
      const people = valueAt(report, [list]);
      if (!Array.isArray(people)) return [];
      const questions = asked.filter(({ field }) => field.startsWith(`${list}[]`));
      return people.map((person: unknown, index) => ({
        id: `${id}-${list}-${index}`,
        title: titles[list] ?? inLanguage(title, locale),
        ordinal: people.length > 1 ? index + 1 : null,
        answers: answersTo(questions, (question) => valueAt(person, pathOf(question).slice(1)), telling),
      }));
    });
    const own = answersTo(single, (question) => valueAt(report, pathOf(question)), telling);
    return [
      ...groups,
      ...(own.length > 0 ? [{ id, title: titles[id] ?? inLanguage(title, locale), ordinal: null, answers: own }] : []),
    ];
  });
}

const pathOf = ({ field }: Question): readonly string[] => field.replace("[]", "").split(".");

function answersTo(
  questions: readonly Question[],
  read: (question: Question) => unknown,
  telling: Telling,
): readonly Answer[] {
  const { form } = copyFor(telling.locale).shell;
  return questions.flatMap((question) => {
    const value = answerInWords(question, read(question), telling);
    if (value === null && question.when !== null) return [];
    return [
      {
        field: question.field,
        label: inLanguage(question.label, telling.locale),
        value: value ?? form.unknown,
        isLong: question.type === "long_text",
      },
    ];
  });
}

/** One answer as it is shown: what names a person is masked until the identities are opened. Null where nothing was said. */
export function answerInWords(question: Question, value: unknown, telling: Telling): string | null {
  const words = wordsFor(question, value, telling);
  if (words === null) return null;
  return telling.identities === "masked" && isIdentifying(question.field) ? maskedValue(question.field, words) : words;
}

/** The value at a path within a report; undefined where there is none. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return valueAt(Object.entries(value).find(([name]) => name === key)?.[1], rest);
}

/** A value in words; null where nothing was said. */
function wordsFor(question: Question, value: unknown, telling: Telling): string | null {
  const { locale } = telling;
  const { form } = copyFor(locale).shell;
  if (value === null || value === undefined || value === "") return null;
  if (Array.isArray(value)) {
    const words = value.map((member: unknown) => wordFor(question, String(member), telling));
    return words.length === 0 ? null : words.join(locale === "en" ? "; " : "；");
  }
  if (typeof value === "boolean") return value ? form.yes : form.no;
  return wordFor(question, String(value), telling);
}

function wordFor({ type, options }: Question, value: string, { edition, city, locale }: Telling): string {
  if (type === "district") return inLanguage(districtName(city, value), locale);
  // A bare day stays a day: nobody said at what hour.
  if (type === "datetime") return value.length === 10 ? value : moment(locale, new Date(value));
  if (type === "situations") return nameIn(edition.situations, value, locale);
  if (type === "indicators") {
    const indicator = edition.situations.flatMap(({ indicators }) => indicators).find(({ id }) => id === value);
    return indicator === undefined ? value : inLanguage(indicator, locale);
  }
  const option = options?.find((candidate) => candidate.value === value);
  return option === undefined ? value : inLanguage(option.label, locale);
}

function nameIn(
  known: readonly { readonly id: string; readonly name: { readonly zh: string; readonly en: string } }[],
  id: string,
  locale: Locale,
): string {
  const found = known.find((entry) => entry.id === id);
  return found === undefined ? id : inLanguage(found.name, locale);
}
