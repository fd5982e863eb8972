import { sql } from "drizzle-orm";
import { check, date, foreignKey, index, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { assignments } from "./assignments.ts";
import { at, bytes, oneOf } from "./columns.ts";
import { reports } from "./reports.ts";

export const messageAuthors = ["reporter", "desk", "coordinator"] as const;
/** `word`: something told without a question. `wrong_department`: the reporter says that the report went astray. */
export const messageKinds = ["question", "word", "answer", "message", "wrong_department"] as const;
export type MessageKind = (typeof messageKinds)[number];

/**
 * What a reporter and the desks on the case write to each other, one thread a report. Never edited. Who reads the report
 * reads its thread; a coordinator reads only what says that a report went astray, and their own answers to it.
 */
export const reportMessages = pgTable(
  "report_messages",
  {
    id: uuid("id").primaryKey(),
    reportId: uuid("report_id")
      .notNull()
      .references(() => reports.id, { onDelete: "restrict" }),
    /** The case's district when it was written: the coordinator's scope. */
    district: text("district").notNull(),
    author: text("author", { enum: messageAuthors }).notNull(),
    kind: text("kind", { enum: messageKinds }).notNull(),
    /** The desk's that wrote; the reporter is told this and never which person it was. */
    department: text("department"),
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "restrict" }),
    inReplyTo: uuid("in_reply_to"),
    /** Which department the reporter holds to be the wrong one. */
    aboutDepartment: text("about_department"),
    sealedText: bytes("sealed_text").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    index("report_messages_report").on(table.reportId, table.createdAt),
    index("report_messages_astray").on(table.district, table.createdAt).where(sql`kind = 'wrong_department'`),
    unique("report_messages_of_report").on(table.id, table.reportId),
    foreignKey({
      name: "report_messages_reply_in_thread",
      columns: [table.inReplyTo, table.reportId],
      foreignColumns: [table.id, table.reportId],
    }).onDelete("cascade"),
    oneOf("report_messages_author_known", table.author, messageAuthors),
    oneOf("report_messages_kind_known", table.kind, messageKinds),
    check(
      "report_messages_author_fits",
      sql`case ${table.author}
        when 'reporter' then ${table.kind} in ('answer', 'message', 'wrong_department') and ${table.accountId} is null and ${table.department} is null
        when 'desk' then ${table.kind} in ('question', 'word') and ${table.accountId} is not null and ${table.department} is not null
        else ${table.kind} = 'word' and ${table.accountId} is not null and ${table.inReplyTo} is not null end`,
    ),
    check(
      "report_messages_about_fits",
      sql`(${table.aboutDepartment} is not null) = (${table.kind} = 'wrong_department')`,
    ),
    check("report_messages_answer_fits", sql`${table.kind} <> 'answer' or ${table.inReplyTo} is not null`),
  ],
);

export const resultOutcomes = [
  "under_review",
  "verifying",
  "case_filed",
  "public_order_filed",
  "not_filed",
  "notice_served",
  "handed_over",
  "before_prosecution",
  "handling",
  "protected",
  "concluded",
] as const;
export type ResultOutcome = (typeof resultOutcomes)[number];

/** What a department told the reporter of one report, as a code. Never edited: a correction is a further row. */
export const reportResults = pgTable(
  "report_results",
  {
    id: uuid("id").primaryKey(),
    reportId: uuid("report_id")
      .notNull()
      .references(() => reports.id, { onDelete: "restrict" }),
    assignmentId: uuid("assignment_id")
      .notNull()
      .references(() => assignments.id, { onDelete: "restrict" }),
    department: text("department").notNull(),
    outcome: text("outcome", { enum: resultOutcomes }).notNull(),
    /** The day it was decided or done, in Beijing. */
    decidedOn: date("decided_on", { mode: "string" }).notNull(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "restrict" }),
    toldAt: at("told_at").notNull(),
    /** The row that this one corrects. */
    replacesId: uuid("replaces_id"),
  },
  (table) => [
    index("report_results_report").on(table.reportId, table.toldAt),
    index("report_results_assignment").on(table.assignmentId),
    unique("report_results_of_department").on(table.id, table.reportId, table.department),
    uniqueIndex("report_results_corrected_once").on(table.replacesId),
    foreignKey({
      name: "report_results_corrects_own",
      columns: [table.replacesId, table.reportId, table.department],
      foreignColumns: [table.id, table.reportId, table.department],
    }).onDelete("restrict"),
    oneOf("report_results_outcome_known", table.outcome, resultOutcomes),
  ],
);

export const reporterNoticeKinds = ["question", "word", "result", "retaliation"] as const;

/** A letter owed to a reporter who left an address: one a thing. Only the worker, who sends it, reads it. */
export const reporterNotices = pgTable(
  "reporter_notices",
  {
    id: uuid("id").primaryKey(),
    reportId: uuid("report_id")
      .notNull()
      .references(() => reports.id, { onDelete: "restrict" }),
    kind: text("kind", { enum: reporterNoticeKinds }).notNull(),
    /** The message, the result, or the entry that it is about. */
    subjectId: uuid("subject_id").notNull(),
    createdAt: at("created_at").notNull(),
    sentAt: at("sent_at"),
  },
  (table) => [
    uniqueIndex("reporter_notices_once").on(table.kind, table.subjectId),
    oneOf("reporter_notices_kind_known", table.kind, reporterNoticeKinds),
  ],
);
