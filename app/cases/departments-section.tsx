import { moment } from "#app/copy/when.ts";
import { stateTones } from "#app/triage/queue-list.tsx";
import { ClockBar, Details, StateBadge, useCopy, useLocale } from "#app/ui/index.ts";
import type { CaseView } from "./case-view.ts";
import type { ClockView, DepartmentView } from "./department-view.ts";

/** All departments on the case side by side, each with its state and its clocks. */
export function DepartmentsSection({ view, now }: { view: CaseView; now: Date }) {
  const { departments: words } = useCopy().cases;
  const present = view.departments.filter(({ isFormer }) => !isFormer);
  const former = view.departments.filter(({ isFormer }) => isFormer);
  return (
    <div className="grid gap-4">
      <Departments departments={present} now={now} />
      {former.length > 0 ? (
        <Details summary={words.former(former.length)} look="row">
          <Departments departments={former} now={now} />
        </Details>
      ) : null}
    </div>
  );
}

function Departments({ departments, now }: { departments: readonly DepartmentView[]; now: Date }) {
  return (
    <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      {departments.map((department) => (
        <li key={department.id}>
          <Department department={department} now={now} />
        </li>
      ))}
    </ul>
  );
}

function Department({ department, now }: { department: DepartmentView; now: Date }) {
  const { cases, triage } = useCopy();
  const { departments: words } = cases;
  const locale = useLocale();
  const { isOwn, isFormer, state, capacity, holder, deliveredAt, acceptedAt, clocks } = department;
  return (
    <section className={`h-full rounded-md border p-4 ${isOwn ? "border-accent" : "border-line"}`}>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-body font-semibold">
          {department.department} <span className="font-normal text-soft">{department.district}</span>
        </h3>
        <StateBadge tone={stateTones[state]}>{triage.states[state]}</StateBadge>
      </div>
      <p className="text-fine text-soft">
        {triage.capacities[capacity]}
        {isOwn ? ` · ${words.own}` : ""}
      </p>
      <dl className="my-3 grid grid-cols-[4.5rem_1fr] text-fine">
        <dt className="text-soft">{words.delivered}</dt>
        <dd>{moment(locale, deliveredAt)}</dd>
        <dt className="text-soft">{words.accepted}</dt>
        <dd>{acceptedAt === null ? words.nobody : moment(locale, acceptedAt)}</dd>
        {acceptedAt === null || isFormer ? null : (
          <>
            <dt className="text-soft">{words.holder}</dt>
            <dd>{holder ?? triage.wholeDesk}</dd>
          </>
        )}
      </dl>
      {clocks.length === 0 ? (
        <p className="text-fine text-soft">{words.noClocks}</p>
      ) : (
        <ul className="grid gap-3 border-t border-line pt-3">
          {clocks.map((clock) => (
            <li key={clock.id}>
              <Clock clock={clock} now={now} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Clock({ clock, now }: { clock: ClockView; now: Date }) {
  const { cases, shell } = useCopy();
  const { departments: words } = cases;
  const { name, state, startedAt, dueAt, stoppedAt, provisional } = clock;
  const ended = { met: shell.clock.met, met_late: shell.clock.met, cancelled: shell.clock.cancelled };
  return (
    <>
      <p className="text-fine font-semibold">{name}</p>
      {dueAt === null ? (
        <p className="text-fine text-soft">
          {state === "running" || state === "breached" ? words.atOnce : ended[state]}
        </p>
      ) : (
        <ClockBar state={state} startedAt={startedAt} dueAt={dueAt} stoppedAt={stoppedAt} now={now} withDue />
      )}
      {provisional ? <p className="text-fine text-soft">{words.provisional}</p> : null}
    </>
  );
}
