import type { ReactNode } from "react";

interface CardProps {
  readonly title?: ReactNode;
  /** Which level the title has on its page. */
  readonly level?: 2 | 3;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A sheet of paper on the desk. */
export function Card({ title, level = 2, aside, children }: CardProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section className="min-w-0 rounded-lg border border-line bg-paper p-5 sm:p-6 print:border-0 print:p-0">
      {title ? (
        <div className="mb-4 flex flex-wrap items-baseline justify-between gap-3">
          <Heading className={level === 2 ? "text-h2" : "text-h3"}>{title}</Heading>
          {aside}
        </div>
      ) : null}
      {children}
    </section>
  );
}

interface EmptyProps {
  readonly title: ReactNode;
  /** What to do instead, or why it is good that there is nothing. */
  readonly children?: ReactNode;
}

/** Stands where a list would: says that there is nothing, and what that means. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div className="rounded-lg border border-dashed border-edge px-6 py-10 text-center">
      <p className="text-h3 font-semibold">{title}</p>
      {children ? <div className="mx-auto mt-1 max-w-xl text-soft">{children}</div> : null}
    </div>
  );
}
