import { Link } from "@remix-run/react";
import { moment } from "#app/copy/when.ts";
import { Card, type Column, Empty, Pager, Table, useCopy, useLocale } from "#app/ui/index.ts";
import { DeedTable } from "./entry-table.tsx";
import type { DeedView, LookerView } from "./entry-view.ts";

interface Deeds {
  readonly rows: readonly DeedView[];
  /** The addresses of the newest page and of the next older one. */
  readonly newest: string | null;
  readonly older: string | null;
}

/** What one's own account has left on the trail. */
export function OwnDeedsPage({ rows, newest, older }: Deeds) {
  const { mine } = useCopy().audit;
  return (
    <>
      <h1 className="text-h1">{mine.title}</h1>
      <p className="mb-6 max-w-3xl text-soft">{mine.lead}</p>
      {rows.length > 0 ? <DeedTable rows={rows} without="who" /> : <Empty title={mine.empty}>{mine.emptyHint}</Empty>}
      <Pager previous={newest} next={older} />
    </>
  );
}

interface CaseDeeds extends Deeds {
  readonly number: string;
  readonly lookers: readonly LookerView[];
}

/** 谁看过这个个案: who opened what, then every deed that the reader may know of. */
export function CaseDeedsPage({ number, lookers, rows, newest, older }: CaseDeeds) {
  const { audit } = useCopy();
  const words = audit.ofCase;
  return (
    <>
      <p className="print:hidden">
        <Link to={`/cases/${number}`} className="inline-flex min-h-11 items-center">
          ← {words.back(number)}
        </Link>
      </p>
      <h1 className="text-h1">
        {words.heading} <span className="whitespace-nowrap tabular-nums max-sm:block">{number}</span>
      </h1>
      <p className="mb-6 max-w-3xl text-soft">{words.lead}</p>
      <div className="grid gap-6">
        <Card title={words.people}>
          {lookers.length === 0 ? <p>{words.nobody}</p> : <LookerTable lookers={lookers} />}
        </Card>
        <Card title={words.entries}>
          {rows.length > 0 ? (
            <DeedTable rows={rows} without="matter" />
          ) : (
            <Empty title={words.empty}>{words.emptyHint}</Empty>
          )}
          <Pager previous={newest} next={older} />
        </Card>
      </div>
    </>
  );
}

function LookerTable({ lookers }: { lookers: readonly LookerView[] }) {
  const { ofCase: words } = useCopy().audit;
  const locale = useLocale();
  const numbered = lookers.map((looker, index) => ({ ...looker, index }));
  const columns: readonly Column<(typeof numbered)[number]>[] = [
    {
      id: "who",
      heading: words.peopleColumns.who,
      cell: ({ who, place }) => (
        <>
          {who}
          {place === null ? null : <span className="block text-fine text-soft">{place}</span>}
        </>
      ),
      rowHeading: true,
    },
    { id: "times", heading: words.peopleColumns.times, cell: ({ times }) => times, numeric: true },
    {
      id: "last",
      heading: words.peopleColumns.last,
      cell: ({ last }) => (last === null ? null : <time dateTime={last.toISOString()}>{moment(locale, last)}</time>),
    },
  ];
  return (
    <Table
      caption={words.people}
      captionHidden
      columns={columns}
      rows={numbered}
      rowKey={({ index }) => String(index)}
      dense
      cards
    />
  );
}
