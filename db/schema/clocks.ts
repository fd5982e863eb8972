import { sql } from "drizzle-orm";
import { boolean, index, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { assignments } from "./assignments.ts";
import { cases } from "./cases.ts";
import { at, oneOf } from "./columns.ts";
import { interventions } from "./interventions.ts";
import { reports } from "./reports.ts";

export const clockStates = ["running", "met", "breached", "met_late", "cancelled"] as const;
export type ClockState = (typeof clockStates)[number];

/** A deadline of the edition, running for a case. `dueAt` is null where the law says 立即 or a calendar is not published. */
export const clocks = pgTable(
  "clocks",
  {
    id: uuid("id").primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    assignmentId: uuid("assignment_id").references(() => assignments.id, { onDelete: "restrict" }),
    reportId: uuid("report_id").references(() => reports.id, { onDelete: "restrict" }),
    /** Of which intervention it is a limit; null for those of the desk's own work. */
    interventionId: uuid("intervention_id").references(() => interventions.id, { onDelete: "restrict" }),
    clock: text("clock").notNull(),
    edition: text("edition").notNull(),
    /** The department that must act; `reporter` for what a reporter owes. */
    owner: text("owner").notNull(),
    district: text("district").notNull(),
    source: text("source").notNull(),
    state: text("state", { enum: clockStates }).notNull(),
    startedAt: at("started_at").notNull(),
    dueAt: at("due_at"),
    provisional: boolean("provisional").notNull().default(false),
    /** When those who owe it are warned, and when they were. */
    warnAt: at("warn_at"),
    warnedAt: at("warned_at"),
    stoppedAt: at("stopped_at"),
    breachedAt: at("breached_at"),
    /** Why it was cancelled: a code. */
    cancelledFor: text("cancelled_for"),
  },
  (table) => [
    index("clocks_case").on(table.caseId),
    index("clocks_assignment").on(table.assignmentId),
    /** A desk's clocks that are close to their limit or past it, soonest first. */
    index("clocks_owner_due").on(table.owner, table.district, table.dueAt).where(sql`state in ('running', 'breached')`),
    index("clocks_due").on(table.dueAt).where(sql`state = 'running'`),
    index("clocks_warn").on(table.warnAt).where(sql`state = 'running' and warned_at is null`),
    /** A job that runs twice, or a page that is sent twice, starts no second clock. */
    uniqueIndex("clocks_started_once").on(
      table.assignmentId,
      table.clock,
      table.startedAt,
      sql`coalesce(intervention_id, assignment_id)`,
    ),
    index("clocks_intervention").on(table.interventionId).where(sql`intervention_id is not null`),
    uniqueIndex("clocks_report_started_once").on(table.reportId, table.clock).where(sql`assignment_id is null`),
    oneOf("clocks_state_known", table.state, clockStates),
  ],
);
