import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { moment } from "#app/copy/when.ts";
import { type Column, Empty, LinkButton, StateBadge, Table, useCopy, useLocale } from "#app/ui/index.ts";
import type { retaliationKinds, retaliationSources, retaliationStates } from "#db/schema/index.ts";

export interface MatterLine {
  readonly number: string;
  readonly kind: (typeof retaliationKinds)[number];
  readonly source: (typeof retaliationSources)[number];
  readonly state: (typeof retaliationStates)[number];
  readonly openedAt: Date;
  readonly dueAt: Date | null;
  readonly isLate: boolean;
  readonly taker: string | null;
}

export interface RetaliationListView {
  readonly staff: Staff;
  readonly matters: readonly MatterLine[];
}

export const tones = { opened: "waiting", taken: "moving", ended: "done" } as const;

/** Matters of retaliation of a prosecutor's districts; those that wait stand first. */
export function RetaliationListPage({ view }: { view: RetaliationListView }) {
  const { desk, kinds, sources, states } = useCopy().retaliation;
  const locale = useLocale();
  const waiting = view.matters.filter(({ state }) => state === "opened").length;
  const columns: readonly Column<MatterLine>[] = [
    {
      id: "number",
      heading: desk.columns.number,
      rowHeading: true,
      cell: ({ number }) => <span className="whitespace-nowrap tabular-nums">{number}</span>,
    },
    {
      id: "what",
      heading: desk.columns.what,
      cell: ({ kind, source }) => (
        <>
          {kinds[kind]}
          <span className="block text-fine text-soft">{sources[source]}</span>
        </>
      ),
    },
    {
      id: "state",
      heading: desk.columns.state,
      cell: ({ state, isLate }) => (
        <span className="inline-flex flex-wrap gap-2">
          <StateBadge tone={tones[state]}>{states[state]}</StateBadge>
          {isLate ? <StateBadge tone="held">{desk.late}</StateBadge> : null}
        </span>
      ),
    },
    { id: "opened", heading: desk.columns.opened, cell: ({ openedAt }) => moment(locale, openedAt) },
    {
      id: "due",
      heading: desk.columns.due,
      cell: ({ dueAt, state }) => (state === "opened" && dueAt !== null ? moment(locale, dueAt) : "—"),
    },
    { id: "taker", heading: desk.columns.taker, cell: ({ taker }) => taker ?? "—" },
    {
      id: "open",
      heading: <span className="sr-only">{desk.open}</span>,
      cell: ({ number }) => (
        <LinkButton to={`/retaliation/${number}`} label={desk.openOf(number)}>
          {desk.open}
        </LinkButton>
      ),
    },
  ];
  return (
    <StaffFrame staff={view.staff} counts={{ retaliation: waiting }}>
      <h1 className="text-h1">{desk.heading}</h1>
      <p className="mt-1 max-w-3xl text-soft">{desk.lead}</p>
      <p className="mb-6 max-w-3xl text-fine text-soft">{desk.law}</p>
      {view.matters.length === 0 ? (
        <Empty title={desk.empty.title}>{desk.empty.text}</Empty>
      ) : (
        <Table
          caption={desk.heading}
          captionHidden
          cards
          columns={columns}
          rows={view.matters}
          rowKey={({ number }) => number}
        />
      )}
    </StaffFrame>
  );
}
