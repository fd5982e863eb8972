import { and, eq } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import { departmentsOn } from "#app/joint-work/rules.ts";
import { deedOn, findWorkedCase, happen } from "#app/joint-work/worked-case.ts";
import { caseKey } from "#app/keys/case-key.ts";
import { type Place, seal } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { meetingDesks, meetings, meetingTasks } from "#db/schema/index.ts";
import { type CheckedPlan, type CheckedRecord, type MeetingRecord, MeetingRefusal, mostWords } from "./rules.ts";

/** Where the words of a meeting and of its tasks are sealed. */
export const meetingPlace = (id: string, column: "sealed_agenda" | "sealed_record"): Place => ({
  table: "meetings",
  column,
  row: id,
});
export const taskPlace = (id: string, column: "sealed_task" | "sealed_result"): Place => ({
  table: "meeting_tasks",
  column,
  row: id,
});

/** What somebody shut out is told: nothing was found. */
type Found = "done" | "absent";

/** The departments on a case beside one's own: whom a meeting can ask. Null for a case that is hidden or not one's own. */
export async function othersOn(tx: Tx, actor: Officer, caseNumber: string): Promise<readonly string[] | null> {
  const matter = await findWorkedCase(tx, actor, caseNumber);
  return matter === null ? null : departmentsOn(matter.desks).filter((department) => department !== actor.department);
}

/** 会商: calls the departments of a case together. */
export async function planMeeting(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: CheckedPlan & { readonly caseNumber: string },
  now: Date,
): Promise<Found> {
  const matter = await findWorkedCase(tx, actor, input.caseNumber);
  if (matter === null) return "absent";
  const id = newId();
  const key = await caseKey(tx, portal, matter.id);
  await tx.insert(meetings).values({
    id,
    caseId: matter.id,
    state: "planned",
    department: actor.department,
    calledBy: actor.accountId,
    calledAt: now,
    plannedFor: input.plannedFor,
    sealedAgenda: seal(key, meetingPlace(id, "sealed_agenda"), JSON.stringify(input.agenda)),
  });
  await tx.insert(meetingDesks).values(
    [...new Set([actor.department, ...input.departments])].map((department) => ({
      meetingId: id,
      caseId: matter.id,
      department,
      attendance: "invited" as const,
    })),
  );
  await happen(tx, actor, matter, "meeting_planned", now);
  await recordDeed(tx, { ...deedOn(matter), subjectId: id, action: "meeting_planned" });
  return "done";
}

interface OneMeeting {
  readonly caseNumber: string;
  readonly meetingId: string;
}

/**
 * Keeps the record of a meeting that was held, with its tasks: by the department that called it, once. Based on an older
 * version, or after somebody else ended it, it is refused and nothing is lost. Throws `MeetingRefusal`.
 */
export async function recordMeeting(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: OneMeeting & CheckedRecord,
  now: Date,
): Promise<Found> {
  const found = await findMeeting(tx, actor, input);
  if (found === null || found.meeting.department !== actor.department) return "absent";
  const { matter, meeting } = found;
  const key = await caseKey(tx, portal, matter.id);
  const invited = await tx.select().from(meetingDesks).where(eq(meetingDesks.meetingId, meeting.id));
  for (const { department } of invited) {
    await tx
      .update(meetingDesks)
      .set({ attendance: input.attended.includes(department) ? "attended" : "absent" })
      .where(and(eq(meetingDesks.meetingId, meeting.id), eq(meetingDesks.department, department)));
  }
  const tasks = input.tasks.map(({ department, what, dueAt }) => {
    const id = newId();
    const sealedTask = seal(key, taskPlace(id, "sealed_task"), what);
    return { id, meetingId: meeting.id, caseId: matter.id, department, sealedTask, dueAt, state: "open" as const };
  });
  if (tasks.length > 0) await tx.insert(meetingTasks).values(tasks);
  await end(tx, meeting, input.version, {
    state: "held",
    heldAt: input.heldAt,
    sealedRecord: sealRecord(key, meeting.id, input.record),
    endedBy: actor.accountId,
    endedAt: now,
  });
  await happen(tx, actor, matter, "meeting_held", now, { tasks: tasks.length });
  await recordDeed(tx, { ...deedOn(matter), subjectId: meeting.id, action: "meeting_held" });
  return "done";
}

