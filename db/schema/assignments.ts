import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { cases, urgencies } from "./cases.ts";
import { at, bytes, oneOf } from "./columns.ts";
import { reports } from "./reports.ts";

export const assignmentStates = [
  "new",
  "accepted",
  "working",
  "objected",
  "transferred",
  "withdrawn",
  "closed",
] as const;
export type AssignmentState = (typeof assignmentStates)[number];

/** States in which a desk holds the work. Exactly one such assignment exists for a department on a case, and on each that was joined into it. */
export const heldStates = ["new", "accepted", "working", "objected"] as const satisfies readonly AssignmentState[];

/** What the recipient is asked to be: see `capacity` in the edition's routing rules. */
export const capacities = ["lead", "supervision", "protection", "referral", "informed"] as const;

/** Why a department was given a case, as decided: codes, the sentence of the rule, its sources. No facts of the case. */
export type AssignmentReason = {
  rule: string;
  rules: string[];
  why: { zh: string; en: string };
  sources: string[];
  suggestedInterventions: string[];
  /** Clocks of this department that start on a later event of its work. */
  laterClocks: string[];
};

/** One department's work on one case, in one queue. */
export const assignments = pgTable(
  "assignments",
  {
    id: uuid("id").primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    department: text("department").notNull(),
    district: text("district").notNull(),
    state: text("state", { enum: assignmentStates }).notNull(),
    capacity: text("capacity", { enum: capacities }).notNull(),
    urgency: text("urgency", { enum: urgencies }).notNull(),
    /** 0 critical, 1 urgent, 2 serious: the first key of a queue's order. */
    urgencyRank: smallint("urgency_rank").notNull(),
    edition: text("edition").notNull(),
    reason: jsonb("reason").$type<AssignmentReason>().notNull(),
    deliveredAt: at("delivered_at").notNull(),
    acceptedAt: at("accepted_at"),
    acceptedBy: uuid("accepted_by").references(() => accounts.id, { onDelete: "restrict" }),
    /** 承办人: who works it now. Null while it lies with the whole desk. */
    officerId: uuid("officer_id").references(() => accounts.id, { onDelete: "restrict" }),
    closedAt: at("closed_at"),
    /** The state to go back to when an objection is overruled. */
    stateBeforeObjection: text("state_before_objection", { enum: assignmentStates }),
    /** How often this work was objected to or sent on, predecessors included. */
    bounces: integer("bounces").notNull().default(0),
    predecessorId: uuid("predecessor_id"),
    /** Who holds the work since it left this desk: a new assignment, or one that this department already had. */
    successorId: uuid("successor_id"),
    /** The case it was opened on, where that was joined into this one: each keeps its own work, clocks and reports. */
    joinedFromId: uuid("joined_from_id"),
    /** Raised by each move; a move based on an older version is told what changed. */
    version: integer("version").notNull().default(1),
  },
  (table) => [
    uniqueIndex("assignments_one_held_per_department")
      .on(table.caseId, table.department, sql`coalesce(joined_from_id, case_id)`)
      .where(sql`state in ('new', 'accepted', 'working', 'objected')`),
    index("assignments_queue").on(
      table.department,
      table.district,
      table.state,
      table.urgencyRank,
      table.deliveredAt,
      table.id,
    ),
    index("assignments_case").on(table.caseId),
    oneOf("assignments_state_known", table.state, assignmentStates),
    oneOf("assignments_capacity_known", table.capacity, capacities),
    oneOf("assignments_urgency_known", table.urgency, urgencies),
  ],
);

/**
 * One report brought to one department: the reporter's receipt speaks from these rows, so that a further report on a
 * known child shows its own way only and nobody learns of another's.
 */
export const deliveries = pgTable(
  "deliveries",
  {
    reportId: uuid("report_id")
      .notNull()
      .references(() => reports.id, { onDelete: "restrict" }),
    department: text("department").notNull(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    assignmentId: uuid("assignment_id")
      .notNull()
      .references(() => assignments.id, { onDelete: "restrict" }),
    deliveredAt: at("delivered_at").notNull(),
    acknowledgedAt: at("acknowledged_at"),
  },
  (table) => [
    primaryKey({ columns: [table.reportId, table.department] }),
    index("deliveries_assignment").on(table.assignmentId),
    index("deliveries_unread").on(table.department, table.deliveredAt).where(sql`acknowledged_at is null`),
    index("deliveries_case").on(table.caseId),
  ],
);

export const objectionLevels = ["reviewer", "coordinator"] as const;
export const objectionOutcomes = ["upheld", "overruled"] as const;

/** 分流异议. The first receiver stays responsible until somebody has decided. */
export const objections = pgTable(
  "objections",
  {
    id: uuid("id").primaryKey(),
    assignmentId: uuid("assignment_id")
      .notNull()
      .references(() => assignments.id, { onDelete: "restrict" }),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    district: text("district").notNull(),
    department: text("department").notNull(),
    level: text("level", { enum: objectionLevels }).notNull(),
    sealedReason: bytes("sealed_reason").notNull(),
    proposedDepartment: text("proposed_department"),
    proposedDistrict: text("proposed_district"),
    raisedBy: uuid("raised_by")
      .notNull()
      .references(() => accounts.id, { onDelete: "restrict" }),
    raisedAt: at("raised_at").notNull(),
    outcome: text("outcome", { enum: objectionOutcomes }),
    sealedDecision: bytes("sealed_decision"),
    decidedBy: uuid("decided_by").references(() => accounts.id, { onDelete: "restrict" }),
    decidedAt: at("decided_at"),
    successorId: uuid("successor_id"),
  },
  (table) => [
    uniqueIndex("objections_one_open").on(table.assignmentId).where(sql`decided_at is null`),
    index("objections_waiting").on(table.district, table.raisedAt).where(sql`decided_at is null`),
    index("objections_case").on(table.caseId),
    oneOf("objections_level_known", table.level, objectionLevels),
  ],
);
