import { sql } from "drizzle-orm";
import { bigint, check, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { cases } from "./cases.ts";
import { at, bytes, oneOf } from "./columns.ts";
import { drafts, reports } from "./reports.ts";

export const evidenceKinds = ["image", "document", "audio", "video"] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];
/** `arriving`: parts are coming. `kept`: complete, with its digests. `refused`: not what may be kept; its bytes are gone. */
export const evidenceStates = ["arriving", "kept", "refused"] as const;
export type EvidenceState = (typeof evidenceStates)[number];
export const evidenceRefusals = ["unknown_type", "too_large", "empty", "infected", "unreadable"] as const;
export type EvidenceRefusal = (typeof evidenceRefusals)[number];
export const previewStates = ["none", "waiting", "ready", "failed"] as const;
export type PreviewState = (typeof previewStates)[number];
export const scanStates = ["not_scanned", "waiting", "clean", "infected"] as const;
export type ScanState = (typeof scanStates)[number];
export const evidenceReaders = ["shared", "department"] as const;
export type EvidenceReaders = (typeof evidenceReaders)[number];

/**
 * A file. Its bytes lie in the storage in sealed parts under a key of its own, which is sealed here under the draft's
 * key while it belongs to a draft and under the case's key from the moment of filing.
 */
export const evidence = pgTable(
  "evidence",
  {
    id: uuid("id").primaryKey(),
    draftId: uuid("draft_id").references(() => drafts.id, { onDelete: "restrict" }),
    caseId: uuid("case_id").references(() => cases.id, { onDelete: "restrict" }),
    /** The report it came with or was added to; null for what an officer added. */
    reportId: uuid("report_id").references(() => reports.id, { onDelete: "restrict" }),
    /** The officer who added it, with their department. */
    accountId: uuid("account_id").references(() => accounts.id, { onDelete: "restrict" }),
    department: text("department"),
    /** `department`: only the department that added it, and the prosecutors. */
    readers: text("readers", { enum: evidenceReaders }).notNull().default("shared"),
    state: text("state", { enum: evidenceStates }).notNull(),
    refusedFor: text("refused_for", { enum: evidenceRefusals }),
    /** The file's own key, sealed. */
    sealedKey: bytes("sealed_key").notNull(),
    /** The name it had and what was said about it, sealed. */
    sealedDescription: bytes("sealed_description").notNull(),
    /** Bytes as announced, and as arrived so far. */
    size: bigint("size", { mode: "number" }).notNull(),
    received: bigint("received", { mode: "number" }).notNull().default(0),
    /** As sniffed from its first bytes, never as claimed. */
    kind: text("kind", { enum: evidenceKinds }),
    mediaType: text("media_type"),
    /** Digests of the original, taken when it was complete. */
    sha256: bytes("sha256"),
    sm3: bytes("sm3"),
    preview: text("preview", { enum: previewStates }).notNull().default("none"),
    scan: text("scan", { enum: scanStates }).notNull().default("not_scanned"),
    createdAt: at("created_at").notNull(),
    keptAt: at("kept_at"),
  },
  (table) => [
    index("evidence_case").on(table.caseId, table.createdAt),
    index("evidence_report").on(table.reportId),
    index("evidence_draft").on(table.draftId),
    oneOf("evidence_state_known", table.state, evidenceStates),
    oneOf("evidence_readers_known", table.readers, evidenceReaders),
    check("evidence_belongs_somewhere", sql`${table.draftId} is not null or ${table.caseId} is not null`),
    check("evidence_arrives_in_bounds", sql`${table.received} between 0 and ${table.size}`),
  ],
);
