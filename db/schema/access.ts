import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { cases } from "./cases.ts";
import { at, bytes, oneOf } from "./columns.ts";
import { reports } from "./reports.ts";

/** What a row of `personal_access` opens to, or shuts for, one account. */
export const personalAccessKinds = ["emergency", "recused", "reporter_identity"] as const;

/**
 * What is open to one person beyond their desk, or shut to them within it: ids and moments only. Kept by triggers on
 * `emergency_accesses`, `recusals` and `identity_requests`; policies look here, as they look in `case_access`.
 */
export const personalAccess = pgTable(
  "personal_access",
  {
    accountId: uuid("account_id").notNull(),
    kind: text("kind", { enum: personalAccessKinds }).notNull(),
    /** A case, or for `reporter_identity` a report. */
    subjectId: uuid("subject_id").notNull(),
    /** Null: until it is taken back. */
    until: at("until"),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.kind, table.subjectId] }),
    oneOf("personal_access_kind_known", table.kind, personalAccessKinds),
  ],
);

export const emergencyReasons = [
  "child_in_danger_now",
  "child_found_elsewhere",
  "request_of_another_authority",
  "sealed_case_needed",
  "other",
] as const;

/**
 * 紧急调阅: an officer outside a case opens it for one hour. Told at once to the leads on the case and to the auditor.
 * The same officer opens the same case again only after the auditor has looked at the last time.
 */
export const emergencyAccesses = pgTable(
  "emergency_accesses",
  {
    id: uuid("id").primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    caseNumber: text("case_number").notNull(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "restrict" }),
    department: text("department").notNull(),
    reason: text("reason", { enum: emergencyReasons }).notNull(),
    /** In the officer's words, sealed under the installation's oversight key: leads on the case and auditors read it. */
    sealedReason: bytes("sealed_reason").notNull(),
    openedAt: at("opened_at").notNull(),
    expiresAt: at("expires_at").notNull(),
    reviewedBy: uuid("reviewed_by").references(() => accounts.id, { onDelete: "restrict" }),
    reviewedAt: at("reviewed_at"),
    outcome: text("outcome", { enum: ["justified", "unjustified"] }),
    sealedReview: bytes("sealed_review"),
  },
  (table) => [
    uniqueIndex("emergency_accesses_one_unreviewed").on(table.caseId, table.accountId).where(sql`reviewed_at is null`),
    index("emergency_accesses_waiting").on(table.openedAt).where(sql`reviewed_at is null`),
    oneOf("emergency_accesses_reason_known", table.reason, emergencyReasons),
    check(
      "emergency_accesses_one_hour",
      sql`${table.expiresAt} > ${table.openedAt} and ${table.expiresAt} <= ${table.openedAt} + interval '1 hour'`,
    ),
  ],
);

export const recusalReasons = ["related_to_party", "interest_in_outcome", "knows_party", "other"] as const;

/** 回避: an officer who steps out of a case or is kept out. While it lasts the case is absent for them. */
export const recusals = pgTable(
  "recusals",
  {
    id: uuid("id").primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "restrict" }),
    department: text("department").notNull(),
    reason: text("reason", { enum: recusalReasons }).notNull(),
    /** Sealed under the installation's oversight key. */
    sealedReason: bytes("sealed_reason").notNull(),
    /** The officer themself, or the lead who keeps them out. */
    recordedBy: uuid("recorded_by")
      .notNull()
      .references(() => accounts.id, { onDelete: "restrict" }),
    recordedAt: at("recorded_at").notNull(),
    /** Who took the work over; null where it lies with the whole desk. */
    successorId: uuid("successor_id").references(() => accounts.id, { onDelete: "restrict" }),
    endedAt: at("ended_at"),
    endedBy: uuid("ended_by").references(() => accounts.id, { onDelete: "restrict" }),
  },
  (table) => [
    uniqueIndex("recusals_one_open").on(table.caseId, table.accountId).where(sql`ended_at is null`),
    oneOf("recusals_reason_known", table.reason, recusalReasons),
  ],
);

export const identityRequestReasons = [
  "call_back",
  "protect_reporter",
  "confirm_facts",
  "thank_or_train",
  "other",
] as const;
export const identityRequestLevels = ["procuratorate_lead", "coordinator"] as const;

/** A department that may not know who reported asks to. Somebody of another role decides; it opens for one officer. */
export const identityRequests = pgTable(
  "identity_requests",
  {
    id: uuid("id").primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    reportId: uuid("report_id")
      .notNull()
      .references(() => reports.id, { onDelete: "restrict" }),
    district: text("district").notNull(),
    requestedBy: uuid("requested_by")
      .notNull()
      .references(() => accounts.id, { onDelete: "restrict" }),
    department: text("department").notNull(),
    /** Who decides: a lead of the procuratorate for an officer, the coordinator for a lead. */
    level: text("level", { enum: identityRequestLevels }).notNull(),
    reason: text("reason", { enum: identityRequestReasons }).notNull(),
    /** Sealed under the installation's oversight key. */
    sealedReason: bytes("sealed_reason").notNull(),
    requestedAt: at("requested_at").notNull(),
    outcome: text("outcome", { enum: ["granted", "refused"] }),
    decidedBy: uuid("decided_by").references(() => accounts.id, { onDelete: "restrict" }),
    decidedAt: at("decided_at"),
    sealedDecision: bytes("sealed_decision"),
    /** Until when it is open, once granted. */
    expiresAt: at("expires_at"),
    /** When the officer first opened it; the receipt tells the reporter. */
    openedAt: at("opened_at"),
  },
  (table) => [
    uniqueIndex("identity_requests_one_open").on(table.reportId, table.requestedBy).where(sql`decided_at is null`),
    index("identity_requests_waiting")
      .on(table.level, table.district, table.requestedAt)
      .where(sql`decided_at is null`),
    index("identity_requests_case").on(table.caseId),
    oneOf("identity_requests_reason_known", table.reason, identityRequestReasons),
    oneOf("identity_requests_level_known", table.level, identityRequestLevels),
    check(
      "identity_requests_limited",
      sql`${table.expiresAt} is null or ${table.expiresAt} <= ${table.decidedAt} + interval '72 hours'`,
    ),
  ],
);

/**
 * Each time somebody opened who reported: which office, when and why, for the reporter's own receipt. Which person it
 * was stands on the audit trail.
 */
export const identityOpenings = pgTable(
  "identity_openings",
  {
    id: uuid("id").primaryKey(),
    reportId: uuid("report_id")
      .notNull()
      .references(() => reports.id, { onDelete: "restrict" }),
    department: text("department").notNull(),
    reason: text("reason", { enum: identityRequestReasons }).notNull(),
    openedAt: at("opened_at").notNull(),
  },
  (table) => [
    index("identity_openings_report").on(table.reportId, table.openedAt),
    oneOf("identity_openings_reason_known", table.reason, identityRequestReasons),
  ],
);
