import type { ReactNode } from "react";
import { AssessmentSection } from "#app/assessments/assessment-section.tsx";
import type { Copy } from "#app/copy/index.ts";
import { DocumentsSection } from "#app/documents/documents-section.tsx";
import { EmergencyNotice } from "#app/emergency/emergency-notice.tsx";
import { EvidenceSection } from "#app/evidence/evidence-section.tsx";
import { ResultsSection } from "#app/feedback/results-section.tsx";
import { InquiriesSection } from "#app/inquiries/inquiries-section.tsx";
import type { RefusedInquiry } from "#app/inquiries/inquiry-form.tsx";
import { InterventionsSection } from "#app/interventions/interventions-section.tsx";
import { MatchesList } from "#app/matching/matches-list.tsx";
import { MatchesNotice } from "#app/matching/matches-notice.tsx";
import { MeetingsSection } from "#app/meetings/meetings-section.tsx";
import { ThreadsSection } from "#app/messages/threads-section.tsx";
import { NotesSection } from "#app/notes/notes-section.tsx";
import { RecusalsSection } from "#app/recusals/recusals-section.tsx";
import { HoldSection } from "#app/retention/hold-section.tsx";
import { MovementsSection } from "#app/triage/movements-section.tsx";
import { RegisterSection, VisitsSection } from "#app/visits/visits-section.tsx";
import type { CaseView } from "./case-view.ts";
import { ComparisonSection } from "./comparison-section.tsx";
import { CoreSection } from "./core-section.tsx";
import { DepartmentsSection } from "./departments-section.tsx";
import { ObjectionsSection } from "./objections-section.tsx";
import { PeopleSection } from "./people-section.tsx";
import { ReportsSection } from "./reports-section.tsx";
import { RoutingSection } from "./routing-section.tsx";
import { SealedNotice } from "./sealed-notice.tsx";
import { type CaseTab, caseTabs, draws } from "./tabs.ts";
import { TimelineSection } from "./timeline-section.tsx";

interface Drawing {
  readonly view: CaseView;
  readonly copy: Copy;
  readonly now: Date;
  readonly refused: Refused;
}

/** What was sent from one of the topics and not taken: it comes back into its form. */
export interface Refused {
  readonly inquiry?: RefusedInquiry | null;
}

/** One topic of a case page: the part it stands on, with an address of its own there. */
interface SectionRule {
  readonly id: string;
  readonly tab: CaseTab;
  readonly title: (copy: Copy) => string;
  /** Whether the reader has any part in it; one that they have none in is left out, not shown empty. Always, if not said. */
  readonly when?: (view: CaseView) => boolean;
  readonly draw: (drawing: Drawing) => ReactNode;
}

