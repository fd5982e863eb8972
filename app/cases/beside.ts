import { ownEmergency } from "#app/emergency/oversight-view.ts";
import { emergenciesOf } from "#app/emergency/queries.ts";
import { caseEvidence } from "#app/evidence/case-evidence.ts";
import { readEvidenceOfCase } from "#app/evidence/queries.ts";
import { reporterStandings } from "#app/identity-requests/identity-view.ts";
import { requestsOf } from "#app/identity-requests/queries.ts";
import { notesView } from "#app/notes/note-view.ts";
import { notesOf, sharesOf } from "#app/notes/queries.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import { recusalsOf } from "#app/recusals/queries.ts";
import { recusalsView } from "#app/recusals/recusal-view.ts";
import { holdsView } from "#app/retention/hold-view.ts";
import { holdsOf } from "#app/retention/queries.ts";
import type { Tx } from "#db/connection.ts";
import type { CaseRecord } from "./queries.ts";
import type { Reader } from "./reader.ts";

/**
 * What other capabilities keep on a case, read in the same round trip as the case itself. To bring something along: its
 * query here, what the page draws of it in `besideViews`, and one line in `sections.tsx`.
 */
export async function readBeside(tx: Tx, caseId: string) {
  const [notes, shares, evidence, recusals, emergencies, requests, holds] = await Promise.all([
    notesOf(tx, caseId),
    sharesOf(tx, caseId),
    readEvidenceOfCase(tx, caseId),
    recusalsOf(tx, caseId),
    emergenciesOf(tx, caseId),
    requestsOf(tx, caseId),
    holdsOf(tx, caseId),
  ]);
  return { notes: { notes, shares }, evidence, recusals, emergencies, requests, holds };
}

/** The same as the page draws it. `keys` are the opened keys of the case. */
export function besideViews(reader: Reader, record: CaseRecord, keys: readonly DataKey[], now: Date) {
  const { beside } = record;
  const emergency = ownEmergency(beside.emergencies, reader.signedIn.actor.accountId, now);
  return {
    notes: notesView(reader, record, beside.notes, keys, now),
    evidence: caseEvidence(reader, record, keys, beside.evidence),
    recusals: recusalsView(reader, record, beside.recusals),
    holds: holdsView(reader, record, beside.holds, keys),
    emergency,
    reporters: reporterStandings(reader.signedIn.actor, record, beside.requests, emergency !== null, now),
  };
}
export type BesideViews = ReturnType<typeof besideViews>;
