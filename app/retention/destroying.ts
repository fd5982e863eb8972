import { and, asc, eq, inArray, isNotNull, isNull, lte } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import type { Tx } from "#db/connection.ts";
import {
  assessments,
  blindIndexes,
  caseHolds,
  caseNotes,
  cases,
  dataKeys,
  documents,
  emergencyAccesses,
  evidence,
  identityRequests,
  inquiries,
  intakes,
  interventionMoves,
  interventionSecrets,
  meetings,
  meetingTasks,
  movements,
  objections,
  outbox,
  parties,
  receipts,
  recusals,
  reporterIdentities,
  reportMessages,
  reports,
  retaliationEntries,
  retaliations,
  supplements,
  unitReports,
  visits,
} from "#db/schema/index.ts";
import { atOnce, notHeld } from "./sealing.ts";

const emptied = Buffer.alloc(0);

const isDue = (tx: Tx, now: Date) =>
  and(eq(cases.state, "sealed"), isNull(cases.destroyedAt), lte(cases.keptUntil, now), notHeld(tx));

/** Sealed cases whose time is up, the longest due first. Held ones stay. */
export async function dueForDestruction(tx: Tx, now: Date): Promise<string[]> {
  const found = await tx
    .select({ id: cases.id })
    .from(cases)
    .where(isDue(tx, now))
    .orderBy(asc(cases.keptUntil), asc(cases.id))
    .limit(atOnce);
  return found.map(({ id }) => id);
}

/**
 * 销毁: the case's keys go, and with them everything that was sealed under them, in every backup too as soon as the key
 * is gone from there; then the rows that name people. What remains is codes, moments and the audit trail: figures stay
 * as they were. Returns false for a case whose time is not up, or that is held.
 * Source: policy values of the edition's `retention.yaml`; Personal Information Protection Law 19.
 */
export async function destroyCase(tx: Tx, caseId: string, now: Date): Promise<boolean> {
  // A hold that is being placed waits here, or this waits for it.
  await tx.select({ id: cases.id }).from(cases).where(eq(cases.id, caseId)).for("update");
  const [matter] = await tx
    .update(cases)
    .set({ destroyedAt: now })
    .where(and(eq(cases.id, caseId), isDue(tx, now)))
    .returning({ number: cases.number, keptUntil: cases.keptUntil });
  if (matter === undefined) return false;
  await promiseRemoval(tx, caseId);
  const filed = tx.select({ id: reports.id }).from(reports).where(eq(reports.caseId, caseId));
  await tx.delete(dataKeys).where(eq(dataKeys.caseId, caseId));
  await tx.delete(blindIndexes).where(eq(blindIndexes.caseId, caseId));
  await tx.delete(parties).where(eq(parties.caseId, caseId));
  await tx.delete(reporterIdentities).where(inArray(reporterIdentities.reportId, filed));
  await tx.delete(intakes).where(inArray(intakes.reportId, filed));
  await tx.delete(supplements).where(inArray(supplements.reportId, filed));
  await tx.delete(reportMessages).where(inArray(reportMessages.reportId, filed));
  await emptyRetaliation(tx, caseId);
  await tx.delete(receipts).where(inArray(receipts.reportId, filed));
  await tx.delete(unitReports).where(inArray(unitReports.reportId, filed));
  await tx.delete(assessments).where(eq(assessments.caseId, caseId));
  await tx.delete(caseNotes).where(eq(caseNotes.caseId, caseId));
  await tx.delete(meetingTasks).where(eq(meetingTasks.caseId, caseId));
  await tx.delete(meetings).where(eq(meetings.caseId, caseId));
  await tx.delete(visits).where(eq(visits.caseId, caseId));
  await tx.delete(interventionSecrets).where(eq(interventionSecrets.caseId, caseId));
  // What was done for the child is counted further on; what was said of it goes.
  await tx.update(interventionMoves).set({ sealedAnswers: emptied }).where(eq(interventionMoves.caseId, caseId));
  await tx.update(reports).set({ sealedContent: emptied }).where(eq(reports.caseId, caseId));
  // Papers bear numbers that must not have gaps: each stays, and says nothing.
  await tx.update(documents).set({ sealedContent: emptied }).where(eq(documents.caseId, caseId));
  await emptyReasons(tx, caseId);
  await recordDeed(tx, { action: "case_destroyed", caseId, caseNumber: matter.number });
  return true;
}

/** Files are removed from the storage by a job of their own, and each row with its file. */
async function promiseRemoval(tx: Tx, caseId: string): Promise<void> {
  const files = await tx.select({ id: evidence.id }).from(evidence).where(eq(evidence.caseId, caseId));
  if (files.length === 0) return;
  await tx
    .insert(outbox)
    .values(files.map(({ id }) => ({ id: newId(), kind: "remove-evidence", payload: { v: 1, evidenceId: id } })));
}

/** What befell reporters: the words go, that there was such a matter and how it ended remains. */
async function emptyRetaliation(tx: Tx, caseId: string): Promise<void> {
  const filed = tx.select({ id: reports.id }).from(reports).where(eq(reports.caseId, caseId));
  const matters = tx.select({ id: retaliations.id }).from(retaliations).where(inArray(retaliations.reportId, filed));
  await tx.delete(retaliationEntries).where(inArray(retaliationEntries.retaliationId, matters));
  await tx.update(retaliations).set({ sealedText: emptied }).where(inArray(retaliations.reportId, filed));
}

/** Reasons that somebody gave in words. That there was an objection, a hold, an emergency remains, and the outcome. */
async function emptyReasons(tx: Tx, caseId: string): Promise<void> {
  const words = { sealedReason: emptied };
  await tx.update(objections).set(words).where(eq(objections.caseId, caseId));
  await tx
    .update(objections)
    .set({ sealedDecision: emptied })
    .where(and(eq(objections.caseId, caseId), isNotNull(objections.sealedDecision)));
  await tx.update(movements).set(words).where(eq(movements.caseId, caseId));
  await tx.update(caseHolds).set(words).where(eq(caseHolds.caseId, caseId));
  await tx.update(recusals).set(words).where(eq(recusals.caseId, caseId));
  await tx.update(emergencyAccesses).set(words).where(eq(emergencyAccesses.caseId, caseId));
  await tx
    .update(emergencyAccesses)
    .set({ sealedReview: emptied })
    .where(and(eq(emergencyAccesses.caseId, caseId), isNotNull(emergencyAccesses.sealedReview)));
  await tx.update(inquiries).set({ sealedQuestion: emptied }).where(eq(inquiries.caseId, caseId));
  await tx
    .update(inquiries)
    .set({ sealedAnswer: emptied })
    .where(and(eq(inquiries.caseId, caseId), isNotNull(inquiries.sealedAnswer)));
  await tx.update(identityRequests).set(words).where(eq(identityRequests.caseId, caseId));
  await tx
    .update(identityRequests)
    .set({ sealedDecision: emptied })
    .where(and(eq(identityRequests.caseId, caseId), isNotNull(identityRequests.sealedDecision)));
}
