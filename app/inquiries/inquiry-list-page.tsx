import { Link } from "@remix-run/react";
import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { moment } from "#app/copy/when.ts";
import { useLiveUpdates, useNow } from "#app/triage/live.ts";
import { Card, ClockBar, type Column, Empty, StateBadge, Table, useCopy, useLocale } from "#app/ui/index.ts";
import type { ClockState, InquiryState } from "#db/schema/index.ts";

/** A line of the desk's list: which case, between whom, how long yet. Never what was asked. */
export interface InquiryLine {
  readonly id: string;
  readonly caseNumber: string;
  readonly from: string;
  readonly to: string;
  readonly state: InquiryState;
  readonly askedAt: Date;
  readonly endedAt: Date | null;
  readonly clock: { readonly state: ClockState; readonly dueAt: Date } | null;
}

export interface InquiryListView {
  readonly staff: Staff;
  readonly owed: readonly InquiryLine[];
  readonly asked: readonly InquiryLine[];
  readonly ended: readonly InquiryLine[];
  readonly servedAt: Date;
}

const tones = { open: "waiting", answered: "done", withdrawn: "gone" } as const;

/** 协查询问 of a desk: what it owes, what it waits for, what is done. */
export function InquiryListPage({ view }: { view: InquiryListView }) {
  const { inquiries: words } = useCopy();
  const now = useNow(view.servedAt);
  useLiveUpdates(view.staff.account);
  return (
    <StaffFrame staff={view.staff} counts={{ inquiries: view.owed.length }}>
      <h1 className="mb-6 text-h1">{words.heading}</h1>
      <div className="grid gap-6">
        {view.owed.length === 0 ? (
          <Empty title={words.nothingOwed}>{words.nothingOwedText}</Empty>
        ) : (
          <Lines title={words.owed} lines={view.owed} now={now} />
        )}
        {view.asked.length === 0 ? null : <Lines title={words.asked} lines={view.asked} now={now} />}
        {view.ended.length === 0 ? null : <Lines title={words.ended} lines={view.ended} now={now} />}
      </div>
    </StaffFrame>
  );
}

function Lines({ title, lines, now }: { title: string; lines: readonly InquiryLine[]; now: Date }) {
  const { inquiries: words } = useCopy();
  const locale = useLocale();
  const columns: readonly Column<InquiryLine>[] = [
    {
      id: "case",
      heading: words.columns.caseNumber,
      rowHeading: true,
      cell: ({ id, caseNumber }) => (
        <Link
          to={`/cases/${caseNumber}/inquiries#inquiry-${id}`}
          className="inline-flex min-h-11 items-center tabular-nums"
        >
          {caseNumber}
        </Link>
      ),
    },
    { id: "between", heading: words.columns.between, cell: ({ from, to }) => words.between(from, to) },
    { id: "asked", heading: words.columns.askedAt, cell: ({ askedAt }) => moment(locale, askedAt) },
    {
      id: "state",
      heading: words.columns.state,
      cell: ({ state, clock, askedAt, endedAt }) =>
        state === "open" && clock !== null ? (
          <ClockBar state={clock.state} startedAt={askedAt} dueAt={clock.dueAt} now={now} />
        ) : (
          <span className="flex flex-wrap items-center gap-2">
            <StateBadge tone={tones[state]}>{words.states[state]}</StateBadge>
            {endedAt === null ? null : moment(locale, endedAt)}
          </span>
        ),
    },
  ];
  return (
    <Card title={title}>
      <Table caption={title} captionHidden columns={columns} rows={lines} rowKey={({ id }) => id} cards />
    </Card>
  );
}
