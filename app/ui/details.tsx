import type { ReactNode } from "react";

interface DetailsProps {
  readonly summary: ReactNode;
  readonly children: ReactNode;
  readonly open?: boolean;
  /** `plain` inside a text, `row` as one of several under each other. */
  readonly look?: "plain" | "row";
}

/** A folded passage; opens without scripts and is unfolded in print. */
export function Details({ summary, children, open = false, look = "plain" }: DetailsProps) {
  return (
    <details open={open} className={look === "row" ? "group border-b border-line" : "group"}>
      <summary
        className={`flex min-h-11 items-center gap-2 ${
          look === "row" ? "justify-between py-3 hover:text-accent" : "w-fit text-accent underline underline-offset-4"
        }`}
      >
        {look === "plain" ? <Chevron /> : null}
        <span className="min-w-0">{summary}</span>
        {look === "row" ? <Chevron /> : null}
      </summary>
      <div className={look === "row" ? "pb-4 text-soft" : "mt-1 border-l-2 border-line pl-4 text-soft"}>{children}</div>
    </details>
  );
}

function Chevron() {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className="size-4 shrink-0 fill-none stroke-accent stroke-2 group-open:rotate-90 print:hidden"
    >
      <path d="M5.5 3 10.5 8l-5 5" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
