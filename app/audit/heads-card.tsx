import { Card, type Column, Table, useCopy } from "#app/ui/index.ts";
import type { PublishedHead } from "./day-heads.ts";

/** The latest signed heads, and where they all are: to be kept elsewhere. */
export function HeadsCard({ heads }: { heads: readonly PublishedHead[] }) {
  const { heads: words } = useCopy().audit;
  const columns: readonly Column<PublishedHead>[] = [
    { id: "day", heading: words.columns.day, cell: ({ day }) => <span className="whitespace-nowrap">{day}</span> },
    { id: "seq", heading: words.columns.seq, cell: ({ seq }) => seq, numeric: true },
    {
      id: "hash",
      heading: words.columns.hash,
      cell: ({ hash }) => <span className="font-code text-fine break-all">{hash}</span>,
    },
  ];
  return (
    <Card title={words.heading}>
      <div className="grid gap-4">
        <p className="max-w-2xl text-fine text-soft">{words.lead}</p>
        {heads.length === 0 ? (
          <p>{words.none}</p>
        ) : (
          <>
            <Table
              caption={words.caption}
              captionHidden
              columns={columns}
              rows={heads}
              rowKey={({ day }) => day}
              dense
              cards
            />
            <p className="print:hidden">
              <a href="/audit/heads.json" download="audit-heads.json" className="inline-flex min-h-11 items-center">
                {words.download}
              </a>
            </p>
          </>
        )}
      </div>
    </Card>
  );
}
