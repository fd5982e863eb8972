import { Form } from "@remix-run/react";
import { moment } from "#app/copy/when.ts";
import { Button, CheckboxGroup, Details, Notice, useCopy, useLocale } from "#app/ui/index.ts";

import type { Agreement } from "./comparison.ts";
import type { ComparedReport, ComparedRow, ComparisonView } from "./comparison-view.ts";
import { FactList } from "./fact-list.tsx";
import { mostCompared, reportsPath } from "./reports-place.ts";

/** Several reports side by side: where they differ first, then what only some say; what agrees is folded. */
export function ComparisonSection({ number, comparison }: { number: string; comparison: ComparisonView }) {
  const { comparison: words } = useCopy();
  const { columns, rows, choices, problem } = comparison;
  return (
    <div className="grid gap-5">
      {problem === null ? null : <Notice kind="care">{words.problems[problem](mostCompared)}</Notice>}
      <p className="max-w-2xl text-soft">{words.lead(columns.length)}</p>
      {choices.length > 0 ? <Choices number={number} choices={choices} /> : null}
      <Legend columns={columns} />
      {rows.differs.length > 0 ? (
        <Answers agreement="differs" columns={columns} rows={rows.differs} />
      ) : (
        <p className="font-semibold">{words.noneDiffer}</p>
      )}
      {rows.partly.length > 0 ? <Answers agreement="partly" columns={columns} rows={rows.partly} /> : null}
      <div className="border-t border-line">
        {rows.agrees.length > 0 ? (
          <Details look="row" summary={<Marked agreement="agrees">{words.agree(rows.agrees.length)}</Marked>}>
            <FactList
              facts={rows.agrees.map((row) => ({
                id: row.id,
                label: labelOf(row, words.about),
                value: <span className="text-ink">{row.answers.find((answer) => answer !== words.notMentioned)}</span>,
              }))}
            />
          </Details>
        ) : null}
        {rows.silent.length > 0 ? (
          <Details look="row" summary={words.silent(rows.silent.length)}>
            <ul className="grid gap-1 sm:grid-cols-2">
              {rows.silent.map((row) => (
                <li key={row.id}>{labelOf(row, words.about)}</li>
              ))}
            </ul>
          </Details>
        ) : null}
      </div>
    </div>
  );
}

const labelOf = ({ about, label }: ComparedRow, together: (about: string, label: string) => string): string =>
  about === null ? label : together(about, label);

const marks: Readonly<Record<Exclude<Agreement, "silent">, string>> = { differs: "≠", partly: "◐", agrees: "=" };

/** How answers stand to each other: a mark beside the word, so that neither colour nor shape is needed alone. */
function Marked({ agreement, children }: { agreement: keyof typeof marks; children: string }) {
  return (
    <span className="inline-flex items-baseline gap-2">
      <span aria-hidden="true" className="w-4 text-center font-semibold">
        {marks[agreement]}
      </span>
      {children}
    </span>
  );
}

/** Which report each column is. On a phone it stands above the answers, which then name their column. */
function Legend({ columns }: { columns: readonly ComparedReport[] }) {
  const { comparison: words } = useCopy();
  const locale = useLocale();
  return (
    <ul className="grid gap-1 text-fine tabular-nums md:hidden print:hidden">
      {columns.map(({ id, ordinal, number, filedAt }) => (
        <li key={id}>
          <a href={`#report-${id}`} className="inline-flex min-h-11 flex-wrap items-center gap-x-2">
            <span className="font-semibold">{words.ordinal(ordinal)}</span>
            <span>{words.filed(number, moment(locale, filedAt))}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

interface AnswersProps {
  readonly agreement: "differs" | "partly";
  readonly columns: readonly ComparedReport[];
  readonly rows: readonly ComparedRow[];
}

/** A row a question, a column a report; on a phone the answers stand under each question. */
function Answers({ agreement, columns, rows }: AnswersProps) {
  const { comparison: words } = useCopy();
  const locale = useLocale();
  const caption = words.groups[agreement](rows.length);
  return (
    // Whoever has only a keyboard scrolls sideways by the links of the columns.
    <div className="overflow-x-auto print:overflow-visible">
      <table className="w-full border-collapse text-left leading-[1.5] max-md:block">
        <caption className="pb-2 text-left max-md:block">
          <span className="text-h3">
            <Marked agreement={agreement}>{caption}</Marked>
          </span>
        </caption>
        <thead className="max-md:sr-only">
          <tr className="border-b-2 border-edge align-bottom">
            <th
              scope="col"
              className="sticky left-0 w-40 min-w-36 bg-paper px-3 py-2 text-fine font-semibold text-soft"
            >
              {words.question}
            </th>
            {columns.map(({ id, ordinal, number, filedAt }) => (
              <th key={id} scope="col" className="min-w-36 px-3 py-2 text-fine tabular-nums">
                <a href={`#report-${id}`} className="inline-flex min-h-11 flex-col justify-end no-underline">
                  <span className="font-semibold text-ink underline underline-offset-4">{words.ordinal(ordinal)}</span>
                  <span className="font-normal text-soft">{words.filed(number, moment(locale, filedAt))}</span>
                </a>
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {rows.map((row) => (
            <tr key={row.id} className="border-b border-line align-top max-md:block max-md:py-3">
              <th
                scope="row"
                className="sticky left-0 bg-paper px-3 py-3 font-semibold max-md:static max-md:block max-md:px-0 max-md:py-0"
              >
                {row.about === null ? null : <span className="block text-fine font-normal text-soft">{row.about}</span>}
                {row.label}
              </th>
              {columns.map(({ id, ordinal }, index) => (
                <td
                  key={id}
                  className="px-3 py-3 [overflow-wrap:anywhere] max-md:flex max-md:gap-3 max-md:px-0 max-md:py-1"
                >
                  <span aria-hidden="true" className="w-16 shrink-0 text-fine text-soft md:hidden print:hidden">
                    {words.ordinal(ordinal)}
                  </span>
                  <span className="min-w-0 whitespace-pre-line">
                    {row.answers[index] ?? <span className="text-soft">{words.notSaid}</span>}
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Which of many reports stand side by side; the answer is an address that can be kept. */
function Choices({ number, choices }: { number: string; choices: ComparisonView["choices"] }) {
  const { comparison: words } = useCopy();
  const locale = useLocale();
  return (
    <div className="print:hidden">
      <Details summary={words.choose}>
        <Form method="get" action={reportsPath(number, 1, [])} className="grid gap-4 py-2 text-ink">
          <CheckboxGroup
            name="compare"
            label={words.which(mostCompared)}
            options={choices.map(({ id, ordinal, number: report, filedAt }) => ({
              value: id,
              label: words.choice(words.ordinal(ordinal), words.filed(report, moment(locale, filedAt))),
            }))}
            values={choices.flatMap(({ id, isChosen }) => (isChosen ? [id] : []))}
          />
          <div>
            <Button kind="secondary">{words.compare}</Button>
          </div>
        </Form>
      </Details>
    </div>
  );
}
