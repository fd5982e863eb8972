import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { at, bytes, oneOf } from "./columns.ts";
import { reports } from "./reports.ts";

/** How somebody's report reached the desk that wrote it down for them. */
export const intakeChannels = ["telephone", "hotline", "paper", "in_person"] as const;
export type IntakeChannel = (typeof intakeChannels)[number];

/** Whether it was read back to them before it was filed, or why that could not be. `urgent`: on the urgent path. */
export const readBacks = ["confirmed", "corrected", "call_ended", "on_paper", "not_reached", "urgent"] as const;
export type ReadBack = (typeof readBacks)[number];

/**
 * 代为录入: a report taken by telephone, on paper, from the hotline or in person. Who heard it and what was noted beside
 * it can tell who called, so the row is read like the reporter's identity, and by the desk that took it.
 */
export const intakes = pgTable(
  "intakes",
  {
    reportId: uuid("report_id")
      .primaryKey()
      .references(() => reports.id, { onDelete: "restrict" }),
    /** The report's: what the desk that took it sees of it later. */
    number: text("number").notNull(),
    channel: text("channel", { enum: intakeChannels }).notNull(),
    heardAt: at("heard_at").notNull(),
    /** Who entered it; whoever heard it, where that was another, is named in the sealed record. */
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "restrict" }),
    department: text("department").notNull(),
    readBack: text("read_back", { enum: readBacks }).notNull(),
    /** Who heard it, the hotline's ticket, remarks beside the report (JSON), sealed. */
    sealedRecord: bytes("sealed_record").notNull(),
    filedAt: at("filed_at").notNull(),
  },
  (table) => [
    index("intakes_account").on(table.accountId, table.filedAt),
    oneOf("intakes_channel_known", table.channel, intakeChannels),
    oneOf("intakes_read_back_known", table.readBack, readBacks),
  ],
);
