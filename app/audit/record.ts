import { sql } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import type { Compartment } from "#db/schema/index.ts";

/** What the audit trail knows: one word a deed. Each has its sentence in `app/copy`, audit. */
export const auditActions = [
  "identities_opened",
  "reporter_identity_opened",
  "identity_requested",
  "identity_granted",
  "identity_refused",
  "emergency_opened",
  "emergency_refused",
  "emergency_reviewed",
  "emergency_page_read",
  "officer_recused",
  "recusal_ended",
  "recusal_reason_read",
  "note_written",
  "note_shared",
  "note_share_ended",
  "inquiry_asked",
  "inquiry_answered",
  "inquiry_withdrawn",
  "evidence_added",
  "evidence_opened",
  "evidence_preview_opened",
  "evidence_refused",
  "evidence_damaged",
  "case_exported",
  "document_issued",
  "document_opened",
  "document_downloaded",
  "document_withdrawn",
  "document_check_refused",
  "audit_exported",
  "meeting_planned",
  "meeting_held",
  "meeting_cancelled",
  "meeting_task_done",
  "visit_recorded",
  "child_registered",
  "child_left_register",
  "case_sealed",
  "case_destroyed",
  "assessment_recorded",
  "case_held",
  "case_released",
  "reporter_asked",
  "result_told",
  "retaliation_recorded",
  "retaliation_read",
  "retaliation_taken",
  "retaliation_answered",
  "retaliation_ended",
  "signed_in",
  "sign_in_refused",
  "second_factor_refused",
  "signed_out_elsewhere",
  "second_factor_added",
  "second_factor_removed",
  "recovery_code_used",
  "recovery_codes_made",
  "password_changed",
  "password_link_sent",
  "password_link_issued",
  "password_reset",
  "account_invited",
  "account_created",
  "account_deactivated",
  "account_reactivated",
  "second_factors_reset",
  "cases_searched",
  "access_refused",
  "keys_rotated",
  "match_compared",
  "join_decided",
  "join_undo_decided",
  "kept_apart",
  "apart_withdrawn",
  "cases_joined",
  "join_undone",
] as const;
export type AuditAction = (typeof auditActions)[number];

/** One deed: codes and ids only, never a name or a sentence. Who did it and when, the database fills in itself. */
export interface Deed {
  readonly action: AuditAction;
  readonly caseId?: string | null;
  readonly caseNumber?: string | null;
  /** What it was done to: a report, a note, a file, an account. */
  readonly subjectId?: string | null;
  /** Where the deed speaks of a compartment: only those inside it may read the entry. */
  readonly compartment?: Compartment | null;
  /** The code of the reason that was given, or of the rule that allowed or refused it. */
  readonly reason?: string | null;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * Puts a deed of this transaction's actor on the audit trail. Entries are chained one after the other, so the chain is
 * held from here to the transaction's end: record last, after the work.
 */
export async function recordDeed(tx: Tx, deed: Deed): Promise<void> {
  await tx.execute(sql`insert into audit_entries (action, case_id, case_number, subject_id, compartment, reason, details)
    values (${deed.action}, ${deed.caseId ?? null}, ${deed.caseNumber ?? null}, ${deed.subjectId ?? null},
      ${deed.compartment ?? null}, ${deed.reason ?? null}, ${JSON.stringify(deed.details ?? {})})`);
}
