import { deskNames, type StaffReader } from "#app/accounts/reader.ts";
import { type AssignedCase, departmentsOn, worksOn } from "#app/joint-work/rules.ts";
import { readable } from "#app/keys/readable.ts";
import type { DataKey, Place } from "#app/platform/crypto.ts";
import type { Attendance, MeetingState } from "#db/schema/index.ts";
import { meetingPlace, taskPlace } from "./commands.ts";
import type { StoredMeetings } from "./queries.ts";
import { Agenda, MeetingRecord } from "./rules.ts";

interface Named {
  readonly code: string;
  readonly name: string;
}

export interface TaskView {
  readonly id: string;
  readonly department: Named;
  /** Null where it could not be opened. */
  readonly what: string | null;
  readonly dueAt: Date;
  readonly doneAt: Date | null;
  readonly result: string | null;
  readonly mayFinish: boolean;
}

export interface MeetingView {
  readonly id: string;
  readonly state: MeetingState;
  readonly version: number;
  readonly department: string;
  readonly caller: string;
  readonly plannedFor: Date;
  readonly heldAt: Date | null;
  readonly agenda: Agenda | null;
  readonly record: MeetingRecord | null;
  readonly desks: readonly (Named & { readonly attendance: Attendance })[];
  readonly tasks: readonly TaskView[];
  /** The department that called it records or cancels it. */
  readonly mayEnd: boolean;
}

export interface MeetingsView {
  readonly meetings: readonly MeetingView[];
  readonly mayCall: boolean;
  /** The departments on the case, for the tasks of a record. */
  readonly departments: readonly Named[];
}

/** What of a case decides who meets on it. */
export function meetingsView(
  reader: StaffReader,
  { matter, assignments }: AssignedCase,
  stored: StoredMeetings,
  keys: readonly DataKey[],
): MeetingsView {
  const { actor } = reader.signedIn;
  const desks = assignments.map(({ assignment }) => assignment);
  const mayWriteHere = worksOn(actor, matter, desks);
  const named = (code: string): Named => ({ code, name: deskNames(reader)(code, "").department });
  const text = (place: Place, sealed: Buffer | null) =>
    sealed === null ? null : readable(reader.portal, keys, place, sealed);
  return {
    mayCall: mayWriteHere,
    departments: departmentsOn(desks).map(named),
    meetings: stored.meetings.map(({ meeting, caller }) => {
      const agenda = text(meetingPlace(meeting.id, "sealed_agenda"), meeting.sealedAgenda);
      const record = text(meetingPlace(meeting.id, "sealed_record"), meeting.sealedRecord);
      return {
        id: meeting.id,
        state: meeting.state,
        version: meeting.version,
        department: named(meeting.department).name,
        caller,
        plannedFor: meeting.plannedFor,
        heldAt: meeting.heldAt,
        agenda: agenda === null ? null : Agenda.parse(JSON.parse(agenda)),
        record: record === null ? null : MeetingRecord.parse(JSON.parse(record)),
        desks: stored.desks
          .filter(({ meetingId }) => meetingId === meeting.id)
          .map(({ department, attendance }) => ({ ...named(department), attendance })),
        tasks: stored.tasks
          .filter(({ meetingId }) => meetingId === meeting.id)
          .map((task) => ({
            id: task.id,
            department: named(task.department),
            what: text(taskPlace(task.id, "sealed_task"), task.sealedTask),
            dueAt: task.dueAt,
            doneAt: task.doneAt,
            result: text(taskPlace(task.id, "sealed_result"), task.sealedResult),
            mayFinish: mayWriteHere && task.state === "open" && task.department === actor.department,
          })),
        mayEnd: mayWriteHere && meeting.state === "planned" && meeting.department === actor.department,
      };
    }),
  };
}
