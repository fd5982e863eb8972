import { LinkButton } from "./button.tsx";
import { useCopy } from "./page-context.tsx";

interface PagerProps {
  /** Addresses of the neighbouring pages; keyset paging knows no page numbers. */
  readonly previous: string | null;
  readonly next: string | null;
  readonly range?: { readonly from: number; readonly to: number } | undefined;
}

/** Back and forth through a long list; nothing when one page holds it all. */
export function Pager({ previous, next, range }: PagerProps) {
  const { pager } = useCopy().shell;
  if (previous === null && next === null) return null;
  return (
    <nav aria-label={pager.label} className="mt-6 flex flex-wrap items-center justify-between gap-3 print:hidden">
      <span>{previous === null ? null : <LinkButton to={previous}>← {pager.newer}</LinkButton>}</span>
      {range ? <span className="text-fine text-soft tabular-nums">{pager.range(range.from, range.to)}</span> : null}
      <span>{next === null ? null : <LinkButton to={next}>{pager.older} →</LinkButton>}</span>
    </nav>
  );
}
