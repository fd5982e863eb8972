import { Form, useLocation } from "@remix-run/react";
import { day } from "#app/copy/when.ts";
import { stateTones } from "#app/triage/queue-list.tsx";
import { Button, ClockBar, FormToken, StateBadge, UrgencyBadge, useCopy, useLocale } from "#app/ui/index.ts";
import { CaseTabs } from "./case-tabs.tsx";
import type { CaseView } from "./case-view.ts";
import type { ClockView } from "./department-view.ts";
import { NextStep } from "./next-step.tsx";
import { casePath, opensAt } from "./tabs.ts";

/** What must be in sight wherever one reads: which case, how urgent, whose child, my state, the next step and its clock. */
export function CaseHeader({ view, now }: { view: CaseView; now: Date }) {
  const { cases, triage } = useCopy();
  const locale = useLocale();
  const { mine } = view;
  return (
    <header className="sticky top-0 z-10 -mx-4 border-b border-line bg-ground px-4 pt-2 sm:-mx-6 sm:px-6 print:static max-md:static">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <UrgencyBadge level={view.urgency} />
        <h1 className="text-h2 tabular-nums">
          <span className="sr-only">{cases.heading} </span>
          {view.number}
        </h1>
        <ul className="flex flex-wrap gap-x-4 font-semibold">
          {view.core.children.map((child) => (
            <li key={child.id}>
              {cases.child(child.name ?? cases.noName, child.age, cases.sexes[child.sex ?? "unknown"])}
            </li>
          ))}
        </ul>
        <OpenIdentities view={view} />
        <span className="text-fine text-soft">
          {cases.states[view.state]} · {cases.header.openedOn(day(locale, view.openedAt))}
        </span>
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-x-6 gap-y-3">
        {mine === null ? (
          <p className="text-soft">{cases.header[view.reads]}</p>
        ) : (
          <p className="flex items-center gap-2">
            <span className="text-fine text-soft">{cases.header.mine}</span>
            <StateBadge tone={stateTones[mine.state]}>{triage.states[mine.state]}</StateBadge>
          </p>
        )}
        {view.core.told === null ? null : <SafetyNow danger={view.core.told.danger} />}
        {view.state === "sealed" ? null : <NextClock clock={nextClock(view)} now={now} />}
        {mine === null ? null : (
          <div className="print:hidden md:ml-auto">
            <NextStep mine={mine} />
          </div>
        )}
      </div>
      <div className="mt-1">
        <CaseTabs view={view} />
      </div>
    </header>
  );
}

/** The way to the names, from wherever one reads; opening is recorded. */
function OpenIdentities({ view }: { view: CaseView }) {
  const { people } = useCopy().cases;
  const { pathname, search } = useLocation();
  if (view.identities === "open" || view.core.peopleCount === 0) return null;
  // Opened in place, the same page of it stays.
  const to = casePath(view.number, opensAt(view.part));
  return (
    <Form method="post" action={to === pathname ? `${to}${search}` : to} preventScrollReset className="print:hidden">
      <FormToken />
      <Button kind="quiet">{people.open}</Button>
    </Form>
  );
}

const safetyTones = { yes: "held", reachable: "held", unknown: "waiting", no: "done" } as const;

/** How safe the child is now, in a word; the first section says it in a sentence. */
function SafetyNow({ danger }: { danger: keyof typeof safetyTones }) {
  const { header } = useCopy().cases;
  return (
    <p className="flex items-center gap-2">
      <span className="text-fine text-soft">{header.safety}</span>
      <StateBadge tone={safetyTones[danger]}>{header.dangers[danger]}</StateBadge>
    </p>
  );
}

function NextClock({ clock, now }: { clock: ClockView | null; now: Date }) {
  const { header } = useCopy().cases;
  if (clock === null || clock.dueAt === null) return <p className="text-fine text-soft">{header.noClock}</p>;
  return (
    <div className="flex items-center gap-3">
      <p className="text-fine text-soft">
        {header.nextClock}
        <span className="block font-semibold text-ink">{clock.name}</span>
      </p>
      <ClockBar state={clock.state} startedAt={clock.startedAt} dueAt={clock.dueAt} now={now} />
    </div>
  );
}

/** The reader's own clock that ends first; where there is none, anybody's. */
function nextClock(view: CaseView): ClockView | null {
  const open = (own: boolean) =>
    view.departments
      .filter(({ isOwn }) => isOwn || !own)
      .flatMap(({ clocks }) => clocks)
      .filter(({ state, dueAt }) => dueAt !== null && (state === "running" || state === "breached"))
      .sort((a, b) => (a.dueAt?.getTime() ?? 0) - (b.dueAt?.getTime() ?? 0))[0];
  return open(true) ?? open(false) ?? null;
}
