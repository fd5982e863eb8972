import { useLocation } from "@remix-run/react";
import { text } from "#app/copy/index.ts";
import { moment, momentWithWeekday } from "#app/copy/when.ts";
import { Card, StateBadge, Timeline, type TimelineEntry, type Tone, useCopy, useLocale } from "#app/ui/index.ts";
import type { ReceiptModel } from "./receipt-model.ts";

const tones: Readonly<Record<ReceiptModel["departments"][number]["progress"], Tone>> = {
  delivering: "waiting",
  delivered: "waiting",
  accepted: "moving",
  working: "moving",
  closed: "done",
};

/** The state in one sentence, and a line for each department. */
export function ReceiptStatus({ receipt }: { receipt: ReceiptModel }) {
  const { status } = useCopy().receipt;
  const locale = useLocale();
  const { pathname } = useLocation();
  const { stage, departments, telling } = receipt;
  const accepted = departments.filter(({ acceptedAt }) => acceptedAt !== null).length;
  const sentence = {
    routing: status.routing,
    waiting: status.waiting(departments.length),
    partly: status.partly(accepted, departments.length),
    accepted: status.accepted,
    working: status.working,
    closed: status.closed,
  }[stage];
  return (
    <Card title={status.title}>
      <p className="text-lead font-semibold" data-refresh={stage === "routing" ? "" : undefined}>
        {sentence}
      </p>
      {telling ? <p className="mt-2 max-w-2xl text-soft">{text(locale, telling)}</p> : null}
      {departments.length > 0 ? (
        <ul aria-label={status.departments} className="mt-5 border-t border-line">
          {departments.map(({ name, progress, deliveredAt, acceptedAt }) => (
            <li
              key={name.en}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b border-line py-3"
            >
              <span className="font-semibold">{text(locale, name)}</span>
              <span className="flex flex-wrap items-center gap-x-4 gap-y-1 text-fine text-soft tabular-nums">
                {acceptedAt ? <span>{status.acceptedAt(moment(locale, acceptedAt))}</span> : null}
                {acceptedAt === null && deliveredAt ? (
                  <span>{status.deliveredAt(moment(locale, deliveredAt))}</span>
                ) : null}
                <StateBadge tone={tones[progress]}>{status.progress[progress]}</StateBadge>
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p className="mt-3 print:hidden">
          <a href={pathname} className="inline-flex min-h-11 items-center">
            {status.refresh}
          </a>
        </p>
      )}
    </Card>
  );
}

/** What is owed, by when; what the reporter owes stands first. */
export function ReceiptOwed({ owed, ahead }: Pick<ReceiptModel, "owed" | "ahead">) {
  const { owed: words } = useCopy().receipt;
  const locale = useLocale();
  if (owed.length + ahead.length === 0) return null;
  const entries = owed
    .toSorted((a, b) => Number(b.ofReporter) - Number(a.ofReporter))
    .map(
      ({ name, ofReporter, dueAt, state }, index): TimelineEntry => ({
        id: String(index),
        at: dueAt === null ? words.atOnce : words.before(momentWithWeekday(locale, dueAt)),
        title: ofReporter ? words.byReporter(text(locale, name)) : text(locale, name),
        text: words.state[state],
        stage: state === "met" || state === "met_late" ? "past" : state === "breached" ? "now" : "ahead",
      }),
    );
  const coming = ahead.map(
    ({ name, within, after }): TimelineEntry => ({
      id: name.en,
      at: words.after[after](text(locale, within)),
      title: after === "delivery" ? words.accepting : text(locale, name),
      stage: "ahead",
    }),
  );
  return (
    <Card title={words.title}>
      <Timeline entries={[...entries, ...coming]} />
    </Card>
  );
}
