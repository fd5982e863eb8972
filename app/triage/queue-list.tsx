import { Form, Link } from "@remix-run/react";
import { type ReactNode, useRef } from "react";
import { span } from "#app/copy/when.ts";
import {
  buttonClass,
  ClockBar,
  FormToken,
  Named,
  StateBadge,
  type Tone,
  UrgencyBadge,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import { useKeepPlace } from "./keep-place.ts";
import { useQueueKeys } from "./queue-keys.tsx";
import type { RowView } from "./queue-view.ts";

export const stateTones: Readonly<Record<NonNullable<RowView["assignment"]>["state"], Tone>> = {
  new: "waiting",
  accepted: "moving",
  working: "moving",
  objected: "held",
  transferred: "gone",
  withdrawn: "gone",
  closed: "done",
};

type Work = NonNullable<RowView["assignment"]>;

/** The form that accepts everything that is selected; its boxes stand in the rows. */
export const bulkForm = "accept-several";

interface QueueListProps {
  readonly rows: readonly RowView[];
  readonly arrived: ReadonlySet<string>;
  readonly now: Date;
  /** Where accepting leads back to. */
  readonly here: string;
  readonly density: "roomy" | "compact";
}

const columns =
  "md:grid-cols-[5.5rem_minmax(0,1fr)_6.5rem_6rem_9.5rem_8.5rem] lg:grid-cols-[5.5rem_minmax(0,1fr)_7.5rem_7.5rem_7.5rem_9.5rem_11rem] print:gap-x-2 print:px-0 print:grid-cols-[5.5rem_minmax(0,1fr)_4.5rem_5.5rem_7rem_6.5rem]";

/** The queue: lines on a wide screen, cards on a phone. The order is the reading order. */
export function QueueList({ rows, arrived, now, here, density }: QueueListProps) {
  const { columns: words } = useCopy().triage;
  const list = useRef<HTMLOListElement>(null);
  useKeepPlace(list);
  useQueueKeys(list);
  return (
    <div className="[overflow-anchor:none]">
      <div
        aria-hidden="true"
        className={`hidden gap-x-4 border-b-2 border-edge px-4 pb-2 text-fine font-semibold text-soft md:grid print:grid ${columns}`}
      >
        <span>{words.urgency}</span>
        <span>{words.matter}</span>
        <span>{words.child}</span>
        <span>{words.district}</span>
        <span className="hidden lg:block print:hidden">{words.since}</span>
        <span>{words.clock}</span>
        <span>{words.holder}</span>
      </div>
      <ol ref={list} className="folded:grid folded:gap-3 folded:sm:grid-cols-2">
        {rows.map((row) => (
          <QueueItem
            key={row.id}
            row={row}
            fresh={arrived.has(row.id)}
            now={now}
            here={here}
            compact={density === "compact"}
          />
        ))}
      </ol>
    </div>
  );
}

interface QueueItemProps {
  readonly row: RowView;
  readonly fresh: boolean;
  readonly now: Date;
  readonly here: string;
  readonly compact: boolean;
}

function QueueItem({ row, fresh, now, here, compact }: QueueItemProps) {
  const { triage } = useCopy();
  const locale = useLocale();
  const child = triage.child(row.childAge, wordOf(triage.sexes, row.childSex));
  const separator = locale === "en" ? "; " : "；";
  return (
    <li
      id={`row-${row.id}`}
      data-row
      data-work={row.assignment?.id}
      className={`grid gap-x-4 px-4 ${compact ? "gap-y-1 py-1" : "gap-y-2 py-3"} focus-within:bg-accent-wash hover:bg-accent-wash folded:grid-cols-[minmax(0,1fr)_auto] folded:content-start folded:rounded-lg folded:border folded:border-line md:items-start md:border-b md:border-line print:items-start print:border-b print:border-line ${columns} ${
        fresh ? "bg-accent-wash shadow-[inset_3px_0_0_var(--color-accent)]" : "bg-paper"
      }`}
    >
      <div className="flex flex-wrap items-center gap-2">
        {row.assignment?.state === "new" ? <SelectBox assignment={row.assignment} number={row.caseNumber} /> : null}
        <UrgencyBadge level={row.urgency} />
        {fresh ? <StateBadge tone="moving">{triage.arrivedMark}</StateBadge> : null}
      </div>
      <div className="min-w-0 folded:col-span-2">
        <h2 className="text-body leading-[1.4] font-semibold">
          <Link
            to={`/cases/${row.caseNumber}`}
            data-open={row.caseNumber}
            className="inline-flex min-h-11 items-center tabular-nums md:min-h-7"
          >
            <Named label={triage.openCase(row.caseNumber)}>{row.caseNumber}</Named>
          </Link>
        </h2>
        <p className="leading-[1.5]">{row.situationNames.join(separator)}</p>
        {row.assignment !== null && row.assignment.newReports > 0 ? (
          <p className="mt-1">
            <StateBadge tone="held">{triage.newReports(row.assignment.newReports)}</StateBadge>
          </p>
        ) : null}
        {row.assignment === null ? null : <Why {...row.assignment} />}
      </div>
      <Part label={triage.columns.child}>{row.childCount > 1 ? triage.children(child, row.childCount) : child}</Part>
      <Part label={triage.columns.district} className="folded:text-right">
        {row.districtName}
        {row.profession === null ? null : (
          <span className="block text-fine text-soft">{wordOf(triage.professions, row.profession)}</span>
        )}
      </Part>
      <Part
        label={triage.columns.since}
        className="folded:col-start-2 folded:row-start-1 folded:self-center folded:text-right folded:text-fine md:max-lg:hidden print:hidden"
      >
        {triage.inQueue(span(locale, now.getTime() - row.since.getTime()))}
      </Part>
      <Part label={triage.columns.clock}>
        {row.clock === null ? (
          <span className="text-soft">{triage.noClock}</span>
        ) : (
          <>
            <ClockBar {...row.clock} now={now} workingDaysLeft={row.workingDaysLeft} />
            <span className="block text-fine text-soft">{row.clockName}</span>
          </>
        )}
      </Part>
      <div className="folded:self-end folded:text-right">
        {row.assignment === null ? (
          <span className="text-soft">{triage.inDistrict(row.districtName)}</span>
        ) : row.assignment.state === "new" ? (
          <>
            <AcceptForm assignment={row.assignment} number={row.caseNumber} here={here} />
            <span className="hidden print:inline">{triage.states.new}</span>
            {row.assignment.holder === null ? null : (
              <span className="block text-fine text-soft md:mt-1">{row.assignment.holder}</span>
            )}
          </>
        ) : (
          <>
            {/* Between a card and a wide line the column is narrower than the longest English state. */}
            <span className="md:max-lg:[&>span]:whitespace-normal print:[&>span]:whitespace-normal">
              <StateBadge tone={stateTones[row.assignment.state]}>{triage.states[row.assignment.state]}</StateBadge>
            </span>
            <span className="block text-fine text-soft md:mt-1">
              {row.assignment.holder ?? (isWorked(row.assignment.state) ? triage.wholeDesk : triage.nobody)}
            </span>
          </>
        )}
        {row.assignment === null ? null : <OfficerChange work={row.assignment} number={row.caseNumber} here={here} />}
      </div>
    </li>
  );
}

/** Marks a task to be accepted together with others; belongs to the form under the list, and works without scripts. */
function SelectBox({ assignment, number }: { assignment: Work; number: string }) {
  const { desk } = useCopy();
  return (
    <label className="inline-flex min-h-11 min-w-11 items-center justify-center md:min-h-7 md:min-w-7 print:hidden">
      <input
        type="checkbox"
        name="work"
        value={`${assignment.id}.${assignment.version}`}
        form={bulkForm}
        data-select
        aria-label={desk.select(number)}
        className="size-5 accent-accent"
      />
    </label>
  );
}

/** Why the work came to this desk: the rule's sentence and what it rests on. */
function Why({ why, law }: Pick<Work, "why" | "law">) {
  const { desk } = useCopy();
  return (
    <details data-why className="group text-fine print:hidden">
      <summary className="inline-flex min-h-11 items-center text-accent underline underline-offset-4 md:min-h-7">
        {desk.why}
      </summary>
      <p className="text-ink">{why}</p>
      {law.length === 0 ? null : <p className="text-soft">{law.join("；")}</p>}
    </details>
  );
}

/** Who works it: taking it over, and for a lead giving it to somebody. */
function OfficerChange({ work, number, here }: { work: Work; number: string; here: string }) {
  const { desk } = useCopy();
  if (!work.mayTakeOver && !work.mayAssign) return null;
  const look =
    "inline-flex min-h-11 items-center px-1 text-fine text-accent underline underline-offset-4 md:min-h-7 cursor-pointer";
  return (
    <span className="flex flex-wrap gap-x-3 folded:justify-end print:hidden">
      {work.mayTakeOver ? (
        <Form method="post" action={`/assignments/${work.id}/take`} preventScrollReset data-take>
          <FormToken />
          <input type="hidden" name="version" value={work.version} />
          <input type="hidden" name="back" value={here} />
          <button type="submit" className={look}>
            <Named label={desk.takeWhat(number)}>{desk.take}</Named>
          </button>
        </Form>
      ) : null}
      {work.mayAssign ? (
        <Link to={`/assignments/${work.id}/officer`} className={look}>
          <Named label={desk.assignWhat(number)}>{desk.assign}</Named>
        </Link>
      ) : null}
    </span>
  );
}

/** A value with its name, which stands in the heading line, or is plain to see on a card, and is always read out. */
function Part({ label, className = "", children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <div className={`min-w-0 leading-[1.5] ${className}`}>
      <span className="sr-only">{label}</span>
      {children}
    </div>
  );
}

interface AcceptFormProps {
  readonly assignment: Pick<Work, "id" | "version">;
  readonly number: string;
  readonly here: string;
}

function AcceptForm({ assignment, number, here }: AcceptFormProps) {
  const { triage } = useCopy();
  return (
    <Form
      method="post"
      action={`/assignments/${assignment.id}/accept`}
      preventScrollReset
      data-accept
      className="print:hidden"
    >
      <FormToken />
      <input type="hidden" name="version" value={assignment.version} />
      <input type="hidden" name="back" value={here} />
      <button type="submit" className={buttonClass("primary", "w-full folded:min-w-28")}>
        <Named label={triage.acceptWhat(number)}>{triage.accept}</Named>
      </button>
    </Form>
  );
}

/** The word for a code; a code from a newer edition names itself. */
export function wordOf(words: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(words, code) ? (words[code] ?? code) : code;
}

/** Accepted by the desk, though nobody in particular may be in charge of it now. */
const isWorked = (state: string): boolean => state === "accepted" || state === "working";
