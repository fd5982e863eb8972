import { momentWithWeekday, span } from "#app/copy/when.ts";
import { useCopy, useLocale } from "./page-context.tsx";

export type ClockState = "running" | "met" | "breached" | "met_late" | "cancelled";

interface ClockBarProps {
  readonly state: ClockState;
  readonly startedAt: Date;
  readonly dueAt: Date;
  /** The moment the page was made: time is passed in, so that server and browser draw the same. */
  readonly now: Date;
  /** When the clock was stopped, for `met` and `met_late`. */
  readonly stoppedAt?: Date | null;
  /** Adds the end as day, weekday and hour under the bar. */
  readonly withDue?: boolean;
  /** What is left of a limit that is counted in working days; other limits count as the calendar does. */
  readonly workingDaysLeft?: number | null;
}

/** How much of a time limit is left: a bar, and the same in words. */
export function ClockBar({
  state,
  startedAt,
  dueAt,
  now,
  stoppedAt = null,
  withDue = false,
  workingDaysLeft = null,
}: ClockBarProps) {
  const { clock } = useCopy().shell;
  const locale = useLocale();
  const until = stoppedAt ?? now;
  const whole = Math.max(1, dueAt.getTime() - startedAt.getTime());
  const left = dueAt.getTime() - until.getTime();
  const used = Math.min(1, Math.max(0, 1 - left / whole));
  const overdue = state === "breached" || (state === "running" && left < 0);
  const words = {
    running: overdue
      ? clock.over(span(locale, left))
      : clock.left(
          workingDaysLeft !== null && workingDaysLeft > 0 ? clock.workingDays(workingDaysLeft) : span(locale, left),
        ),
    breached: clock.over(span(locale, left)),
    met: clock.met,
    met_late: clock.metLate(span(locale, left)),
    cancelled: clock.cancelled,
  }[state];
  const look = overdue
    ? "text-critical"
    : state === "running" && used > 0.75
      ? "text-urgent"
      : state === "met"
        ? "text-good"
        : state === "running"
          ? "text-accent"
          : "text-soft";
  return (
    <span className={`inline-block min-w-32 ${look}`}>
      <svg
        viewBox="0 0 100 4"
        preserveAspectRatio="none"
        aria-hidden="true"
        className="block h-1.5 w-full rounded-full"
      >
        <rect width="100" height="4" className="fill-sunk" />
        <rect width={state === "cancelled" ? 0 : Math.round(used * 1000) / 10} height="4" fill="currentColor" />
      </svg>
      <span className="mt-0.5 block text-fine font-semibold tabular-nums">
        {overdue ? <span aria-hidden="true">! </span> : null}
        {words}
      </span>
      {withDue ? (
        <time dateTime={dueAt.toISOString()} className="block text-fine text-soft">
          {clock.dueAt(momentWithWeekday(locale, dueAt))}
        </time>
      ) : null}
    </span>
  );
}
