import type { ReactNode } from "react";
import { momentWithWeekday } from "#app/copy/when.ts";
import { useLocale } from "./page-context.tsx";

export interface TimelineEntry {
  readonly id: string;
  /** A moment, or words where there is none ("随即"). */
  readonly at: Date | string;
  readonly title: ReactNode;
  readonly text?: ReactNode;
  /** `past` filled, `now` ringed, `ahead` hollow. */
  readonly stage?: "past" | "now" | "ahead";
}

const marks = {
  past: "border-accent bg-accent",
  now: "border-accent bg-paper shadow-[0_0_0_3px_var(--color-accent-wash)]",
  ahead: "border-edge bg-paper",
};

/** What happened, or will happen, one under the other along a line. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const locale = useLocale();
  return (
    <ol className="relative">
      {entries.map(({ id, at, title, text, stage = "past" }) => (
        <li key={id} className="relative border-l-2 border-line pb-6 pl-6 last:border-transparent last:pb-0">
          <span
            aria-hidden="true"
            className={`absolute top-[0.45rem] -left-[0.5rem] size-3.5 rounded-full border-2 ${marks[stage]}`}
          />
          <p className="text-fine text-soft">
            {typeof at === "string" ? at : <time dateTime={at.toISOString()}>{momentWithWeekday(locale, at)}</time>}
          </p>
          <p className="font-semibold">{title}</p>
          {text ? <div className="max-w-2xl text-soft">{text}</div> : null}
        </li>
      ))}
    </ol>
  );
}
