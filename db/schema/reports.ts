import { boolean, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { accounts, units } from "./accounts.ts";
import { cases, urgencies } from "./cases.ts";
import { at, bytes, oneOf } from "./columns.ts";

export const reportChannels = ["web", "api", "operator"] as const;

/**
 * A report being written. Answers are sealed under the draft's own data key; the browser holds a token, the reporter
 * an eight-character code, the database only their keyed hashes. No officer can read it. Deleted after seven days.
 */
export const drafts = pgTable(
  "drafts",
  {
    id: uuid("id").primaryKey(),
    tokenHash: bytes("token_hash").notNull().unique(),
    codeHash: bytes("code_hash").notNull().unique(),
    /** The report's id is fixed when the draft begins: filing twice finds the same report. */
    reportId: uuid("report_id").notNull().unique(),
    edition: text("edition").notNull(),
    wrappedKey: bytes("wrapped_key").notNull(),
    masterKeyId: text("master_key_id").notNull(),
    sealedAnswers: bytes("sealed_answers"),
    /** Raised at each save; a page saved over a newer version is told so instead of overwriting it. */
    version: integer("version").notNull().default(0),
    createdAt: at("created_at").notNull(),
    savedAt: at("saved_at").notNull(),
    expiresAt: at("expires_at").notNull(),
    filedAt: at("filed_at"),
  },
  (table) => [index("drafts_expires").on(table.expiresAt)],
);

/** What a reporter filed. Never edited afterwards (a trigger sees to it); only supplemented. */
export const reports = pgTable(
  "reports",
  {
    id: uuid("id").primaryKey(),
    number: text("number").notNull().unique(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    edition: text("edition").notNull(),
    channel: text("channel", { enum: reportChannels }).notNull(),
    profession: text("profession").notNull(),
    /** As the rules set it when this report was filed; the case may since have become more urgent. */
    urgency: text("urgency", { enum: urgencies }).notNull(),
    situations: text("situations").array().notNull(),
    urgentPath: boolean("urgent_path").notNull().default(false),
    /** The whole report but for the reporter's identity, as filed (JSON of the contract), sealed. */
    sealedContent: bytes("sealed_content").notNull(),
    /** Same content filed again under the same key (draft or Idempotency-Key) is the same report. */
    idempotencyHash: bytes("idempotency_hash").notNull().unique(),
    contentHash: bytes("content_hash").notNull(),
    filedAt: at("filed_at").notNull(),
    routedAt: at("routed_at"),
  },
  (table) => [
    index("reports_case").on(table.caseId),
    oneOf("reports_channel_known", table.channel, reportChannels),
    oneOf("reports_urgency_known", table.urgency, urgencies),
  ],
);

/**
 * Which unit a report came from. Apart from the report, because a unit can be one person: police and prosecutors on the
 * case read it, and the unit's own lead, who sees number and moments here and nothing of the report itself.
 */
export const unitReports = pgTable(
  "unit_reports",
  {
    reportId: uuid("report_id")
      .primaryKey()
      .references(() => reports.id, { onDelete: "restrict" }),
    unitId: uuid("unit_id")
      .notNull()
      .references(() => units.id, { onDelete: "restrict" }),
    /** Set when it was filed by somebody signed in for the unit. */
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "restrict" }),
    number: text("number").notNull(),
    filedAt: at("filed_at").notNull(),
  },
  (table) => [
    index("unit_reports_unit").on(table.unitId, table.filedAt),
    index("unit_reports_account").on(table.accountId, table.filedAt),
  ],
);

/** Who reported. Apart from the report, because fewer may read it. */
export const reporterIdentities = pgTable("reporter_identities", {
  reportId: uuid("report_id")
    .primaryKey()
    .references(() => reports.id, { onDelete: "restrict" }),
  sealedIdentity: bytes("sealed_identity").notNull(),
});

/** What the reporter added later. */
export const supplements = pgTable(
  "supplements",
  {
    id: uuid("id").primaryKey(),
    reportId: uuid("report_id")
      .notNull()
      .references(() => reports.id, { onDelete: "restrict" }),
    sealedText: bytes("sealed_text").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (table) => [index("supplements_report").on(table.reportId, table.createdAt)],
);

/**
 * The reporter's key to their own report. Holds no case content: the keyed hash of the 16-digit code, and the signed
 * proof of having reported, which names no child.
 */
export const receipts = pgTable("receipts", {
  reportId: uuid("report_id")
    .primaryKey()
    .references(() => reports.id, { onDelete: "restrict" }),
  codeHash: bytes("code_hash").notNull().unique(),
  proof: text("proof").notNull(),
  createdAt: at("created_at").notNull(),
  savedAt: at("saved_at"),
});

/** The routing of one report, byte for byte as decided: replaying it on its stored facts gives the same text. */
export const routingDecisions = pgTable(
  "routing_decisions",
  {
    id: uuid("id").primaryKey(),
    reportId: uuid("report_id")
      .notNull()
      .unique()
      .references(() => reports.id, { onDelete: "restrict" }),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    edition: text("edition").notNull(),
    decision: text("decision").notNull(),
    /** Informed beside the lead district; kept here so that a page need not parse the decision. */
    informedDistricts: jsonb("informed_districts").$type<string[]>().notNull(),
    decidedAt: at("decided_at").notNull(),
  },
  (table) => [index("routing_decisions_case").on(table.caseId)],
);
