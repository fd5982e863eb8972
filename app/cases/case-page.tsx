import type { ReactNode } from "react";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import type { Copy } from "#app/copy/index.ts";
import { useLiveUpdates, useNow } from "#app/triage/live.ts";
import { Card, useCopy } from "#app/ui/index.ts";
import { ActionsSection } from "./actions-section.tsx";
import { CaseHeader } from "./case-header.tsx";
import type { CaseView } from "./case-view.ts";
import { CoreSection } from "./core-section.tsx";
import { DepartmentsSection } from "./departments-section.tsx";
import { ObjectionsSection } from "./objections-section.tsx";
import { PeopleSection } from "./people-section.tsx";
import { ReportsSection } from "./reports-section.tsx";
import { RoutingSection } from "./routing-section.tsx";
import { TimelineSection } from "./timeline-section.tsx";

interface Section {
  readonly id: keyof Copy["cases"]["sections"];
  readonly content: ReactNode;
}

/** One case: a header that stays, then one section a topic, each with an address of its own on the page. */
export function CasePage({ view }: { view: CaseView }) {
  const { cases } = useCopy();
  const now = useNow(view.servedAt);
  useLiveUpdates();
  const objections: readonly Section[] =
    view.objections.length > 0 ? [{ id: "objections", content: <ObjectionsSection view={view} /> }] : [];
  const sections: readonly Section[] = [
    { id: "core", content: <CoreSection view={view} /> },
    { id: "routing", content: <RoutingSection view={view} /> },
    { id: "departments", content: <DepartmentsSection view={view} now={now} /> },
    { id: "people", content: <PeopleSection view={view} /> },
    { id: "reports", content: <ReportsSection view={view} /> },
    ...objections,
    { id: "timeline", content: <TimelineSection view={view} /> },
  ];
  return (
    <StaffFrame staff={view.staff}>
      <CaseHeader view={view} now={now} />
      <div className="mt-4 grid gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="grid min-w-0 gap-6">
          {sections.map(({ id, content }) => (
            <div key={id} id={id} className="scroll-mt-40 min-w-0">
              <Card title={cases.sections[id]}>{content}</Card>
            </div>
          ))}
        </div>
        <aside className="max-lg:order-first">
          <div className="grid gap-6 lg:sticky lg:top-36">
            <ActionsSection view={view} />
            <nav aria-label={cases.onThisPage} className="max-lg:hidden print:hidden">
              <ul className="border-l-2 border-line">
                {sections.map(({ id }) => (
                  <li key={id}>
                    <a
                      href={`#${id}`}
                      className="inline-flex min-h-11 items-center pl-4 text-soft no-underline hover:text-accent"
                    >
                      {cases.sections[id]}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          </div>
        </aside>
      </div>
    </StaffFrame>
  );
}
