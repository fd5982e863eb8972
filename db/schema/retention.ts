import { sql } from "drizzle-orm";
import { index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { cases } from "./cases.ts";
import { at, bytes, oneOf } from "./columns.ts";

export const holdReasons = ["court_case", "supervision", "complaint", "request_of_authority", "other"] as const;

/** 留置: as long as one is open, nothing of the case is sealed away or destroyed. */
export const caseHolds = pgTable(
  "case_holds",
  {
    id: uuid("id").primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "restrict" }),
    department: text("department").notNull(),
    reason: text("reason", { enum: holdReasons }).notNull(),
    sealedReason: bytes("sealed_reason").notNull(),
    placedAt: at("placed_at").notNull(),
    releasedAt: at("released_at"),
    releasedBy: uuid("released_by").references(() => accounts.id, { onDelete: "restrict" }),
  },
  (table) => [
    uniqueIndex("case_holds_one_a_department").on(table.caseId, table.department).where(sql`released_at is null`),
    index("case_holds_case").on(table.caseId),
    oneOf("case_holds_reason_known", table.reason, holdReasons),
  ],
);
