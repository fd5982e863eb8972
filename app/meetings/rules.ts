import { z } from "zod";
import { endOfBeijingDay, momentInBeijing } from "#guidelines/days.ts";

export const mostWords = 4_000;
export const mostLine = 300;
/** How many tasks one form takes; a later meeting gives more. */
export const taskRows = 6;

/** What is to be decided and where, as it is sealed. */
export const Agenda = z.object({ topic: z.string(), place: z.string().nullable() });
export type Agenda = z.infer<typeof Agenda>;

/** Who came, what was said, what was decided; or why the meeting was cancelled. As it is sealed. */
export const MeetingRecord = z.object({
  people: z.string().nullable(),
  discussion: z.string().nullable(),
  decision: z.string().nullable(),
  cancelledFor: z.string().nullable(),
});
export type MeetingRecord = z.infer<typeof MeetingRecord>;

export interface TypedPlan {
  readonly topic: string;
  readonly place: string;
  readonly day: string;
  readonly time: string;
  readonly departments: readonly string[];
}

export interface CheckedPlan {
  readonly agenda: Agenda;
  readonly plannedFor: Date;
  readonly departments: readonly string[];
}

export type PlanProblem = "missing" | "tooLong" | "tooEarly";
export type PlanProblems = Readonly<Partial<Record<keyof TypedPlan, PlanProblem>>>;

/**
 * Checks the plan of a meeting as of `now`; `others` are the departments on the case that can be asked. A meeting that
 * was held within the last day may still be entered, so that it can be recorded.
 */
export function checkPlan(
  typed: TypedPlan,
  others: readonly string[],
  now: Date,
): { readonly ok: CheckedPlan } | { readonly problems: PlanProblems } {
  const problems: Partial<Record<keyof TypedPlan, PlanProblem>> = {};
  const plannedFor = momentInBeijing(typed.day, typed.time);
  const topic = typed.topic.trim();
  const place = typed.place.trim();
  if (topic === "") problems.topic = "missing";
  else if (topic.length > mostWords) problems.topic = "tooLong";
  if (place.length > mostLine) problems.place = "tooLong";
  if (momentInBeijing(typed.day, "00:00") === null) problems.day = "missing";
  else if (plannedFor === null) problems.time = "missing";
  else if (plannedFor.getTime() < now.getTime() - 86_400_000) problems.day = "tooEarly";
  const departments = others.filter((department) => typed.departments.includes(department));
  if (departments.length === 0) problems.departments = "missing";
  if (plannedFor === null || Object.keys(problems).length > 0) return { problems };
  return { ok: { agenda: { topic, place: place === "" ? null : place }, plannedFor, departments } };
}

export interface TypedTask {
  readonly department: string;
  readonly what: string;
  readonly until: string;
}

export interface TypedRecord {
  readonly version: string;
  readonly heldDay: string;
  readonly heldTime: string;
  readonly attended: readonly string[];
  readonly people: string;
  readonly discussion: string;
  readonly decision: string;
  readonly tasks: readonly TypedTask[];
}

export interface CheckedRecord {
  readonly version: number;
  readonly heldAt: Date;
  readonly attended: readonly string[];
  readonly record: MeetingRecord;
  readonly tasks: readonly { readonly department: string; readonly what: string; readonly dueAt: Date }[];
}

export type RecordProblem = "missing" | "tooLong" | "inFuture" | "unknown" | "past";
/** By the name of the form's field. */
export type RecordProblems = Readonly<Record<string, RecordProblem>>;

/**
 * Checks what was typed of a meeting that was held: when, who came, what was decided, and each task with the department
 * that has it and the day until which. `desks` are the departments on the case.
 */
export function checkRecord(
  typed: TypedRecord,
  desks: readonly string[],
  now: Date,
): { readonly ok: CheckedRecord } | { readonly problems: RecordProblems } {
  const problems: Record<string, RecordProblem> = {};
  const heldAt = momentInBeijing(typed.heldDay, typed.heldTime);
  if (momentInBeijing(typed.heldDay, "00:00") === null) problems.heldDay = "missing";
  else if (heldAt === null) problems.heldTime = "missing";
  else if (heldAt.getTime() > now.getTime() + 60_000) problems.heldDay = "inFuture";
  if (typed.decision.trim() === "") problems.decision = "missing";
  for (const field of ["people", "discussion", "decision"] as const)
    if (typed[field].trim().length > mostWords) problems[field] = "tooLong";
  const tasks = typed.tasks.flatMap((task, index) => {
    if (task.what.trim() === "" && task.until === "" && task.department === "") return [];
    const until = momentInBeijing(task.until, "00:00");
    if (task.what.trim() === "") problems[`tasks[${index}].what`] = "missing";
    else if (task.what.trim().length > mostLine) problems[`tasks[${index}].what`] = "tooLong";
    if (!desks.includes(task.department)) problems[`tasks[${index}].department`] = "unknown";
    if (until === null) problems[`tasks[${index}].until`] = "missing";
    else if (heldAt !== null && endOfBeijingDay(task.until) < heldAt) problems[`tasks[${index}].until`] = "past";
    return [
      { department: task.department, what: task.what.trim(), dueAt: endOfBeijingDay(task.until || "2000-01-01") },
    ];
  });
  if (heldAt === null || Object.keys(problems).length > 0) return { problems };
  const words = (text: string) => (text.trim() === "" ? null : text.trim());
  return {
    ok: {
      version: z.coerce.number().int().catch(0).parse(typed.version),
      heldAt,
      attended: typed.attended.filter((department) => desks.includes(department)),
      record: {
        people: words(typed.people),
        discussion: words(typed.discussion),
        decision: words(typed.decision),
        cancelledFor: null,
      },
      tasks,
    },
  };
}

/** Why a move on a meeting was refused. Each has its sentence in `app/copy`, meetings. */
export type MeetingRefusalCode =
  | "changed_meanwhile"
  | "reason_missing"
  | "result_missing"
  | "too_long"
  | "done_meanwhile";

/** The domain says no. Nothing has changed. */
export class MeetingRefusal extends Error {
  override readonly name = "MeetingRefusal";
  readonly code: MeetingRefusalCode;

  constructor(code: MeetingRefusalCode) {
    super(code);
    this.code = code;
  }
}
