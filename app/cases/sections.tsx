import type { ReactNode } from "react";
import type { Copy } from "#app/copy/index.ts";
import { EmergencyNotice } from "#app/emergency/emergency-notice.tsx";
import { EvidenceSection } from "#app/evidence/evidence-section.tsx";
import { NotesSection } from "#app/notes/notes-section.tsx";
import { RecusalsSection } from "#app/recusals/recusals-section.tsx";
import { HoldSection } from "#app/retention/hold-section.tsx";
import type { CaseView } from "./case-view.ts";
import { CoreSection } from "./core-section.tsx";
import { DepartmentsSection } from "./departments-section.tsx";
import { ObjectionsSection } from "./objections-section.tsx";
import { PeopleSection } from "./people-section.tsx";
import { ReportsSection } from "./reports-section.tsx";
import { RoutingSection } from "./routing-section.tsx";
import { SealedNotice } from "./sealed-notice.tsx";
import { TimelineSection } from "./timeline-section.tsx";

/** One topic of a case page, with an address of its own on the page. */
export interface CaseSection {
  readonly id: string;
  readonly title: string;
  readonly content: ReactNode;
}

interface Drawing {
  readonly view: CaseView;
  readonly copy: Copy;
  readonly now: Date;
}

/** The topics of a case in the order they are read. One that the reader has no part in is left out, not shown empty. */
export function caseSections({ view, copy, now }: Drawing): readonly CaseSection[] {
  const titles = copy.cases.sections;
  return [
    { id: "core", title: titles.core, content: <CoreSection view={view} /> },
    { id: "routing", title: titles.routing, content: <RoutingSection view={view} /> },
    { id: "departments", title: titles.departments, content: <DepartmentsSection view={view} now={now} /> },
    ...(view.core.people.length > 0
      ? [{ id: "people", title: titles.people, content: <PeopleSection view={view} /> }]
      : []),
    ...(view.reports.length > 0
      ? [{ id: "reports", title: titles.reports, content: <ReportsSection view={view} /> }]
      : []),
    ...(view.beside.notes.choices.length > 0 || view.beside.notes.groups.length > 0
      ? [
          {
            id: "notes",
            title: copy.notes.heading,
            content: <NotesSection caseNumber={view.number} view={view.beside.notes} />,
          },
        ]
      : []),
    ...(view.reads === "contents"
      ? [
          {
            id: "evidence",
            title: copy.evidence.case.title,
            content: <EvidenceSection evidence={view.beside.evidence} />,
          },
        ]
      : []),
    ...(view.objections.length > 0
      ? [{ id: "objections", title: titles.objections, content: <ObjectionsSection view={view} /> }]
      : []),
    ...(view.beside.recusals.mayRecuse || view.beside.recusals.present.length > 0
      ? [
          {
            id: "recusals",
            title: copy.recusals.title,
            content: <RecusalsSection caseNumber={view.number} view={view.beside.recusals} />,
          },
        ]
      : []),
    ...(view.beside.holds.mayHold || view.beside.holds.holds.length > 0
      ? [
          {
            id: "hold",
            title: copy.retention.heading,
            content: <HoldSection caseNumber={view.number} view={view.beside.holds} />,
          },
        ]
      : []),
    { id: "timeline", title: titles.timeline, content: <TimelineSection view={view} /> },
  ];
}

/** What must be read before anything else on the page: between the header and the sections. */
export function caseNotices({ view }: Drawing): readonly CaseNotice[] {
  const { emergency } = view.beside;
  return [
    ...(emergency === null ? [] : [{ id: "emergency", content: <EmergencyNotice access={emergency} /> }]),
    ...(view.sealedAt === null ? [] : [{ id: "sealed", content: <SealedNotice view={view} /> }]),
  ];
}

interface CaseNotice {
  readonly id: string;
  readonly content: ReactNode;
}

/** Pages about this case that stand apart. */
export function caseLinks({ view, copy }: Drawing): readonly CaseLink[] {
  return [{ to: `/cases/${view.number}/audit`, label: copy.audit.ofCase.link }];
}

interface CaseLink {
  readonly to: string;
  readonly label: string;
}
