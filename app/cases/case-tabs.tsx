import { Link, useLocation, useNavigate } from "@remix-run/react";
import { useEffect } from "react";
import { useCopy } from "#app/ui/index.ts";
import type { CaseView } from "./case-view.ts";
import { anchorsElsewhere, shownTabs } from "./sections.tsx";
import { casePath } from "./tabs.ts";

/**
 * The parts of the case as addresses. On a narrow screen they stand in several lines: what one has to push into sight is not found. A topic that
 * stands on another part has its old anchor here, so that an address from before leads at least to its tab.
 */
export function CaseTabs({ view }: { view: CaseView }) {
  const { cases } = useCopy();
  const anchors = anchorsElsewhere(view);
  useOldAnchors(view.number, anchors);
  const anchorOn = (tab: string) => [...anchors].find(([id, on]) => on === tab && id === tab)?.[0];
  return (
    <nav aria-label={cases.tabsLabel} className="print:hidden">
      <ul className="-mx-2 flex flex-wrap gap-x-1 md:mx-0">
        {shownTabs(view).map((tab) => (
          <li key={tab} id={anchorOn(tab)} className="scroll-mt-40">
            <Link
              to={casePath(view.number, tab)}
              aria-current={tab === view.part ? "page" : undefined}
              className={`inline-flex min-h-11 items-center gap-1.5 border-b-3 px-2 whitespace-nowrap md:px-3 no-underline hover:text-accent ${
                tab === view.part ? "border-accent font-semibold text-ink" : "border-transparent text-soft"
              }`}
            >
              {cases.tabs[tab]}
              {tab === "inquiries" && view.beside.inquiries.owed > 0 ? (
                <span
                  className="rounded-full bg-accent px-2 text-fine font-semibold text-on-accent tabular-nums"
                  role="img"
                  aria-label={cases.owed(view.beside.inquiries.owed)}
                >
                  {view.beside.inquiries.owed}
                </span>
              ) : null}
              {tab === "reports" && view.reportCount > 1 ? (
                <span className="rounded-full bg-sunk px-2 text-fine tabular-nums">{view.reportCount}</span>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Leads from `/cases/:number#notes`, as it was when the page was one, to the part where it stands now. */
function useOldAnchors(number: string, anchors: ReturnType<typeof anchorsElsewhere>): void {
  const { hash } = useLocation();
  const navigate = useNavigate();
  const id = hash.slice(1);
  const tab = anchors.get(id);
  useEffect(() => {
    if (tab !== undefined) navigate(`${casePath(number, tab)}#${id}`, { replace: true });
  }, [navigate, number, tab, id]);
}
