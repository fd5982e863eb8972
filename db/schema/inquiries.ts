import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { cases } from "./cases.ts";
import { at, bytes, oneOf } from "./columns.ts";

export const inquiryStates = ["open", "answered", "withdrawn"] as const;
export type InquiryState = (typeof inquiryStates)[number];

/**
 * 协查询问: one department on a case asks another one something. Only these two and the prosecutors read it. It is
 * answered or withdrawn once, and never changed afterwards.
 */
export const inquiries = pgTable(
  "inquiries",
  {
    id: uuid("id").primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    askedBy: uuid("asked_by")
      .notNull()
      .references(() => accounts.id, { onDelete: "restrict" }),
    fromDepartment: text("from_department").notNull(),
    toDepartment: text("to_department").notNull(),
    /** Of the asked desk, for its list; the case may have moved on since. */
    toDistrict: text("to_district").notNull(),
    state: text("state", { enum: inquiryStates }).notNull(),
    sealedQuestion: bytes("sealed_question").notNull(),
    askedAt: at("asked_at").notNull(),
    sealedAnswer: bytes("sealed_answer"),
    /** Who answered or withdrew it, and when. */
    endedBy: uuid("ended_by").references(() => accounts.id, { onDelete: "restrict" }),
    endedAt: at("ended_at"),
  },
  (table) => [
    index("inquiries_case").on(table.caseId, table.askedAt),
    index("inquiries_open").on(table.toDepartment, table.toDistrict, table.askedAt).where(sql`state = 'open'`),
    oneOf("inquiries_state_known", table.state, inquiryStates),
    check("inquiries_between_two", sql`${table.fromDepartment} <> ${table.toDepartment}`),
    check(
      "inquiries_ended_whole",
      sql`(${table.state} = 'open') = (${table.endedAt} is null) and (${table.endedAt} is null) = (${table.endedBy} is null)
        and (${table.state} = 'answered') = (${table.sealedAnswer} is not null)`,
    ),
  ],
);
