import { Link } from "@remix-run/react";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { clockTime, dayWithWeekday, momentWithWeekday } from "#app/copy/when.ts";
import { useLiveUpdates, useNow } from "#app/triage/live.ts";
import { Card, ClockBar, type Column, Empty, Table, UrgencyBadge, useCopy, useLocale } from "#app/ui/index.ts";
import { beijingDay, startOfBeijingDay } from "#guidelines/days.ts";
import type { DueLine, DueView } from "./due-view.ts";
import type { DueDay } from "./rules.ts";

/** What a desk owes in the week ahead, day by day, and what it owes already. */
export function DuePage({ view }: { view: DueView }) {
  const { due: words } = useCopy();
  const now = useNow(view.servedAt);
  useLiveUpdates(view.staff.account);
  const { overdue, days, atOnce } = view.week;
  const nothing = overdue.length === 0 && atOnce.length === 0 && days.every(({ lines }) => lines.length === 0);
  return (
    <StaffFrame staff={view.staff} counts={{ due: overdue.length }}>
      <h1 className="mb-2 text-h1">{words.heading}</h1>
      <p className="mb-4 text-soft">{words.lead}</p>
      <Whose ownOnly={view.ownOnly} />
      {nothing ? (
        <Empty title={words.empty}>{words.emptyText}</Empty>
      ) : (
        <div className="grid gap-6">
          {overdue.length === 0 ? null : (
            <Card title={words.overdue(overdue.length)}>
              <Lines caption={words.overdue(overdue.length)} lines={overdue} now={now} withDay />
            </Card>
          )}
          {days.map((day) => (
            <Day key={day.day} day={day} now={now} />
          ))}
          {atOnce.length === 0 ? null : (
            <Card title={words.atOnce}>
              <p className="mb-3 text-soft">{words.atOnceText}</p>
              <Lines caption={words.atOnce} lines={atOnce} now={now} />
            </Card>
          )}
        </div>
      )}
      {view.hasMore ? <p className="mt-6 text-soft">{words.more}</p> : null}
    </StaffFrame>
  );
}

function Whose({ ownOnly }: { ownOnly: boolean }) {
  const { due: words } = useCopy();
  const look = (chosen: boolean) =>
    `inline-flex min-h-11 items-center border-b-2 px-1 ${chosen ? "border-accent font-semibold" : "border-transparent text-soft"}`;
  return (
    <nav aria-label={words.whose} className="mb-6 flex gap-6">
      <Link to="/due" aria-current={ownOnly ? undefined : "page"} className={look(!ownOnly)}>
        {words.wholeDesk}
      </Link>
      <Link to="/due?own=1" aria-current={ownOnly ? "page" : undefined} className={look(ownOnly)}>
        {words.ownOnly}
      </Link>
    </nav>
  );
}

function Day({ day: { day, lines, isWorked }, now }: { day: DueDay<DueLine>; now: Date }) {
  const { due: words } = useCopy();
  const locale = useLocale();
  const date = dayWithWeekday(locale, startOfBeijingDay(day));
  const isToday = day === beijingDay(now);
  const title = isToday ? words.today(date) : date;
  return (
    <Card title={title}>
      {isWorked === false ? <p className="mb-3 text-fine text-soft">{words.restDay}</p> : null}
      {lines.length === 0 ? (
        <p className="text-soft">{words.nothingToday}</p>
      ) : (
        <Lines caption={title} lines={lines} now={now} />
      )}
    </Card>
  );
}

interface LinesProps {
  readonly caption: string;
  readonly lines: readonly DueLine[];
  readonly now: Date;
  /** Where the lines are not of one day. */
  readonly withDay?: boolean;
}

function Lines({ caption, lines, now, withDay = false }: LinesProps) {
  const { due: words, triage } = useCopy();
  const locale = useLocale();
  const columns: readonly Column<DueLine>[] = [
    {
      id: "what",
      heading: words.columns.what,
      rowHeading: true,
      cell: ({ name, provisional }) => (
        <>
          {name}
          {provisional ? <span className="block text-fine font-normal text-soft">{words.provisional}</span> : null}
        </>
      ),
    },
    {
      id: "case",
      heading: words.columns.caseNumber,
      cell: ({ caseNumber }) => (
        <Link to={`/cases/${caseNumber}`} className="inline-flex min-h-11 items-center whitespace-nowrap tabular-nums">
          {caseNumber}
        </Link>
      ),
    },
    {
      id: "urgency",
      heading: words.columns.urgency,
      cell: ({ urgency }) => <UrgencyBadge level={urgency} />,
    },
    { id: "holder", heading: words.columns.holder, cell: ({ holder }) => holder ?? triage.wholeDesk },
    {
      id: "end",
      heading: words.columns.end,
      cell: ({ dueAt }) =>
        dueAt === null ? words.noMoment : withDay ? momentWithWeekday(locale, dueAt) : clockTime(locale, dueAt),
    },
    {
      id: "left",
      heading: words.columns.left,
      cell: ({ state, startedAt, dueAt, workingDaysLeft }) =>
        dueAt === null ? null : (
          <ClockBar state={state} startedAt={startedAt} dueAt={dueAt} now={now} workingDaysLeft={workingDaysLeft} />
        ),
    },
  ];
  return <Table caption={caption} captionHidden columns={columns} rows={lines} rowKey={({ id }) => id} cards />;
}
