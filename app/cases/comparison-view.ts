import { copyFor } from "#app/copy/index.ts";
import { inLanguage } from "#guidelines/city.ts";
import type { Question } from "#guidelines/edition.ts";
import type { Report } from "#guidelines/report.ts";
import { answerInWords, type Telling } from "./answers.ts";
import { type Agreement, agreements, type ComparedAnswers, compareReports } from "./comparison.ts";
import type { OpenedReport } from "./core-view.ts";
import type { CaseRecord } from "./queries.ts";
import type { Reader } from "./reader.ts";
import type { ChoiceProblem } from "./reports-place.ts";

/** A report as a column, or as one that may become a column. */
export interface ComparedReport {
  readonly id: string;
  readonly number: string;
  /** Which report of the case it is, counted from the first. */
  readonly ordinal: number;
  readonly filedAt: Date;
}

/** One question and the words of each report, in the order of the columns; null where a report does not say. */
export interface ComparedRow {
  readonly id: string;
  readonly label: string;
  /** The person it is about; null for what is about the case. */
  readonly about: string | null;
  readonly answers: readonly (string | null)[];
}

/** Reports side by side. */
export interface ComparisonView {
  readonly columns: readonly ComparedReport[];
  readonly rows: Readonly<Record<Agreement, readonly ComparedRow[]>>;
  /** What may be chosen; none where all stand side by side already. */
  readonly choices: readonly (ComparedReport & { readonly isChosen: boolean })[];
  readonly problem: ChoiceProblem | null;
}

/** Lays the chosen reports side by side; null where fewer than two can be opened. */
export function comparisonView(
  reader: Reader,
  { reports, shown }: Pick<CaseRecord, "reports" | "shown">,
  opened: readonly OpenedReport[],
): ComparisonView | null {
  const columns = reports.map(({ id, number, filedAt }, index) => ({ id, number, filedAt, ordinal: index + 1 }));
  const readable = opened.flatMap(({ row, report }) =>
    report === null || !shown.compared.includes(row.id) ? [] : [{ id: row.id, edition: row.edition, report }],
  );
  if (readable.length < 2) return null;
  const { portal, locale, identities } = reader;
  const editions = [...new Set(readable.map(({ edition }) => edition))].map(portal.editionOf).toReversed();
  // Asked under whichever edition: the latest wording of a question stands for all.
  const questions = new Map<string, Question>();
  for (const question of editions.flatMap((edition) => edition.questions)) {
    if (!questions.has(question.field)) questions.set(question.field, question);
  }
  const tellings = readable.map(({ edition }) => ({
    edition: portal.editionOf(edition),
    city: portal.city,
    locale,
    identities,
  }));
  const rows = rowsOf(
    [...questions.values()],
    readable.map(({ report }) => report),
    tellings,
    reader,
  );
  return {
    columns: columns.filter(({ id }) => readable.some((one) => one.id === id)),
    rows,
    choices:
      reports.length > shown.compared.length || shown.chosen.length > 0
        ? columns.map((column) => ({ ...column, isChosen: shown.compared.includes(column.id) })).toReversed()
        : [],
    problem: shown.problem,
  };
}

function rowsOf(
  questions: readonly Question[],
  reports: readonly Report[],
  tellings: readonly Telling[],
  { locale }: Reader,
): ComparisonView["rows"] {
  const { comparison: words, cases } = copyFor(locale);
  const { parts, ordinal: numbered } = cases.reports;
  const { mentions, answers } = compareReports(questions, reports);
  const person = (list: keyof typeof parts, ordinal: number | null) =>
    ordinal === null ? parts[list] : numbered(parts[list], ordinal);
  const mentionRows = mentions.map(({ list, ordinal, mentioned }) => ({
    id: `${list}-${ordinal ?? 1}`,
    label: words.mentioned,
    about: person(list, ordinal),
    answers: mentioned.map((is) => (is ? words.isMentioned : words.notMentioned)),
  }));
  const aboutWhom = ({ question: { field }, ordinal }: ComparedAnswers) =>
    field.startsWith("children[]")
      ? person("children", ordinal)
      : field.startsWith("suspects[]")
        ? person("suspects", ordinal)
        : null;
  const answerRow = (compared: ComparedAnswers): ComparedRow => ({
    id: `${compared.question.field}-${compared.ordinal ?? 1}`,
    label: inLanguage(compared.question.label, locale),
    about: aboutWhom(compared),
    answers: compared.given.map((value, index) => {
      if (value === undefined) return words.notMentioned;
      const telling = tellings[index];
      return telling === undefined ? null : answerInWords(compared.question, value, telling);
    }),
  });
  const withAgreement = (agreement: Agreement) => answers.filter((one) => one.agreement === agreement).map(answerRow);
  const rows = Object.fromEntries(agreements.map((agreement) => [agreement, withAgreement(agreement)]));
  return {
    differs: rows.differs ?? [],
    partly: [...mentionRows, ...(rows.partly ?? [])],
    agrees: rows.agrees ?? [],
    silent: rows.silent ?? [],
  };
}
