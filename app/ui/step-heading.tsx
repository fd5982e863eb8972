import type { ReactNode } from "react";
import { useCopy } from "./page-context.tsx";

interface StepHeadingProps {
  readonly step: number;
  readonly of: number;
  readonly title: ReactNode;
  readonly lead?: ReactNode;
}

/** The page's heading in a sequence: 第 3 步，共 8 步, a quiet row of marks, then the question. */
export function StepHeading({ step, of, title, lead }: StepHeadingProps) {
  const { shell } = useCopy();
  return (
    <header className="mb-8 max-w-2xl">
      <p className="text-fine font-medium text-soft tabular-nums">{shell.step(step, of)}</p>
      <ol aria-hidden="true" className="mt-2 mb-4 flex gap-1.5 print:hidden">
        {Array.from({ length: of }, (_, index) => index + 1).map((number) => (
          <li
            key={number}
            className={`h-1.5 flex-1 rounded-full ${number < step ? "bg-accent opacity-55" : number === step ? "bg-accent" : "bg-line"}`}
          />
        ))}
      </ol>
      <h1 className="text-h1">{title}</h1>
      {lead ? <p className="mt-3 text-lead text-soft">{lead}</p> : null}
    </header>
  );
}
