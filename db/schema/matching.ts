import { sql } from "drizzle-orm";
import { boolean, check, index, jsonb, pgTable, primaryKey, real, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { cases, parties } from "./cases.ts";
import { at, bytes, oneOf } from "./columns.ts";

/** What is known of a child, each trait a keyed hash: children are compared without anybody reading a name. */
export const matchProfiles = pgTable(
  "match_profiles",
  {
    partyId: uuid("party_id")
      .primaryKey()
      .references(() => parties.id, { onDelete: "cascade" }),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    traits: jsonb("traits").$type<Readonly<Record<string, readonly string[]>>>().notNull(),
  },
  (table) => [index("match_profiles_case").on(table.caseId)],
);

/** Keyed hashes of pairs of traits under which a child is looked up. */
export const matchTokens = pgTable(
  "match_tokens",
  {
    partyId: uuid("party_id")
      .notNull()
      .references(() => parties.id, { onDelete: "cascade" }),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    token: bytes("token").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.partyId, table.token] }),
    index("match_tokens_token").on(table.token),
    index("match_tokens_case").on(table.caseId),
  ],
);

export const proposalStates = ["open", "joined", "apart", "lapsed"] as const;
export const apartReasons = ["another_child", "twin_or_sibling", "told_too_little", "wrongly_joined"] as const;
export type ApartReason = (typeof apartReasons)[number];

/** Two cases that may be one child's: what agrees and what differs, in codes. A pair has one row, whatever was decided. */
export const matchProposals = pgTable(
  "match_proposals",
  {
    id: uuid("id").primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    otherCaseId: uuid("other_case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    /** The two children that were compared; gone with their cases, so that no key holds them. */
    partyId: uuid("party_id"),
    otherPartyId: uuid("other_party_id"),
    state: text("state", { enum: proposalStates }).notNull(),
    weight: real("weight").notNull(),
    findings: jsonb("findings").$type<Readonly<Record<string, string>>>().notNull(),
    edition: text("edition").notNull(),
    proposedAt: at("proposed_at").notNull(),
    decidedBy: uuid("decided_by").references(() => accounts.id, { onDelete: "restrict" }),
    department: text("department"),
    decidedAt: at("decided_at"),
    reason: text("reason", { enum: apartReasons }),
  },
  (table) => [
    uniqueIndex("match_proposals_once").on(
      sql`least(${table.caseId}, ${table.otherCaseId})`,
      sql`greatest(${table.caseId}, ${table.otherCaseId})`,
    ),
    index("match_proposals_case").on(table.caseId),
    index("match_proposals_other").on(table.otherCaseId),
    index("match_proposals_open").on(table.proposedAt).where(sql`state = 'open'`),
    oneOf("match_proposals_state_known", table.state, proposalStates),
    oneOf("match_proposals_reason_known", table.reason, apartReasons),
    check("match_proposals_of_two", sql`${table.caseId} <> ${table.otherCaseId}`),
  ],
);

/**
 * A likely pair whose two cases nobody in office reads both of: one row a case, for the coordinator of its district. That
 * there is such a pair and since when; nothing of what was found.
 */
export const unheldPairs = pgTable(
  "unheld_pairs",
  {
    proposalId: uuid("proposal_id")
      .notNull()
      .references(() => matchProposals.id, { onDelete: "cascade" }),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    since: at("since").notNull(),
  },
  (table) => [primaryKey({ columns: [table.proposalId, table.caseId] }), index("unheld_pairs_case").on(table.caseId)],
);

export const joinStates = ["asked", "joined", "refused", "undo_asked", "undone"] as const;

/** Rows that a join moved, by table, so that an undone join puts back exactly these. Ids and codes only. */
export type MovedRows = {
  readonly rows: Readonly<Record<string, readonly string[]>>;
  readonly desks: readonly { readonly department: string; readonly district: string; readonly before: string | null }[];
  /** How both stood before. Urgency is not among it: a job never lowers one. */
  readonly from: { readonly state: string; readonly closedAt: string | null };
  readonly into: { readonly state: string; readonly closedAt: string | null };
  readonly lapsed: readonly string[];
  readonly recusals: readonly string[];
  /** Keys that both cases have once the join is undone: what was written while they were one opens with them. */
  readonly sharedKeys: readonly string[];
};

/** One case that went into another: by itself, or because somebody decided so. What moved is known, so it can go back. */
export const caseJoins = pgTable(
  "case_joins",
  {
    id: uuid("id").primaryKey(),
    /** The case that remains. */
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    fromCaseId: uuid("from_case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    automatic: boolean("automatic").notNull(),
    state: text("state", { enum: joinStates }).notNull(),
    askedAt: at("asked_at").notNull(),
    decidedBy: uuid("decided_by").references(() => accounts.id, { onDelete: "restrict" }),
    department: text("department"),
    joinedAt: at("joined_at"),
    moved: jsonb("moved").$type<MovedRows>(),
    undoAskedAt: at("undo_asked_at"),
    undoBy: uuid("undo_by").references(() => accounts.id, { onDelete: "restrict" }),
    undoDepartment: text("undo_department"),
    undoneAt: at("undone_at"),
  },
  (table) => [
    index("case_joins_case").on(table.caseId),
    uniqueIndex("case_joins_one_standing").on(table.fromCaseId).where(sql`state in ('asked', 'joined', 'undo_asked')`),
    oneOf("case_joins_state_known", table.state, joinStates),
    check("case_joins_of_two", sql`${table.caseId} <> ${table.fromCaseId}`),
  ],
);
