import { assessmentSectionView } from "#app/assessments/page-views.ts";
import { assessmentsOf } from "#app/assessments/queries.ts";
import { documentsView } from "#app/documents/document-view.ts";
import { documentsOf } from "#app/documents/queries.ts";
import { ownEmergency } from "#app/emergency/oversight-view.ts";
import { emergenciesOf } from "#app/emergency/queries.ts";
import { caseEvidence } from "#app/evidence/case-evidence.ts";
import { readEvidenceOfCase } from "#app/evidence/queries.ts";
import { resultsOfCase } from "#app/feedback/queries.ts";
import { resultsView } from "#app/feedback/results-view.ts";
import { reporterStandings } from "#app/identity-requests/identity-view.ts";
import { requestsOf } from "#app/identity-requests/queries.ts";
import { inquiriesView } from "#app/inquiries/inquiry-view.ts";
import { inquiriesOf } from "#app/inquiries/queries.ts";
import { intakesOf } from "#app/intake/queries.ts";
import { intakeRecords } from "#app/intake/record-view.ts";
import { interventionsOf } from "#app/interventions/queries.ts";
import { interventionsSectionView } from "#app/interventions/section-view.ts";
import { matchesView } from "#app/matching/match-view.ts";
import { joinsOf, proposalsOf } from "#app/matching/queries.ts";
import { meetingsView } from "#app/meetings/meeting-view.ts";
import { meetingDesksOf, meetingsOf, meetingTasksOf } from "#app/meetings/queries.ts";
import { messagesOf } from "#app/messages/queries.ts";
import { threadsView } from "#app/messages/thread-view.ts";
import { notesView } from "#app/notes/note-view.ts";
import { notesOf, sharesOf } from "#app/notes/queries.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import { recusalsOf } from "#app/recusals/queries.ts";
import { recusalsView } from "#app/recusals/recusal-view.ts";
import { holdsView } from "#app/retention/hold-view.ts";
import { holdsOf } from "#app/retention/queries.ts";
import { movementViews } from "#app/triage/movement-view.ts";
import { movementsOf } from "#app/triage/movements.ts";
import { registerOf, visitsOf } from "#app/visits/queries.ts";
import { visitsView } from "#app/visits/visit-view.ts";
import type { Tx } from "#db/connection.ts";
import type { CaseRecord } from "./queries.ts";
import type { Reader } from "./reader.ts";
import { type CasePart, type CaseTab, draws } from "./tabs.ts";

/** Reads what a part of the page draws; for a part that does not draw it, nothing is asked of the database. */
export const readingFor =
  (part: CasePart) =>
  async <T>(tabs: readonly CaseTab[], read: () => PromiseLike<T[]>): Promise<T[]> =>
    draws(part, tabs) ? read() : [];

/**
 * What other capabilities keep on a case, read in the same round trip as the case itself, and only for the parts of the
 * page that draw it. To bring something along: its query here with its parts, what the page draws of it in
 * `besideViews`, and one entry in `sections.tsx`.
 */
