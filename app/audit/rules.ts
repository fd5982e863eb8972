/**
 * What the audit trail knows: one word a deed, under the kind by which the trail is looked through. Each word has its
 * sentence in `app/copy`, audit.
 */
export const actionGroups = {
  identities: [
    "identities_opened",
    "reporter_identity_opened",
    "identity_requested",
    "identity_granted",
    "identity_refused",
  ],
  emergency: ["emergency_opened", "emergency_refused", "emergency_reviewed", "emergency_page_read"],
  notes: ["officer_recused", "recusal_ended", "recusal_reason_read", "note_written", "note_shared", "note_share_ended"],
  inquiries: ["inquiry_asked", "inquiry_answered", "inquiry_withdrawn"],
  evidence: ["evidence_added", "evidence_opened", "evidence_preview_opened", "evidence_refused", "evidence_damaged"],
  reporters: [
    "reporter_asked",
    "result_told",
    "retaliation_recorded",
    "retaliation_read",
    "retaliation_taken",
    "retaliation_answered",
    "retaliation_ended",
  ],
  exports: ["case_exported", "audit_exported"],
  documents: [
    "document_issued",
    "document_opened",
    "document_downloaded",
    "document_withdrawn",
    "document_check_refused",
  ],
  cases: [
    "meeting_planned",
    "meeting_held",
    "meeting_cancelled",
    "meeting_task_done",
    "intervention_proposed",
    "intervention_approved",
    "intervention_declined",
    "intervention_withdrawn",
    "intervention_started",
    "intervention_step",
    "intervention_reviewed",
    "intervention_ended",
    "visit_recorded",
    "child_registered",
    "child_left_register",
    "case_sealed",
    "case_destroyed",
    "assessment_recorded",
    "case_held",
    "case_released",
    "match_compared",
    "join_decided",
    "join_undo_decided",
    "kept_apart",
    "apart_withdrawn",
    "cases_joined",
    "join_undone",
  ],
  accounts: [
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
  ],
  searches: ["cases_searched"],
  keys: ["keys_rotated"],
  refusals: ["access_refused"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ActionGroup = keyof typeof actionGroups;
export const actionGroupNames = Object.keys(actionGroups).filter((name): name is ActionGroup => name in actionGroups);

export type AuditAction = (typeof actionGroups)[ActionGroup][number];

/** Attempts that somebody or something turned away. */
export const refusedActions: readonly AuditAction[] = [
  "access_refused",
  "sign_in_refused",
  "second_factor_refused",
  "emergency_refused",
  "evidence_refused",
  "document_check_refused",
];

/** What is asked about when one asks who has looked at a case: its people, its reporter, its evidence. */
export const lookingActions: readonly AuditAction[] = [
  "match_compared",
  "identities_opened",
  "reporter_identity_opened",
  "emergency_opened",
  "emergency_page_read",
  "evidence_opened",
  "evidence_preview_opened",
  "case_exported",
  "document_opened",
  "document_downloaded",
];

/**
 * An address with whatever is particular about it taken out: `/cases/:` for any case's. Only words that pages of ours
 * are called by are left, so that no name or number gets onto the trail by being typed.
 */
export function addressPattern(pathname: string): string {
  const page = pathname.replace(/\.data$/, "");
  if (page === "/" || page === "/_root") return "/";
  return page
    .split("/")
    .map((part) => (part === "" || /^[a-z]{1,16}(-[a-z]{1,16}){0,2}$/.test(part) ? part : ":"))
    .join("/")
    .slice(0, 100);
}

/** A check of the chain that has not come to its end for so long is no longer waited for. */
export const checkPatienceMs = 60 * 60_000;
