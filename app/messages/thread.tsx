import { moment } from "#app/copy/when.ts";
import { StateBadge, useCopy, useLocale } from "#app/ui/index.ts";
import type { EntryView } from "./thread-view.ts";

interface ThreadProps {
  readonly entries: readonly EntryView[];
  /** Whose eyes it is drawn for: their own side stands to the right. */
  readonly reader: "reporter" | "officer";
}

/** The messages of one report, in order. */
export function Thread({ entries, reader }: ThreadProps) {
  const words = useCopy().messages;
  return (
    <ol className="grid gap-4" aria-label={words.thread}>
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} reader={reader} />
      ))}
    </ol>
  );
}

function Entry({ entry, reader }: { entry: EntryView; reader: ThreadProps["reader"] }) {
  const words = useCopy().messages;
  const locale = useLocale();
  const isOwn = (entry.author === "reporter") === (reader === "reporter");
  return (
    <li
      data-message={entry.kind}
      className={`max-w-2xl rounded-lg border px-4 py-3 break-inside-avoid ${
        isOwn ? "border-line bg-sunk sm:ml-10" : "border-edge bg-paper sm:mr-10"
      }`}
    >
      <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-fine text-soft">
        <span className="font-semibold text-ink">{writerOf(words, entry, reader)}</span>
        <time dateTime={entry.at.toISOString()} className="tabular-nums">
          {moment(locale, entry.at)}
        </time>
      </p>
      {entry.kind === "question" ? (
        <p className="mt-1">
          <StateBadge tone={entry.isOpenQuestion ? "held" : "done"}>
            {entry.isOpenQuestion ? words.questionOpen : words.questionAnswered}
          </StateBadge>
        </p>
      ) : null}
      {entry.about === null ? null : (
        <p className="mt-1">
          <StateBadge tone="held">{words.astrayMark(entry.about)}</StateBadge>
        </p>
      )}
      {entry.answers === null ? null : (
        <p className="mt-2 border-l-2 border-edge pl-3 text-fine text-soft">
          <span className="sr-only">{words.answerTo}</span>
          <span className="line-clamp-2 [overflow-wrap:anywhere]">{entry.answers}</span>
        </p>
      )}
      <p className="mt-1 whitespace-pre-line [overflow-wrap:anywhere]">{entry.text ?? words.unreadable}</p>
    </li>
  );
}

function writerOf(
  words: ReturnType<typeof useCopy>["messages"],
  { author, department, person }: EntryView,
  reader: ThreadProps["reader"],
): string {
  if (author === "reporter") return reader === "reporter" ? words.own : words.reporter;
  if (author === "coordinator") return words.coordinator;
  return person === null ? (department ?? "") : words.desk(department ?? "", person);
}
