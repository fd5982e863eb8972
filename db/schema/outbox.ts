import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, smallint, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { at } from "./columns.ts";

/** A promised job: written in the transaction that makes it necessary, carried to the queue afterwards. Ids only. */
export const outbox = pgTable(
  "outbox",
  {
    id: uuid("id").primaryKey(),
    kind: text("kind").notNull(),
    payload: jsonb("payload").$type<Record<string, unknown>>().notNull(),
    /** BullMQ's order: 1 before 2. */
    priority: smallint("priority").notNull().default(10),
    createdAt: at("created_at").notNull().default(sql`now()`),
    availableAt: at("available_at").notNull().default(sql`now()`),
    relayedAt: at("relayed_at"),
    doneAt: at("done_at"),
    attempts: integer("attempts").notNull().default(0),
    failedAt: at("failed_at"),
    /** The class of the last error. Never its message: that could quote content. */
    failure: text("failure"),
  },
  (table) => [
    index("outbox_waiting").on(table.priority, table.availableAt).where(sql`relayed_at is null and failed_at is null`),
    index("outbox_undone")
      .on(table.relayedAt)
      .where(sql`relayed_at is not null and done_at is null and failed_at is null`),
  ],
);

/** A mail owed to an account. One per thing and person, however often a job runs. */
export const notices = pgTable(
  "notices",
  {
    id: uuid("id").primaryKey(),
    kind: text("kind").notNull(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    /** What it is about: an assignment or a case. */
    subjectId: uuid("subject_id").notNull(),
    caseNumber: text("case_number").notNull(),
    createdAt: at("created_at").notNull().default(sql`now()`),
    sentAt: at("sent_at"),
  },
  (table) => [uniqueIndex("notices_once").on(table.kind, table.accountId, table.subjectId)],
);
