import { desc, eq } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { accounts, meetingDesks, meetings, meetingTasks } from "#db/schema/index.ts";

/** The meetings of a case, still sealed, the newest first. */
export const meetingsOf = (tx: Tx, caseId: string) =>
  tx
    .select({ meeting: meetings, caller: accounts.displayName })
    .from(meetings)
    .innerJoin(accounts, eq(accounts.id, meetings.calledBy))
    .where(eq(meetings.caseId, caseId))
    .orderBy(desc(meetings.plannedFor), desc(meetings.id));

/** Which departments were asked to the meetings of a case, and which came. */
export const meetingDesksOf = (tx: Tx, caseId: string) =>
  tx.select().from(meetingDesks).where(eq(meetingDesks.caseId, caseId)).orderBy(meetingDesks.department);

/** What meetings gave departments to do on a case, soonest first. */
export const meetingTasksOf = (tx: Tx, caseId: string) =>
  tx.select().from(meetingTasks).where(eq(meetingTasks.caseId, caseId)).orderBy(meetingTasks.dueAt, meetingTasks.id);

export interface StoredMeetings {
  readonly meetings: Awaited<ReturnType<typeof meetingsOf>>;
  readonly desks: Awaited<ReturnType<typeof meetingDesksOf>>;
  readonly tasks: Awaited<ReturnType<typeof meetingTasksOf>>;
}
