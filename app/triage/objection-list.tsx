import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { moment } from "#app/copy/when.ts";
import { type Column, Empty, LinkButton, Notice, Table, UrgencyBadge, useCopy, useLocale } from "#app/ui/index.ts";
import type { WaitingView } from "./objection-view.ts";

interface ObjectionListProps {
  readonly staff: Staff;
  readonly waiting: readonly WaitingView[];
  /** One was decided just now. */
  readonly decided: boolean;
}

/** Objections that wait for this reviewer. */
export function ObjectionList({ staff, waiting, decided }: ObjectionListProps) {
  const { review } = useCopy().triage;
  const locale = useLocale();
  const { columns: words } = review;
  const columns: readonly Column<WaitingView>[] = [
    {
      id: "case",
      heading: words.case,
      rowHeading: true,
      cell: ({ caseNumber, urgency }) => (
        <span className="flex flex-wrap items-center gap-3">
          <UrgencyBadge level={urgency} />
          <span className="tabular-nums">{caseNumber}</span>
        </span>
      ),
    },
    { id: "from", heading: words.from, cell: ({ from }) => from },
    { id: "proposed", heading: words.proposed, cell: ({ proposed }) => proposed ?? review.one.nothing },
    { id: "level", heading: words.level, cell: ({ level }) => review.levels[level] },
    { id: "raised", heading: words.raised, cell: ({ raisedAt }) => moment(locale, raisedAt) },
    {
      id: "open",
      heading: words.open,
      cell: ({ id, caseNumber }) => (
        <LinkButton to={`/objections/${id}`} label={review.open(caseNumber)}>
          {review.openShort}
        </LinkButton>
      ),
    },
  ];
  return (
    <StaffFrame staff={staff} counts={{ objections: waiting.length }}>
      <h1 className="text-h1">{review.heading}</h1>
      <p className="mt-1 mb-6 text-soft">{review.lead}</p>
      {decided ? (
        <div className="mb-4">
          <Notice kind="done" live>
            {review.one.decided}
          </Notice>
        </div>
      ) : null}
      {waiting.length === 0 ? (
        <Empty title={review.empty.title}>{review.empty.text}</Empty>
      ) : (
        <Table caption={review.title} captionHidden columns={columns} rows={waiting} rowKey={({ id }) => id} cards />
      )}
    </StaffFrame>
  );
}
