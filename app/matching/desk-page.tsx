import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { moment } from "#app/copy/when.ts";
import { type Column, Empty, LinkButton, Table, useCopy, useLocale } from "#app/ui/index.ts";
import { against, FeatureLine, inFavour } from "./findings-list.tsx";
import type { ProposalView } from "./match-view.ts";

interface DeskPageProps {
  readonly staff: Staff;
  readonly proposals: readonly ProposalView[];
  readonly most: number;
}

/** Every pair that the reader can decide, the likeliest first. */
export function MatchesDesk({ staff, proposals, most }: DeskPageProps) {
  const { matching: words } = useCopy();
  const { list } = words;
  const locale = useLocale();
  const columns: readonly Column<ProposalView>[] = [
    {
      id: "pair",
      heading: list.columns.pair,
      rowHeading: true,
      cell: ({ own, other }) => (
        <span className="grid font-semibold whitespace-nowrap tabular-nums">
          <span>{own.number}</span>
          <span>{other.number}</span>
        </span>
      ),
    },
    {
      id: "agrees",
      heading: list.columns.agrees,
      cell: ({ findings }) => <FeatureLine findings={inFavour(findings)} />,
    },
    {
      id: "differs",
      heading: list.columns.differs,
      cell: ({ findings }) => <FeatureLine findings={against(findings)} />,
    },
    {
      id: "since",
      heading: list.columns.since,
      cell: ({ proposedAt }) => <span className="tabular-nums">{moment(locale, proposedAt)}</span>,
    },
    {
      id: "act",
      heading: list.columns.act,
      cell: ({ id, own, other }) => (
        <LinkButton
          kind="secondary"
          to={`/cases/${own.number}/matches/${id}`}
          label={`${words.look}: ${own.number} · ${other.number}`}
        >
          {words.look}
        </LinkButton>
      ),
    },
  ];
  return (
    <StaffFrame staff={staff}>
      <h1 className="text-h1">{list.heading}</h1>
      <p className="mt-1 mb-6 max-w-3xl text-soft">{list.lead}</p>
      {proposals.length === 0 ? (
        <Empty title={list.empty} />
      ) : (
        <Table caption={list.heading} captionHidden columns={columns} rows={proposals} rowKey={({ id }) => id} cards />
      )}
      {proposals.length < most ? null : <p className="mt-4 text-soft">{list.most(most)}</p>}
    </StaffFrame>
  );
}
