import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { assignments } from "./assignments.ts";
import { cases } from "./cases.ts";
import { at, bytes, oneOf } from "./columns.ts";

/** `monthly`: the children's director's 每月走访 of a child in the register. */
export const visitKinds = ["home", "monthly", "school", "placement"] as const;
export type VisitKind = (typeof visitKinds)[number];

/** What was found, in one word: nothing, something to watch, or danger. */
export const visitConcerns = ["none", "watch", "danger"] as const;
export type VisitConcern = (typeof visitConcerns)[number];

export const registerEnds = ["returned", "moved", "grown_up", "case_ended", "other"] as const;
export type RegisterEnd = (typeof registerEnds)[number];

/** 走访: somebody went and saw. Never edited; a further visit corrects it. */
export const visits = pgTable(
  "visits",
  {
    id: uuid("id").primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    kind: text("kind", { enum: visitKinds }).notNull(),
    visitedAt: at("visited_at").notNull(),
    department: text("department").notNull(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "restrict" }),
    childSeen: boolean("child_seen").notNull(),
    concern: text("concern", { enum: visitConcerns }).notNull(),
    /** Who went, what was found on each topic, what comes next (JSON), sealed. */
    sealedFindings: bytes("sealed_findings").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    index("visits_case").on(table.caseId, table.visitedAt),
    oneOf("visits_kind_known", table.kind, visitKinds),
    oneOf("visits_concern_known", table.concern, visitConcerns),
  ],
);

/** The child is in the register of children in difficulty (困境儿童台账): visited every month until it ends. */
export const registerEntries = pgTable(
  "register_entries",
  {
    id: uuid("id").primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    /** Whose clock of the monthly visit runs; it moves with the work. */
    assignmentId: uuid("assignment_id")
      .notNull()
      .references(() => assignments.id, { onDelete: "restrict" }),
    enteredBy: uuid("entered_by")
      .notNull()
      .references(() => accounts.id, { onDelete: "restrict" }),
    enteredAt: at("entered_at").notNull(),
    endedBy: uuid("ended_by").references(() => accounts.id, { onDelete: "restrict" }),
    endedAt: at("ended_at"),
    end: text("end_reason", { enum: registerEnds }),
  },
  (table) => [
    uniqueIndex("register_entries_one_open").on(table.assignmentId).where(sql`ended_at is null`),
    oneOf("register_entries_end_known", table.end, registerEnds),
    check(
      "register_entries_ended_whole",
      sql`(${table.endedAt} is null) = (${table.endedBy} is null) and (${table.endedAt} is null) = (${table.end} is null)`,
    ),
  ],
);
