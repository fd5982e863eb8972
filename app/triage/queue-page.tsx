import { Link } from "@remix-run/react";
import { useRef } from "react";
import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { Empty, Notice, Pager, useCopy } from "#app/ui/index.ts";
import type { CriticalItem } from "./alarm-rules.ts";
import { useCriticalAlert, useTabTitle } from "./critical-alert.ts";
import type { DeskSettings } from "./desk-settings.ts";
import { AcceptSeveral, DeskSettingsBar, SavedViews, type ViewLine } from "./desk-tools.tsx";
import { useArrivals, useLiveUpdates, useNow } from "./live.ts";
import { type QueueFilter, queuePath, type Tab } from "./queue-address.ts";
import { QueueFilters, QueueTabs } from "./queue-controls.tsx";
import { KeysHelp, KeysPart } from "./queue-keys.tsx";
import { QueueList } from "./queue-list.tsx";
import type { Choice, RowView } from "./queue-view.ts";
import { useSelected } from "./selection.ts";

export interface QueuePageProps {
  readonly staff: Staff;
  readonly filter: QueueFilter;
  readonly counts: Readonly<Record<Tab, number>>;
  /** The desk's latest critical work, whatever the filter shows. */
  readonly critical: readonly CriticalItem[];
  readonly rows: readonly RowView[];
  readonly before: string | null;
  readonly after: string | null;
  readonly districts: readonly Choice[];
  readonly situations: readonly Choice[];
  readonly servedAt: Date;
  /** The number that was just accepted. */
  readonly accepted: string | null;
  /** This page's own address, to come back to. */
  readonly here: string;
  /** How many objections wait for this reader. */
  readonly objections: number;
  /** How many questions of other departments wait for this desk. */
  readonly inquiries: number;
  readonly views: readonly ViewLine[];
  readonly settings: DeskSettings;
}

/** The desk: tabs, filters, the queue, and what comes in while one reads. */
export function QueuePage(props: QueuePageProps) {
  const {
    staff,
    filter,
    counts,
    critical,
    rows,
    before,
    after,
    districts,
    situations,
    servedAt,
    accepted,
    here,
    objections,
  } = props;
  const { views, settings } = props;
  const { desk, triage } = useCopy();
  const part = useRef<HTMLDivElement>(null);
  const now = useNow(servedAt);
  const { lost, critical: latest } = useLiveUpdates(staff.account);
  const { arrived, unseen, markSeen } = useArrivals(rows, here, servedAt);
  const { waiting, silent } = useCriticalAlert({
    account: staff.account,
    drawn: critical,
    latest,
    servedAt,
    sound: settings.sound,
  });
  const said = waiting > 0 ? desk.sound.badge(waiting, triage.title) : lost ? desk.sound.lost(triage.title) : null;
  useTabTitle(said);
  const selected = useSelected(part, rows);
  const isFiltered = filter.district !== null || filter.situation !== null || filter.urgency !== null;
  const empty = isFiltered ? triage.emptyFiltered : triage.empty[filter.tab];
  return (
    <StaffFrame
      staff={staff}
      counts={{ triage: counts.new, objections, inquiries: props.inquiries }}
      tools={<KeysHelp />}
    >
      <div className="flex flex-wrap items-baseline justify-between gap-x-6">
        <h1 className="text-h1">{triage.heading}</h1>
        <Link to={here} className="inline-flex min-h-11 items-center print:hidden">
          {triage.refresh}
        </Link>
      </div>
      <QueueTabs filter={filter} counts={counts} />
      <QueueFilters filter={filter} districts={districts} situations={situations} />
      <div className="flex flex-wrap items-start justify-between gap-x-6">
        <SavedViews views={views} filter={filter} here={here} />
        <DeskSettingsBar settings={settings} here={here} silent={silent} />
      </div>
      <div className="mb-3 grid gap-3 empty:hidden">
        {accepted === null ? null : (
          <Notice kind="done" live>
            {triage.accepted(accepted)}
          </Notice>
        )}
        {lost ? (
          <Notice kind="care" live>
            {triage.liveLost}
          </Notice>
        ) : null}
      </div>
      {/* Floats above the page, so that telling of new work does not move the work that is being read. */}
      <div
        role="status"
        className="pointer-events-none fixed inset-x-0 bottom-4 z-10 flex justify-center px-4 print:hidden"
      >
        {waiting === 0 ? null : <span className="sr-only">{desk.sound.heard(waiting)}</span>}
        {unseen.length === 0 ? null : (
          <a
            href={`#row-${unseen[0]}`}
            onClick={markSeen}
            className="pointer-events-auto flex min-h-11 items-center gap-3 rounded-full bg-accent px-6 font-semibold text-on-accent no-underline shadow-lift"
          >
            {triage.arrived(unseen.length)} <span className="underline">{triage.showArrived}</span>
          </a>
        )}
      </div>
      {rows.length === 0 ? (
        <Empty title={empty.title}>{empty.text}</Empty>
      ) : (
        <div ref={part}>
          <QueueList rows={rows} arrived={arrived} now={now} here={here} density={settings.density} />
          {rows.some(({ assignment }) => assignment?.state === "new") ? (
            <AcceptSeveral selected={selected} here={here} />
          ) : null}
        </div>
      )}
      <Pager
        previous={before === null ? null : queuePath(filter, { before })}
        next={after === null ? null : queuePath(filter, { after })}
      />
      <KeysPart />
    </StaffFrame>
  );
}
