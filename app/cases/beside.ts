import { caseEvidence } from "#app/evidence/case-evidence.ts";
import { readEvidenceOfCase } from "#app/evidence/queries.ts";
import { notesView } from "#app/notes/note-view.ts";
import { notesOf, sharesOf } from "#app/notes/queries.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import { recusalsOf } from "#app/recusals/queries.ts";
import { recusalsView } from "#app/recusals/recusal-view.ts";
import type { Tx } from "#db/connection.ts";
import type { CaseRecord } from "./queries.ts";
import type { Reader } from "./reader.ts";

/**
 * What other capabilities keep on a case, read in the same round trip as the case itself. To bring something along: its
 * query here, what the page draws of it in `besideViews`, and one line in `sections.tsx`.
 */
export async function readBeside(tx: Tx, caseId: string) {
  const [notes, shares, evidence, recusals] = await Promise.all([
    notesOf(tx, caseId),
    sharesOf(tx, caseId),
    readEvidenceOfCase(tx, caseId),
    recusalsOf(tx, caseId),
  ]);
  return { notes: { notes, shares }, evidence, recusals };
}

/** The same as the page draws it. `keys` are the opened keys of the case. */
export function besideViews(reader: Reader, record: CaseRecord, keys: readonly DataKey[], now: Date) {
  const { beside } = record;
  return {
    notes: notesView(reader, record, beside.notes, keys, now),
    evidence: caseEvidence(reader, record, keys, beside.evidence),
    recusals: recusalsView(reader, record, beside.recusals),
  };
}
export type BesideViews = ReturnType<typeof besideViews>;
