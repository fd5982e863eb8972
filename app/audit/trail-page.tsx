import { Button, Empty, FormToken, LinkButton, Notice, Pager, useCopy } from "#app/ui/index.ts";
import { ChainCard } from "./chain-card.tsx";
import type { ChainView } from "./chain-view.ts";
import type { PublishedHead } from "./day-heads.ts";
import { EntryTable } from "./entry-table.tsx";
import type { EntryView } from "./entry-view.ts";
import { HeadsCard } from "./heads-card.tsx";
import { type FilterField, type TrailFilter, type TrailPlace, type TypedFilter, trailPath } from "./trail-address.ts";
import { TrailFilterForm } from "./trail-filter.tsx";

export interface TrailPageView {
  readonly chain: ChainView;
  readonly heads: readonly PublishedHead[];
  readonly filter: TrailFilter;
  readonly typed: TypedFilter;
  readonly problems: readonly FilterField[];
  readonly accountName: string | null;
  readonly rows: readonly EntryView[];
  readonly newer: TrailPlace | null;
  readonly older: TrailPlace | null;
  /** Whether the address asked for something that does not exist, so that all is shown instead. */
  readonly unreadable: boolean;
}

/** The auditor's desk: whether the chain is whole, then who did what. */
export function TrailPage(view: TrailPageView) {
  const { audit, recusals } = useCopy();
  const { filter, rows, newer, older } = view;
  const isWhole = trailPath(filter) === "/audit";
  return (
    <>
      <h1 className="text-h1">{audit.heading}</h1>
      <p className="mb-4 max-w-3xl text-soft">{audit.lead}</p>
      <p className="mb-6 print:hidden">
        <LinkButton to="/audit/recusals">{recusals.forAuditor.title}</LinkButton>
      </p>
      <div className="grid gap-6 *:min-w-0 lg:grid-cols-2">
        <ChainCard chain={view.chain} />
        <section aria-labelledby="entries" className="mt-2 lg:col-span-2">
          <div className="flex flex-wrap items-end justify-between gap-3">
            <h2 id="entries" className="text-h2">
              {audit.title}
            </h2>
            <ExportForm filter={filter} />
          </div>
          {view.unreadable ? <Notice kind="care">{audit.unreadable}</Notice> : null}
          <TrailFilterForm filter={filter} typed={view.typed} problems={view.problems} accountName={view.accountName} />
          {rows.length > 0 ? (
            <EntryTable rows={rows} filter={filter} />
          ) : (
            <Empty title={isWhole ? audit.nothingYet : audit.empty}>
              {isWhole ? audit.nothingYetHint : audit.emptyHint}
            </Empty>
          )}
          <Pager
            previous={newer === null ? null : trailPath(filter, newer)}
            next={older === null ? null : trailPath(filter, older)}
          />
        </section>
        <div className="lg:col-start-2 lg:row-start-1">
          <HeadsCard heads={view.heads} />
        </div>
      </div>
    </>
  );
}

/** A plain form: the answer is a file, not a page. */
function ExportForm({ filter }: { filter: TrailFilter }) {
  const { export: words } = useCopy().audit;
  return (
    <form method="post" action={trailPath(filter, null, "/audit/export")} className="md:text-right print:hidden">
      <FormToken />
      <Button kind="secondary">{words.button}</Button>
      <p className="text-fine text-soft">{words.note}</p>
    </form>
  );
}
