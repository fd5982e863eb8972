import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Named } from "./named.tsx";
import { useCopy } from "./page-context.tsx";

export interface SummaryRow {
  readonly label: string;
  /** Null, undefined and "" read 未填写. */
  readonly value: ReactNode;
  /** Where the answer can be changed; no link without it. */
  readonly change?: string | undefined;
}

/** Answers one under the other, each with its 修改. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }) {
  const { form } = useCopy().shell;
  return (
    <dl className="border-t border-line">
      {rows.map(({ label, value, change }) => (
        <div
          key={label}
          className="grid grid-cols-[1fr_auto] gap-x-6 border-b border-line py-3 sm:grid-cols-[minmax(8rem,14rem)_1fr_auto] sm:items-baseline"
        >
          <dt className="text-soft">{label}</dt>
          <dd className="min-w-0 whitespace-pre-line max-sm:col-start-1">
            {value === null || value === undefined || value === "" ? (
              <span className="text-soft">{form.notAnswered}</span>
            ) : (
              value
            )}
          </dd>
          {change ? (
            <dd className="max-sm:col-start-2 max-sm:row-span-2 max-sm:row-start-1 print:hidden">
              <Link to={change} className="inline-flex min-h-11 items-center">
                <Named label={form.changeWhat(label)}>{form.change}</Named>
              </Link>
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}