/** Every topic in the order it is read. A part of the page is there for whoever has one of its topics. */
const sectionRules: readonly SectionRule[] = [
  {
    id: "core",
    tab: "overview",
    title: ({ cases }) => cases.sections.core,
    draw: ({ view }) => <CoreSection view={view} />,
  },
  {
    id: "departments",
    tab: "overview",
    title: ({ cases }) => cases.sections.departments,
    draw: ({ view, now }) => <DepartmentsSection view={view} now={now} />,
  },
  {
    id: "assessment",
    tab: "overview",
    title: ({ assessments }) => assessments.heading,
    when: ({ reads }) => reads === "contents",
    draw: ({ view }) => <AssessmentSection caseNumber={view.number} view={view.beside.assessments} />,
  },
  {
    id: "interventions",
    tab: "overview",
    title: ({ interventions }) => interventions.title,
    when: ({ reads }) => reads === "contents",
    draw: ({ view, now }) => (
      <InterventionsSection caseNumber={view.number} view={view.beside.interventions} now={now} />
    ),
  },
  {
    id: "routing",
    tab: "overview",
    title: ({ cases }) => cases.sections.routing,
    draw: ({ view }) => <RoutingSection view={view} />,
  },
  {
    id: "movements",
    tab: "overview",
    title: ({ desk }) => desk.movements.heading,
    when: ({ beside }) => beside.movements.length > 0,
    draw: ({ view }) => <MovementsSection movements={view.beside.movements} />,
  },
  {
    id: "objections",
    tab: "overview",
    title: ({ cases }) => cases.sections.objections,
    when: ({ objections }) => objections.length > 0,
    draw: ({ view }) => <ObjectionsSection view={view} />,
  },
  {
    id: "recusals",
    tab: "overview",
    title: ({ recusals }) => recusals.title,
    when: ({ beside }) => beside.recusals.mayRecuse || beside.recusals.present.length > 0,
    draw: ({ view }) => <RecusalsSection caseNumber={view.number} view={view.beside.recusals} />,
  },
  {
    id: "hold",
    tab: "overview",
    title: ({ retention }) => retention.heading,
    when: ({ beside }) => beside.holds.mayHold || beside.holds.holds.length > 0,
    draw: ({ view }) => <HoldSection caseNumber={view.number} view={view.beside.holds} />,
  },
  {
    id: "comparison",
    tab: "reports",
    title: ({ comparison }) => comparison.heading,
    when: ({ comparison }) => comparison !== null,
    draw: ({ view: { number, comparison } }) =>
      comparison === null ? null : <ComparisonSection number={number} comparison={comparison} />,
  },
  {
    id: "reports",
    tab: "reports",
    title: ({ cases }) => cases.sections.reports,
    when: ({ reportCount }) => reportCount > 0,
    draw: ({ view }) => <ReportsSection view={view} />,
  },
  {
    id: "people",
    tab: "people",
    title: ({ cases }) => cases.sections.people,
    when: ({ core }) => core.peopleCount > 0,
    draw: ({ view }) => <PeopleSection view={view} />,
  },
  {
    id: "matches",
    tab: "people",
    title: ({ matching }) => matching.heading,
    when: ({ reads, beside: { matches } }) =>
      reads === "contents" && (matches.open.length > 0 || matches.apart.length > 0 || matches.joins.length > 0),
    draw: ({ view }) => <MatchesList caseNumber={view.number} view={view.beside.matches} />,
  },
  {
    id: "evidence",
    tab: "evidence",
    title: ({ evidence }) => evidence.case.title,
    when: ({ reads }) => reads === "contents",
    draw: ({ view }) => <EvidenceSection evidence={view.beside.evidence} />,
  },
  {
    // Whether there are notes is not asked on other parts: whoever reads the contents, or writes notes, has the page.
    id: "notes",
    tab: "notes",
    title: ({ notes }) => notes.heading,
    when: ({ reads, beside }) => reads === "contents" || beside.notes.choices.length > 0,
    draw: ({ view }) => <NotesSection caseNumber={view.number} view={view.beside.notes} />,
  },
  {
    id: "messages",
    tab: "messages",
    title: ({ messages }) => messages.heading,
    when: ({ reads }) => reads === "contents",
    draw: ({ view }) => (
      <div className="grid gap-10">
        <ResultsSection caseNumber={view.number} view={view.beside.results} />
        <ThreadsSection caseNumber={view.number} view={view.beside.messages} />
      </div>
    ),
  },
  {
    id: "inquiries",
    tab: "inquiries",
    title: ({ inquiries }) => inquiries.heading,
    when: ({ beside }) => beside.inquiries.concerned,
    draw: ({ view, now, refused }) => (
      <InquiriesSection
        caseNumber={view.number}
        view={view.beside.inquiries}
        refused={refused.inquiry ?? null}
        now={now}
      />
    ),
  },
  {
    id: "meetings",
    tab: "meetings",
    title: ({ meetings }) => meetings.heading,
    when: ({ reads }) => reads === "contents",
    draw: ({ view, now }) => <MeetingsSection caseNumber={view.number} view={view.beside.meetings} now={now} />,
  },
  {
    id: "visits",
    tab: "meetings",
    title: ({ visits }) => visits.heading,
    when: ({ reads }) => reads === "contents",
    draw: ({ view }) => <VisitsSection caseNumber={view.number} view={view.beside.visits} />,
  },
  {
    id: "register",
    tab: "meetings",
    title: ({ visits }) => visits.register.title,
    when: ({ reads }) => reads === "contents",
    draw: ({ view }) => <RegisterSection caseNumber={view.number} view={view.beside.visits} />,
  },
  {
    id: "documents",
    tab: "documents",
    title: ({ documents }) => documents.heading,
    // A desk whose work was sent on issues its letter, though it reads no report any more.
    when: ({ reads, beside }) => reads === "contents" || beside.documents.mayIssue,
    draw: ({ view }) => <DocumentsSection caseNumber={view.number} view={view.beside.documents} />,
  },
  {
    id: "timeline",
    tab: "timeline",
    title: ({ cases }) => cases.sections.timeline,
    draw: ({ view }) => <TimelineSection view={view} />,
  },
];

const isShown = ({ when }: SectionRule, view: CaseView): boolean => when === undefined || when(view);

/** The parts of the page that hold something for this reader. */
export const shownTabs = (view: CaseView): readonly CaseTab[] =>
  caseTabs.filter((tab) => sectionRules.some((rule) => rule.tab === tab && isShown(rule, view)));

/** One topic as it is drawn. */
export interface CaseSection {
  readonly id: string;
  readonly title: string;
  readonly content: ReactNode;
}

/** The topics of the part that was asked for. */
export function caseSections(drawing: Drawing): readonly CaseSection[] {
  const { view, copy } = drawing;
  return sectionRules
    .filter((rule) => draws(view.part, [rule.tab]) && isShown(rule, view))
    .map(({ id, title, draw }) => ({ id, title: title(copy), content: draw(drawing) }));
}

/** On which other part a topic stands: addresses from when the page was one still lead there. */
export function anchorsElsewhere(view: CaseView): ReadonlyMap<string, CaseTab> {
  return new Map(
    sectionRules
      .filter((rule) => !draws(view.part, [rule.tab]) && isShown(rule, view))
      .map(({ id, tab }) => [id, tab] as const),
  );
}

/** What must be read before anything else on the page: between the header and the sections. */
export function caseNotices({ view }: Drawing): readonly CaseNotice[] {
  const { emergency } = view.beside;
  return [
    ...(emergency === null ? [] : [{ id: "emergency", content: <EmergencyNotice access={emergency} /> }]),
    ...(view.beside.matches.joinedInto === null && view.beside.matches.open.length === 0
      ? []
      : [{ id: "matches", content: <MatchesNotice caseNumber={view.number} view={view.beside.matches} /> }]),
    ...(view.sealedAt === null ? [] : [{ id: "sealed", content: <SealedNotice view={view} /> }]),
  ];
}

interface CaseNotice {
  readonly id: string;
  readonly content: ReactNode;
}

/** Pages about this case that stand apart. */
export function caseLinks({ view, copy }: Drawing): readonly CaseLink[] {
  return [
    { to: `/cases/${view.number}/audit`, label: copy.audit.ofCase.link },
    ...(view.part === "print" ? [] : [{ to: `/cases/${view.number}/print`, label: copy.cases.printAll }]),
  ];
}

interface CaseLink {
  readonly to: string;
  readonly label: string;
}
