import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { dayWithWeekday } from "#app/copy/when.ts";
import { type Column, Empty, LinkButton, Pager, StateBadge, Table, useCopy, useLocale } from "#app/ui/index.ts";
import type { ForeseenRow, ForeseenView } from "./foreseen-view.ts";

interface ForeseenPageProps {
  readonly staff: Staff;
  readonly days: number;
  readonly page: number;
  readonly sealing: ForeseenView;
  readonly destruction: ForeseenView;
}

/** What will be sealed and destroyed within the next days, and the way to hold it. */
export function ForeseenList({ staff, days, page, sealing, destruction }: ForeseenPageProps) {
  const { foreseen: words } = useCopy().retention;
  const more = sealing.more || destruction.more;
  return (
    <StaffFrame staff={staff}>
      <h1 className="text-h1">{words.heading}</h1>
      <p className="mt-1 mb-6 max-w-3xl text-soft">{words.lead(String(days))}</p>
      <div className="grid gap-10">
        <Foreseen title={words.sealing} empty={words.noSealing} rows={sealing.rows} />
        <Foreseen title={words.destruction} empty={words.noDestruction} rows={destruction.rows} />
      </div>
      <Pager
        previous={page === 0 ? null : `/retention?page=${page - 1}`}
        next={more ? `/retention?page=${page + 1}` : null}
      />
    </StaffFrame>
  );
}

function Foreseen({ title, empty, rows }: { title: string; empty: string; rows: readonly ForeseenRow[] }) {
  const { foreseen: words } = useCopy().retention;
  const locale = useLocale();
  const columns: readonly Column<ForeseenRow>[] = [
    {
      id: "case",
      heading: words.columns.case,
      rowHeading: true,
      cell: ({ number }) => <span className="font-semibold whitespace-nowrap tabular-nums">{number}</span>,
    },
    { id: "district", heading: words.columns.district, cell: ({ district }) => district },
    {
      id: "day",
      heading: words.columns.day,
      cell: ({ day, held }) => (
        <span className="grid justify-items-start gap-1">
          <span className="tabular-nums">{dayWithWeekday(locale, day)}</span>
          {held ? <StateBadge tone="held">{words.held}</StateBadge> : null}
        </span>
      ),
    },
    {
      id: "why",
      heading: <span className="whitespace-nowrap">{words.columns.why}</span>,
      cell: ({ why }) => <span className="text-fine">{why}</span>,
    },
    {
      id: "hold",
      heading: words.columns.act,
      cell: ({ number }) => (
        <LinkButton to={`/cases/${number}#hold`} label={words.openFor(number)}>
          {words.open}
        </LinkButton>
      ),
    },
  ];
  if (rows.length === 0) {
    return <Empty title={title}>{empty}</Empty>;
  }
  return <Table caption={title} columns={columns} rows={rows} rowKey={({ number }) => number} cards />;
}
