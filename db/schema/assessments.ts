import { index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { cases, urgencies } from "./cases.ts";
import { at, bytes, oneOf } from "./columns.ts";

/**
 * 评估: what an officer found out about the child's safety, what the edition proposed from it, and what the officer
 * decided. Never changed: a later one supersedes it. Answers, words and reasons are sealed; what is in clear are the
 * codes that other work goes by.
 */
export const assessments = pgTable(
  "assessments",
  {
    id: uuid("id").primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    /** 1 for the first of its case. Two officers who begin from the same one cannot both become the next. */
    ordinal: integer("ordinal").notNull(),
    edition: text("edition").notNull(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "restrict" }),
    department: text("department").notNull(),
    madeAt: at("made_at").notNull(),
    urgencyBefore: text("urgency_before", { enum: urgencies }).notNull(),
    proposedUrgency: text("proposed_urgency", { enum: urgencies }).notNull(),
    decidedUrgency: text("decided_urgency", { enum: urgencies }).notNull(),
    /** Kinds of the edition's catalogue. */
    proposedInterventions: text("proposed_interventions").array().notNull(),
    decidedInterventions: text("decided_interventions").array().notNull(),
    /** Answers, injuries, words, the whole proposal with its reasons, and the officer's reason for another decision. */
    sealedContent: bytes("sealed_content").notNull(),
  },
  (table) => [
    uniqueIndex("assessments_in_order").on(table.caseId, table.ordinal),
    index("assessments_account").on(table.accountId),
    oneOf("assessments_urgency_before_known", table.urgencyBefore, urgencies),
    oneOf("assessments_proposed_urgency_known", table.proposedUrgency, urgencies),
    oneOf("assessments_decided_urgency_known", table.decidedUrgency, urgencies),
  ],
);
