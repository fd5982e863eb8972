import { sql } from "drizzle-orm";
import { boolean, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { assignments } from "./assignments.ts";
import { cases } from "./cases.ts";
import { at, bytes, oneOf } from "./columns.ts";

/** A queue's filters under a name, kept by one officer for themself. At most one of them opens with the desk. */
export const savedViews = pgTable(
  "saved_views",
  {
    id: uuid("id").primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** The queue's address without its path: codes that are checked again when it is read. */
    query: text("query").notNull(),
    isDefault: boolean("is_default").notNull().default(false),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    uniqueIndex("saved_views_named").on(table.accountId, table.name),
    uniqueIndex("saved_views_one_default").on(table.accountId).where(sql`is_default`),
  ],
);

export const movementKinds = ["transfer", "return", "recall", "joint"] as const;
export type MovementKind = (typeof movementKinds)[number];

/** Work that went from one desk to another, and the words that were given for it. Who holds it now, assignments say. */
export const movements = pgTable(
  "movements",
  {
    id: uuid("id").primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    assignmentId: uuid("assignment_id")
      .notNull()
      .references(() => assignments.id, { onDelete: "restrict" }),
    successorId: uuid("successor_id").notNull(),
    kind: text("kind", { enum: movementKinds }).notNull(),
    fromDepartment: text("from_department").notNull(),
    fromDistrict: text("from_district").notNull(),
    toDepartment: text("to_department").notNull(),
    toDistrict: text("to_district").notNull(),
    sealedReason: bytes("sealed_reason").notNull(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "restrict" }),
    at: at("at").notNull(),
  },
  (table) => [
    index("movements_case").on(table.caseId, table.at),
    oneOf("movements_kind_known", table.kind, movementKinds),
  ],
);
