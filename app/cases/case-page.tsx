import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { useLiveUpdates, useNow } from "#app/triage/live.ts";
import { Card, LinkButton, Notice, PrintButton, useCopy } from "#app/ui/index.ts";
import { ActionsSection } from "./actions-section.tsx";
import { CaseHeader } from "./case-header.tsx";
import type { CaseView } from "./case-view.ts";
import { type CaseSection, caseLinks, caseNotices, caseSections, type Refused } from "./sections.tsx";

/** One part of a case: a header that stays, the other parts as tabs, then one section a topic: `sections.tsx`. */
export function CasePage({ view, refused = {} }: { view: CaseView; refused?: Refused }) {
  const copy = useCopy();
  const now = useNow(view.servedAt);
  useLiveUpdates(view.staff.account);
  const drawing = { view, copy, now, refused };
  const sections = caseSections(drawing);
  return (
    <StaffFrame staff={view.staff}>
      <CaseHeader view={view} now={now} />
      {view.identities === "open" ? (
        <div className="mt-4">
          <Notice kind="care" live>
            {copy.cases.people.opened}
          </Notice>
        </div>
      ) : null}
      {caseNotices(drawing).map(({ id, content }) => (
        <div key={id} className="mt-4">
          {content}
        </div>
      ))}
      <div className="mt-4 grid gap-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="grid min-w-0 gap-6">
          {sections.map(({ id, title, content }) => (
            <div key={id} id={id} className="scroll-mt-40 min-w-0">
              <Card title={title}>{content}</Card>
            </div>
          ))}
        </div>
        <aside className={view.part === "overview" ? "max-lg:order-first" : undefined}>
          <div className="grid gap-6 lg:sticky lg:top-36">
            <ActionsSection view={view} />
            <CaseLinks links={caseLinks(drawing)} />
            {sections.length > 2 ? <OnThisPage sections={sections} /> : null}
            {view.part === "print" ? <PrintButton>{copy.cases.printAll}</PrintButton> : null}
          </div>
        </aside>
      </div>
    </StaffFrame>
  );
}

function CaseLinks({ links }: { links: ReturnType<typeof caseLinks> }) {
  if (links.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-3 print:hidden">
      {links.map(({ to, label }) => (
        <LinkButton key={to} to={to} kind="quiet">
          {label}
        </LinkButton>
      ))}
    </div>
  );
}

function OnThisPage({ sections }: { sections: readonly CaseSection[] }) {
  const { cases } = useCopy();
  return (
    <nav aria-label={cases.onThisPage} className="max-lg:hidden print:hidden">
      <ul className="border-l-2 border-line">
        {sections.map(({ id, title }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="inline-flex min-h-11 items-center pl-4 text-soft no-underline hover:text-accent"
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