export async function readBeside(tx: Tx, caseId: string, part: CasePart) {
  const reading = readingFor(part);
  const [
    notes,
    shares,
    evidence,
    recusals,
    emergencies,
    requests,
    holds,
    assessments,
    interventions,
    inquiries,
    intakes,
    documents,
    messages,
    results,
    meetings,
    meetingDesks,
    meetingTasks,
    visits,
    register,
    proposals,
    joins,
    movements,
  ] = await Promise.all([
    reading(["notes"], () => notesOf(tx, caseId)),
    reading(["notes"], () => sharesOf(tx, caseId)),
    reading(["evidence"], () => readEvidenceOfCase(tx, caseId)),
    reading(["overview"], () => recusalsOf(tx, caseId)),
    // Whoever reads by way of an emergency is told so on every part, and each reading is recorded.
    emergenciesOf(tx, caseId),
    reading(["reports"], () => requestsOf(tx, caseId)),
    reading(["overview"], () => holdsOf(tx, caseId)),
    reading(["overview"], () => assessmentsOf(tx, caseId)),
    reading(["overview"], () => interventionsOf(tx, caseId)),
    reading(["inquiries"], () => inquiriesOf(tx, caseId)),
    reading(["reports"], () => intakesOf(tx, caseId)),
    reading(["documents"], () => documentsOf(tx, caseId)),
    reading(["messages"], () => messagesOf(tx, caseId)),
    reading(["messages"], () => resultsOfCase(tx, caseId)),
    reading(["meetings"], () => meetingsOf(tx, caseId)),
    reading(["meetings"], () => meetingDesksOf(tx, caseId)),
    reading(["meetings"], () => meetingTasksOf(tx, caseId)),
    reading(["meetings"], () => visitsOf(tx, caseId)),
    reading(["meetings"], () => registerOf(tx, caseId)),
    // Told on every part: whoever works a case is to know that another may be the same child's.
    proposalsOf(tx, caseId),
    joinsOf(tx, caseId),
    reading(["overview"], () => movementsOf(tx, caseId)),
  ]);
  return {
    notes: { notes, shares },
    evidence,
    recusals,
    emergencies,
    requests,
    holds,
    assessments,
    interventions,
    inquiries,
    intakes,
    documents,
    messages,
    results,
    meetings: { meetings, desks: meetingDesks, tasks: meetingTasks },
    visits: { visits, register },
    matching: { proposals, joins },
    movements,
  };
}

/**
 * The same as the page draws it. `keys` are the opened keys of the case. What goes through all reports does so for the
 * part that draws it, and is empty for the others.
 */
export function besideViews(reader: Reader, record: CaseRecord, keys: readonly DataKey[], now: Date, part: CasePart) {
  const { beside } = record;
  const documents = documentsView(reader, record, beside.documents);
  const reportsFor = (tab: CaseTab) => (draws(part, [tab]) ? record.reports : []);
  const assessments = assessmentSectionView(reader, record, beside.assessments, keys);
  const emergency = ownEmergency(beside.emergencies, reader.signedIn.actor.accountId, now);
  return {
    notes: notesView(reader, record, beside.notes, keys, now),
    evidence: caseEvidence(reader, { ...record, reports: reportsFor("evidence") }, keys, beside.evidence),
    recusals: recusalsView(reader, record, beside.recusals),
    holds: holdsView(reader, record, beside.holds, keys),
    assessments,
    interventions: interventionsSectionView(
      reader,
      // What the rules suggested is told by the part that draws it.
      draws(part, ["overview"]) ? record : { ...record, assignments: [] },
      beside.interventions,
      assessments,
    ),
    messages: threadsView(
      reader,
      {
        matter: record.matter,
        assignments: record.assignments.map(({ assignment }) => assignment),
        reports: reportsFor("messages"),
      },
      beside.messages,
      keys,
    ),
    results: resultsView(reader, record, beside.results),
    inquiries: inquiriesView(reader, record, beside.inquiries, keys),
    meetings: meetingsView(reader, record, beside.meetings, keys),
    visits: visitsView(reader, record, beside.visits, keys),
    documents: draws(part, ["documents"]) ? documents : { ...documents, issuable: [] },
    matches: matchesView(reader, record.matter, beside.matching.proposals, beside.matching.joins),
    emergency,
    movements: movementViews(reader, beside.movements, keys),
    intakes: intakeRecords(beside.intakes, keys, {
      portal: reader.portal,
      locale: reader.locale,
      opened: reader.openedReporter,
    }),
    reporters: reporterStandings(
      reader.signedIn.actor,
      { reports: reportsFor("reports"), identities: record.identities },
      beside.requests,
      emergency !== null,
      now,
    ),
  };
}
export type BesideViews = ReturnType<typeof besideViews>;
