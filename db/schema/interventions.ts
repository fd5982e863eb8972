import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { interventionStates } from "#guidelines/intervention.ts";
import { accounts } from "./accounts.ts";
import { cases } from "./cases.ts";
import { at, bytes, oneOf } from "./columns.ts";

/**
 * 干预措施: a measure of the edition's catalogue that was opened for a case, and where it stands: the sum of its moves. What
 * its kind asks, and which step may follow which, is the edition's; codes only here.
 */
export const interventions = pgTable(
  "interventions",
  {
    id: uuid("id").primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    kind: text("kind").notNull(),
    edition: text("edition").notNull(),
    /** The department that leads the kind, and those that work it along. */
    lead: text("lead").notNull(),
    cooperating: text("cooperating").array().notNull(),
    /** Who proposed it, for which department. */
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "restrict" }),
    department: text("department").notNull(),
    proposedAt: at("proposed_at").notNull(),
    state: text("state", { enum: interventionStates }).notNull(),
    /** The latest step that was done within the work. */
    step: text("step"),
    result: text("result"),
    endedAt: at("ended_at"),
    /** Raised by each move; one based on an older version is told what changed. */
    version: integer("version").notNull().default(1),
  },
  (table) => [
    index("interventions_case").on(table.caseId, table.proposedAt),
    index("interventions_open").on(table.caseId).where(sql`ended_at is null`),
    oneOf("interventions_state_known", table.state, interventionStates),
    check(
      "interventions_ended_whole",
      sql`(${table.state} in ('declined', 'ended')) = (${table.endedAt} is not null) and (${table.state} = 'ended') = (${table.result} is not null)`,
    ),
  ],
);

export const interventionMoveNames = [
  "propose",
  "approve",
  "decline",
  "withdraw",
  "start",
  "step",
  "review",
  "end",
] as const;

/** What was done with an intervention, by whom, with what was answered: written once, never changed. */
export const interventionMoves = pgTable(
  "intervention_moves",
  {
    id: uuid("id").primaryKey(),
    interventionId: uuid("intervention_id")
      .notNull()
      .references(() => interventions.id, { onDelete: "restrict" }),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    /** The version of the intervention that this move made: 1 is its proposal. */
    version: integer("version").notNull(),
    move: text("move", { enum: interventionMoveNames }).notNull(),
    /** The step that was done or the result that ended it. */
    target: text("target"),
    fromState: text("from_state", { enum: interventionStates }),
    toState: text("to_state", { enum: interventionStates }).notNull(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "restrict" }),
    department: text("department").notNull(),
    at: at("at").notNull(),
    /** The departments from which the next move is awaited. */
    awaits: text("awaits").array().notNull(),
    /** Needs that an emergency put off: codes of the edition. */
    owed: text("owed").array().notNull(),
    /** What was answered (JSON by field), sealed; where a placed child lives is in `intervention_secrets`. */
    sealedAnswers: bytes("sealed_answers").notNull(),
  },
  (table) => [
    uniqueIndex("intervention_moves_in_order").on(table.interventionId, table.version),
    index("intervention_moves_case").on(table.caseId),
    oneOf("intervention_moves_move_known", table.move, interventionMoveNames),
    oneOf("intervention_moves_from_known", table.fromState, interventionStates),
    oneOf("intervention_moves_to_known", table.toState, interventionStates),
  ],
);

/** Where a placed child lives and with whom, as a move said it: civil affairs' own, as a shelter's address is. */
export const interventionSecrets = pgTable(
  "intervention_secrets",
  {
    moveId: uuid("move_id")
      .primaryKey()
      .references(() => interventionMoves.id, { onDelete: "cascade" }),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    department: text("department").notNull(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => accounts.id, { onDelete: "restrict" }),
    sealedAnswers: bytes("sealed_answers").notNull(),
  },
  (table) => [index("intervention_secrets_case").on(table.caseId)],
);
