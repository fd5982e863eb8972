import type { ReactNode } from "react";

export interface Fact {
  readonly id: string;
  readonly label: string;
  readonly value: ReactNode;
  /** Takes the whole width, as an account does. */
  readonly wide?: boolean;
}

/** Names and values in two columns where there is room; whole paragraphs across. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
      {facts.map(({ id, label, value, wide }) => (
        <div key={id} className={`min-w-0 ${wide ? "sm:col-span-2" : ""}`}>
          <dt className="text-fine text-soft">{label}</dt>
          <dd className="max-w-3xl whitespace-pre-line [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
