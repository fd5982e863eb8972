import { sql } from "drizzle-orm";
import { check, date, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { at, bytes, oneOf } from "./columns.ts";
import { reports } from "./reports.ts";

export const retaliationSources = ["employer", "suspect_side", "other"] as const;
export const retaliationKinds = [
  "dismissed",
  "punished",
  "moved_or_paid_less",
  "threatened",
  "identity_leaked",
  "obstructed",
  "other",
] as const;
export const retaliationContacts = ["receipt_only", "call", "write"] as const;
export const retaliationStates = ["opened", "taken", "ended"] as const;
export const retaliationOutcomes = ["remedied", "handed_over", "not_found", "not_wished"] as const;

/**
 * 打击报复: what befell a reporter for having reported. A matter of its own, of the district's prosecutors alone: no desk
 * on the case, no coordinator, and above all nobody of the unit can tell that it exists. Its clock is kept here, since
 * the clocks of a case are seen by all its desks.
 */
export const retaliations = pgTable(
  "retaliations",
  {
    id: uuid("id").primaryKey(),
    number: text("number").notNull().unique(),
    reportId: uuid("report_id")
      .notNull()
      .references(() => reports.id, { onDelete: "restrict" }),
    source: text("source", { enum: retaliationSources }).notNull(),
    kind: text("kind", { enum: retaliationKinds }).notNull(),
    happenedOn: date("happened_on", { mode: "string" }),
    contact: text("contact", { enum: retaliationContacts }).notNull(),
    /** Under the installation's own key for these matters: a case's key does not open it. */
    sealedText: bytes("sealed_text").notNull(),
    state: text("state", { enum: retaliationStates }).notNull(),
    edition: text("edition").notNull(),
    openedAt: at("opened_at").notNull(),
    /** Until when it is to be taken up; null where a calendar is not published. */
    dueAt: at("due_at"),
    takenAt: at("taken_at"),
    takenBy: uuid("taken_by").references(() => accounts.id, { onDelete: "restrict" }),
    endedAt: at("ended_at"),
    endedBy: uuid("ended_by").references(() => accounts.id, { onDelete: "restrict" }),
    outcome: text("outcome", { enum: retaliationOutcomes }),
  },
  (table) => [
    index("retaliations_report").on(table.reportId),
    index("retaliations_open").on(table.openedAt).where(sql`state <> 'ended'`),
    oneOf("retaliations_source_known", table.source, retaliationSources),
    oneOf("retaliations_kind_known", table.kind, retaliationKinds),
    oneOf("retaliations_contact_known", table.contact, retaliationContacts),
    oneOf("retaliations_state_known", table.state, retaliationStates),
    oneOf("retaliations_outcome_known", table.outcome, retaliationOutcomes),
    check(
      "retaliations_state_told",
      sql`(${table.state} = 'opened') = (${table.takenAt} is null) and (${table.takenAt} is null) = (${table.takenBy} is null)
        and (${table.state} = 'ended') = (${table.endedAt} is not null) and (${table.endedAt} is null) = (${table.outcome} is null)
        and (${table.endedAt} is null) = (${table.endedBy} is null)`,
    ),
  ],
);

/** What the reporter adds to such a matter, and what the prosecutors answer. Never edited. */
export const retaliationEntries = pgTable(
  "retaliation_entries",
  {
    id: uuid("id").primaryKey(),
    retaliationId: uuid("retaliation_id")
      .notNull()
      .references(() => retaliations.id, { onDelete: "restrict" }),
    /** Null: the reporter's. */
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "restrict" }),
    sealedText: bytes("sealed_text").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (table) => [index("retaliation_entries_matter").on(table.retaliationId, table.createdAt)],
);
