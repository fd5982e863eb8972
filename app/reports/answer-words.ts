import { type Copy, type Locale, text } from "#app/copy/index.ts";
import { day, moment } from "#app/copy/when.ts";
import type { City } from "#guidelines/city.ts";
import type { Edition, Question } from "#guidelines/edition.ts";
import { districtsToPick } from "./districts.ts";
import { readValue } from "./read-value.ts";
import type { Typed } from "./typed.ts";

/** In which words an answer is read back. */
export interface Wording {
  readonly copy: Copy;
  readonly locale: Locale;
  readonly edition: Edition;
  readonly city: City;
}

function wordOf(question: Question, value: unknown, { copy, locale, edition, city }: Wording): string {
  const { form } = copy.shell;
  if (value === true || value === false) {
    const option = question.options?.find((one) => one.value === String(value));
    return option ? text(locale, option.label) : value ? form.yes : form.no;
  }
  const code = String(value);
  switch (question.type) {
    case "situations":
      return wordIn(edition.situations, code, (one) => text(locale, one.plain));
    case "indicators":
      return wordIn(
        edition.situations.flatMap(({ indicators }) => indicators),
        code,
        (one) => text(locale, one),
      );
    case "district":
      return (
        districtsToPick(city)
          .filter((district) => district.code === code)
          .map(({ name }) => text(locale, name))
          .concat(code)[0] ?? code
      );
    case "date":
      return dayWords(locale, code);
    case "datetime":
      return code.length === 10 ? dayWords(locale, code) : momentWords(locale, code);
    default:
      return wordIn(
        (question.options ?? []).map(({ value, label }) => ({ id: value, label })),
        code,
        ({ label }) => text(locale, label),
      );
  }
}

function wordIn<T extends { readonly id: string }>(entries: readonly T[], id: string, word: (entry: T) => string) {
  const found = entries.find((entry) => entry.id === id);
  return found === undefined ? id : word(found);
}

const dayWords = (locale: Locale, value: string): string => {
  const at = new Date(`${value}T00:00:00+08:00`);
  return Number.isNaN(at.getTime()) ? value : day(locale, at);
};
const momentWords = (locale: Locale, value: string): string => {
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? value : moment(locale, at);
};

/** An answer as it is read back before filing; null when the question was left open. */
export function answerWords(question: Question, name: string, typed: Typed, wording: Wording): string | null {
  const read = readValue(question, name, typed);
  if (read.answer === "absent") return null;
  if (read.answer === "unknown") return wording.copy.shell.form.unknown;
  const values: readonly unknown[] = Array.isArray(read.value) ? read.value : [read.value];
  const words = values.map((value) => wordOf(question, value, wording));
  return question.type === "situations" || question.type === "indicators"
    ? words.join("\n")
    : words.join(wording.copy.report.check.list);
}
