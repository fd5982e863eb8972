import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { moment, span } from "#app/copy/when.ts";
import { type Column, Empty, StateBadge, Table, useCopy, useLocale } from "#app/ui/index.ts";
import type { UnheldLine } from "./unheld-view.ts";

interface UnheldListProps {
  readonly staff: Staff;
  readonly lines: readonly UnheldLine[];
  readonly hasMore: boolean;
  readonly now: Date;
}

/** Everything that nobody holds or took up in time, the one waiting longest first. */
export function UnheldList({ staff, lines, hasMore, now }: UnheldListProps) {
  const { unheld } = useCopy().desk;
  const locale = useLocale();
  const columns: readonly Column<UnheldLine>[] = [
    {
      id: "matter",
      heading: unheld.columns.matter,
      rowHeading: true,
      cell: ({ caseNumber, otherNumber }) => (
        <>
          <span className="tabular-nums">{caseNumber}</span>
          {otherNumber === null ? null : <span className="block tabular-nums">{unheld.and(otherNumber)}</span>}
        </>
      ),
    },
    {
      id: "cause",
      heading: unheld.columns.cause,
      cell: ({ cause }) => <StateBadge tone="held">{unheld.causes[cause]}</StateBadge>,
    },
    { id: "holder", heading: unheld.columns.holder, cell: ({ desk }) => desk },
    { id: "since", heading: unheld.columns.since, cell: ({ since }) => moment(locale, since) },
    {
      id: "waited",
      heading: unheld.columns.waited,
      cell: ({ since }) => span(locale, now.getTime() - since.getTime()),
    },
  ];
  return (
    <StaffFrame staff={staff}>
      <h1 className="mb-4 text-h1">{unheld.heading}</h1>
      <p className="mb-6 text-soft">{unheld.lead}</p>
      {lines.length === 0 ? (
        <Empty title={unheld.empty.title}>{unheld.empty.text}</Empty>
      ) : (
        <Table caption={unheld.heading} captionHidden columns={columns} rows={lines} rowKey={({ id }) => id} cards />
      )}
      {hasMore ? <p className="mt-4 text-soft">{unheld.more(lines.length)}</p> : null}
    </StaffFrame>
  );
}
