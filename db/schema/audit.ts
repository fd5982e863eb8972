import { bigint, date, index, pgTable, smallint, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { at, bytes, oneOf } from "./columns.ts";
import { compartments } from "./notes.ts";

/**
 * The audit trail. Everything but what was done is filled in by a trigger, from the actor of the transaction and the
 * entry before: nobody writes an entry in another's name, and no entry fits in between afterwards. Codes and ids only;
 * no foreign keys, so that the chain outlives what it speaks of.
 */
export const auditEntries = pgTable(
  "audit_entries",
  {
    seq: bigint("seq", { mode: "number" }).primaryKey(),
    at: at("at").notNull(),
    actorKind: text("actor_kind").notNull(),
    accountId: uuid("account_id"),
    department: text("department"),
    /** The job, where the portal acted for itself. */
    job: text("job"),
    action: text("action").notNull(),
    caseId: uuid("case_id"),
    caseNumber: text("case_number"),
    /** What it was done to: a report, a note, a file, an account. */
    subjectId: uuid("subject_id"),
    /** Set where the entry speaks of a compartment: only those inside it may read the entry. */
    compartment: text("compartment", { enum: compartments }),
    /** The code of the reason that was given, or of the rule that allowed or refused it. */
    reason: text("reason"),
    /** A JSON object of codes and numbers, as text, so that its bytes are what the chain covers. */
    details: text("details").notNull().default("{}"),
    previousHash: bytes("previous_hash").notNull(),
    hash: bytes("hash").notNull(),
  },
  (table) => [
    index("audit_entries_case").on(table.caseId, table.seq),
    index("audit_entries_number").on(table.caseNumber, table.seq),
    index("audit_entries_account").on(table.accountId, table.seq),
    index("audit_entries_action").on(table.action, table.seq),
    index("audit_entries_at").on(table.at),
  ],
);

/** Where the chain ends: one row. */
export const auditHead = pgTable("audit_head", {
  one: smallint("one").primaryKey(),
  seq: bigint("seq", { mode: "number" }).notNull(),
  hash: bytes("hash").notNull(),
});

/** The end of the chain as it was on a day, signed with the portal's key: it can be published, for it says nothing. */
export const auditDayHeads = pgTable("audit_day_heads", {
  day: date("day").primaryKey(),
  seq: bigint("seq", { mode: "number" }).notNull(),
  hash: bytes("hash").notNull(),
  signature: bytes("signature").notNull(),
  signedAt: at("signed_at").notNull(),
});

/** What can be wrong with a chain, see `app/audit/chain.ts`. */
export const chainFaults = [
  "changed",
  "removed",
  "inserted",
  "moved",
  "unlinked",
  "head_differs",
  "tail_removed",
  "day_differs",
  "day_unsigned",
] as const;
export type ChainFault = (typeof chainFaults)[number];

/** One check of the whole chain: asked for by an auditor, or begun by itself every night. */
export const auditVerifications = pgTable(
  "audit_verifications",
  {
    id: uuid("id").primaryKey(),
    /** Null where it began by itself. */
    requestedBy: uuid("requested_by").references(() => accounts.id, { onDelete: "restrict" }),
    requestedAt: at("requested_at").notNull(),
    startedAt: at("started_at"),
    /** Where the chain ended when the check began, and how many entries were checked so far. */
    upToSeq: bigint("up_to_seq", { mode: "number" }),
    checked: bigint("checked", { mode: "number" }).notNull().default(0),
    finishedAt: at("finished_at"),
    /** Set where something was found: what, at which entry, against which day's head. */
    fault: text("fault", { enum: chainFaults }),
    faultSeq: bigint("fault_seq", { mode: "number" }),
    faultDay: date("fault_day"),
  },
  (table) => [
    index("audit_verifications_latest").on(table.requestedAt),
    oneOf("audit_verifications_fault_known", table.fault, chainFaults),
  ],
);
