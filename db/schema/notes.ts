import { index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { cases } from "./cases.ts";
import { at, bytes, oneOf } from "./columns.ts";

/**
 * Who a note is for. `shared`: every desk on the case. `department`: the author's own department and the prosecutors
 * (police investigation notes are of this kind). `legal_aid`: the legal-aid desk alone. `shelter_address`: civil
 * affairs, those they share it with, and the prosecutors.
 */
export const compartments = ["shared", "department", "legal_aid", "shelter_address"] as const;
export type Compartment = (typeof compartments)[number];

/** Something an officer wrote on a case. Whoever is shut out of its compartment cannot tell that it exists. */
export const caseNotes = pgTable(
  "case_notes",
  {
    id: uuid("id").primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    compartment: text("compartment", { enum: compartments }).notNull(),
    /** The author's. */
    department: text("department").notNull(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "restrict" }),
    sealedText: bytes("sealed_text").notNull(),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    index("case_notes_case").on(table.caseId, table.createdAt),
    oneOf("case_notes_compartment_known", table.compartment, compartments),
  ],
);

/** A note of a compartment shown to one more department on the case. */
export const noteShares = pgTable(
  "note_shares",
  {
    noteId: uuid("note_id")
      .notNull()
      .references(() => caseNotes.id, { onDelete: "cascade" }),
    /** Filled in from the note by a trigger. */
    caseId: uuid("case_id").references(() => cases.id, { onDelete: "cascade" }),
    department: text("department").notNull(),
    /** The department that shares. */
    sharedFrom: text("shared_from").notNull(),
    sharedBy: uuid("shared_by")
      .notNull()
      .references(() => accounts.id, { onDelete: "restrict" }),
    sharedAt: at("shared_at").notNull(),
    until: at("until"),
  },
  (table) => [primaryKey({ columns: [table.noteId, table.department] })],
);