/** Cancels a meeting, with the reason. Throws `MeetingRefusal`. */
export async function cancelMeeting(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: OneMeeting & { readonly version: number; readonly reason: string },
  now: Date,
): Promise<Found> {
  const found = await findMeeting(tx, actor, input);
  if (found === null || found.meeting.department !== actor.department) return "absent";
  const { matter, meeting } = found;
  const reason = checkWords(input.reason, "reason_missing");
  const key = await caseKey(tx, portal, matter.id);
  const record = { people: null, discussion: null, decision: null, cancelledFor: reason };
  await end(tx, meeting, input.version, {
    state: "cancelled",
    heldAt: null,
    sealedRecord: sealRecord(key, meeting.id, record),
    endedBy: actor.accountId,
    endedAt: now,
  });
  await happen(tx, actor, matter, "meeting_cancelled", now);
  await recordDeed(tx, { ...deedOn(matter), subjectId: meeting.id, action: "meeting_cancelled" });
  return "done";
}

/** Ends a task that a meeting gave to one's department, with what came of it. Throws `MeetingRefusal`. */
export async function finishTask(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: { readonly caseNumber: string; readonly taskId: string; readonly result: string },
  now: Date,
): Promise<Found> {
  const matter = await findWorkedCase(tx, actor, input.caseNumber);
  if (matter === null) return "absent";
  const [task] = await tx
    .select()
    .from(meetingTasks)
    .where(and(eq(meetingTasks.id, input.taskId), eq(meetingTasks.caseId, matter.id)));
  if (task === undefined || task.department !== actor.department) return "absent";
  const result = checkWords(input.result, "result_missing");
  const sealedResult = seal(await caseKey(tx, portal, matter.id), taskPlace(task.id, "sealed_result"), result);
  const done = await tx
    .update(meetingTasks)
    .set({ state: "done", sealedResult, doneBy: actor.accountId, doneAt: now })
    .where(and(eq(meetingTasks.id, task.id), eq(meetingTasks.state, "open")))
    .returning({ id: meetingTasks.id });
  if (done.length === 0) throw new MeetingRefusal("done_meanwhile");
  await happen(tx, actor, matter, "meeting_task_done", now);
  await recordDeed(tx, { ...deedOn(matter), subjectId: task.id, action: "meeting_task_done" });
  return "done";
}

type Meeting = typeof meetings.$inferSelect;

function checkWords(text: string, missing: "reason_missing" | "result_missing"): string {
  const trimmed = text.trim();
  if (trimmed === "") throw new MeetingRefusal(missing);
  if (trimmed.length > mostWords) throw new MeetingRefusal("too_long");
  return trimmed;
}

const sealRecord = (key: Parameters<typeof seal>[0], id: string, record: MeetingRecord): Buffer =>
  seal(key, meetingPlace(id, "sealed_record"), JSON.stringify(record));

/** Ends what is still planned and as it was read; otherwise somebody was first. */
async function end(
  tx: Tx,
  { id }: Meeting,
  version: number,
  ended: Pick<Meeting, "state" | "heldAt" | "sealedRecord" | "endedBy" | "endedAt">,
): Promise<void> {
  const changed = await tx
    .update(meetings)
    .set({ ...ended, version: version + 1 })
    .where(and(eq(meetings.id, id), eq(meetings.state, "planned"), eq(meetings.version, version)))
    .returning({ id: meetings.id });
  if (changed.length === 0) throw new MeetingRefusal("changed_meanwhile");
}

async function findMeeting(tx: Tx, actor: Officer, { caseNumber, meetingId }: OneMeeting) {
  const matter = await findWorkedCase(tx, actor, caseNumber);
  if (matter === null) return null;
  const [meeting] = await tx
    .select()
    .from(meetings)
    .where(and(eq(meetings.id, meetingId), eq(meetings.caseId, matter.id)));
  return meeting === undefined ? null : { matter, meeting };
}
