import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { dayWithWeekday, moment } from "#app/copy/when.ts";
import { type Column, Empty, LinkButton, Notice, Pager, StateBadge, Table, useCopy, useLocale } from "#app/ui/index.ts";
import type { ForeseenRow, ForeseenView, LateRow } from "./foreseen-view.ts";

interface ForeseenPageProps {
  readonly staff: Staff;
  readonly days: number;
  readonly page: number;
  readonly sealing: ForeseenView;
  readonly destruction: ForeseenView;
  readonly late: readonly LateRow[];
}

/** What will be sealed and destroyed within the next days, and the way to hold it. */
export function ForeseenList({ staff, days, page, sealing, destruction, late }: ForeseenPageProps) {
  const { foreseen: words } = useCopy().retention;
  const more = sealing.more || destruction.more;
  return (
    <StaffFrame staff={staff}>
      <h1 className="text-h1">{words.heading}</h1>
      <p className="mt-1 mb-6 max-w-3xl text-soft">{words.lead(String(days))}</p>
      <div className="grid gap-10">
        {late.length === 0 ? null : <Late rows={late} />}
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

/** What came for sealed cases and waits for somebody of its desks. */
function Late({ rows }: { rows: readonly LateRow[] }) {
  const { foreseen: words } = useCopy().retention;
  const locale = useLocale();
  const columns: readonly Column<LateRow>[] = [
    {
      id: "case",
      heading: words.columns.case,
      rowHeading: true,
      cell: ({ number }) => <span className="font-semibold whitespace-nowrap tabular-nums">{number}</span>,
    },
    { id: "district", heading: words.columns.district, cell: ({ district }) => district },
    { id: "at", heading: words.late.at, cell: ({ at }) => <span className="tabular-nums">{moment(locale, at)}</span> },
    {
      id: "open",
      heading: words.late.act,
      cell: ({ number }) => (
        <LinkButton to={`/emergency?case=${number}`} label={words.late.openFor(number)}>
          {words.late.open}
        </LinkButton>
      ),
    },
  ];
  return (
    <div className="grid gap-3">
      <Notice kind="care">{words.late.text}</Notice>
      <Table caption={words.late.title} columns={columns} rows={rows} rowKey={({ id }) => id} cards />
    </div>
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
