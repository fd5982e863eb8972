import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { assignments } from "./assignments.ts";
import { cases } from "./cases.ts";
import { at, bytes, oneOf } from "./columns.ts";
import { reports } from "./reports.ts";

export const documentKinds = ["registration", "transfer_letter", "receipt_notice", "case_summary"] as const;
export type DocumentKind = (typeof documentKinds)[number];
export const withdrawalReasons = ["wrong_content", "wrong_recipient", "replaced", "other"] as const;
export type WithdrawalReason = (typeof withdrawalReasons)[number];

/** The office of a notice that a reporter takes from the receipt page: no desk wrote it. */
export const portalOffice = "portal";

/** An official form as it was issued: exactly what was printed, sealed. Printed again it is the same; issued anew it is another. */
export const documents = pgTable(
  "documents",
  {
    id: uuid("id").primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    /** The report it registers or whose receipt it confirms. */
    reportId: uuid("report_id").references(() => reports.id, { onDelete: "restrict" }),
    /** The work that was sent on, for a transfer letter. */
    assignmentId: uuid("assignment_id").references(() => assignments.id, { onDelete: "restrict" }),
    kind: text("kind", { enum: documentKinds }).notNull(),
    number: text("number").notNull().unique(),
    /** The issuing office. */
    department: text("department").notNull(),
    district: text("district").notNull(),
    year: integer("year").notNull(),
    /** Without gaps within kind, year and office. */
    serial: integer("serial").notNull(),
    recipientDepartment: text("recipient_department"),
    recipientDistrict: text("recipient_district"),
    /** Who issued it; null for what a reporter took from the receipt page. */
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "restrict" }),
    issuedAt: at("issued_at").notNull(),
    sealedContent: bytes("sealed_content").notNull(),
    /** SHA-256 of the content, which holds a random value of its own: it cannot be guessed from outside. */
    contentHash: bytes("content_hash").notNull(),
    /** The keyed hash of the verification code. */
    verificationHash: bytes("verification_hash").notNull().unique(),
    withdrawnAt: at("withdrawn_at"),
    withdrawnBy: uuid("withdrawn_by").references(() => accounts.id, { onDelete: "restrict" }),
    withdrawnReason: text("withdrawn_reason", { enum: withdrawalReasons }),
  },
  (table) => [
    uniqueIndex("documents_one_serial").on(table.kind, table.year, table.department, table.district, table.serial),
    index("documents_case").on(table.caseId, table.issuedAt),
    index("documents_report").on(table.reportId),
    oneOf("documents_kind_known", table.kind, documentKinds),
    oneOf("documents_withdrawal_known", table.withdrawnReason, withdrawalReasons),
    check(
      "documents_withdrawal_told",
      sql`(${table.withdrawnAt} is null) = (${table.withdrawnBy} is null) and (${table.withdrawnAt} is null) = (${table.withdrawnReason} is null)`,
    ),
    check(
      "documents_about_something",
      sql`case ${table.kind} when 'transfer_letter' then ${table.assignmentId} is not null and ${table.recipientDepartment} is not null and ${table.recipientDistrict} is not null
        when 'case_summary' then true else ${table.reportId} is not null end`,
    ),
  ],
);

/** The last serial given out within kind, year and office. Read and raised by the database's own function only. */
export const documentCounters = pgTable(
  "document_counters",
  {
    kind: text("kind", { enum: documentKinds }).notNull(),
    year: integer("year").notNull(),
    department: text("department").notNull(),
    district: text("district").notNull(),
    last: integer("last").notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.year, table.department, table.district] })],
);
