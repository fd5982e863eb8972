import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { accounts } from "./accounts.ts";
import { cases } from "./cases.ts";
import { at, bytes, oneOf } from "./columns.ts";

export const meetingStates = ["planned", "held", "cancelled"] as const;
export type MeetingState = (typeof meetingStates)[number];
export const attendances = ["invited", "attended", "absent"] as const;
export type Attendance = (typeof attendances)[number];
export const taskStates = ["open", "done"] as const;

/** 会商: the departments on a case meet, decide together, and give each other tasks. */
export const meetings = pgTable(
  "meetings",
  {
    id: uuid("id").primaryKey(),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    state: text("state", { enum: meetingStates }).notNull(),
    /** The department that calls it, and keeps its record. */
    department: text("department").notNull(),
    calledBy: uuid("called_by")
      .notNull()
      .references(() => accounts.id, { onDelete: "restrict" }),
    calledAt: at("called_at").notNull(),
    plannedFor: at("planned_for").notNull(),
    /** What is to be decided, and where (JSON), sealed. */
    sealedAgenda: bytes("sealed_agenda").notNull(),
    heldAt: at("held_at"),
    /** Who came, what was said, what was decided (JSON), sealed; why, where it was cancelled. */
    sealedRecord: bytes("sealed_record"),
    endedBy: uuid("ended_by").references(() => accounts.id, { onDelete: "restrict" }),
    endedAt: at("ended_at"),
    /** Raised by each change; one based on an older version is told what changed. */
    version: integer("version").notNull().default(1),
  },
  (table) => [
    index("meetings_case").on(table.caseId, table.plannedFor),
    oneOf("meetings_state_known", table.state, meetingStates),
    check(
      "meetings_ended_whole",
      sql`(${table.state} = 'planned') = (${table.endedAt} is null) and (${table.endedAt} is null) = (${table.endedBy} is null)
        and (${table.endedAt} is null) = (${table.sealedRecord} is null) and (${table.state} = 'held') = (${table.heldAt} is not null)`,
    ),
  ],
);

/** Which departments of the case are asked to a meeting, and which came. */
export const meetingDesks = pgTable(
  "meeting_desks",
  {
    meetingId: uuid("meeting_id")
      .notNull()
      .references(() => meetings.id, { onDelete: "cascade" }),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    department: text("department").notNull(),
    attendance: text("attendance", { enum: attendances }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.meetingId, table.department] }),
    index("meeting_desks_case").on(table.caseId),
    oneOf("meeting_desks_attendance_known", table.attendance, attendances),
  ],
);

/** What a meeting gave one department to do, until when. */
export const meetingTasks = pgTable(
  "meeting_tasks",
  {
    id: uuid("id").primaryKey(),
    meetingId: uuid("meeting_id")
      .notNull()
      .references(() => meetings.id, { onDelete: "restrict" }),
    caseId: uuid("case_id")
      .notNull()
      .references(() => cases.id, { onDelete: "restrict" }),
    department: text("department").notNull(),
    sealedTask: bytes("sealed_task").notNull(),
    dueAt: at("due_at").notNull(),
    state: text("state", { enum: taskStates }).notNull(),
    sealedResult: bytes("sealed_result"),
    doneBy: uuid("done_by").references(() => accounts.id, { onDelete: "restrict" }),
    doneAt: at("done_at"),
  },
  (table) => [
    index("meeting_tasks_case").on(table.caseId),
    index("meeting_tasks_open").on(table.department, table.dueAt).where(sql`state = 'open'`),
    oneOf("meeting_tasks_state_known", table.state, taskStates),
    check(
      "meeting_tasks_done_whole",
      sql`(${table.state} = 'done') = (${table.doneAt} is not null) and (${table.doneAt} is null) = (${table.doneBy} is null)
        and (${table.doneAt} is null) = (${table.sealedResult} is null)`,
    ),
  ],
);
