import { randomUUID } from "node:crypto";
import type postgres from "postgres";

/** A meeting called by the police with a task of theirs, a visit, and an entry in the register: one row each. */
export async function oneMeeting(
  owner: postgres.Sql,
  { caseId, sealed, accountId }: { readonly caseId: string; readonly sealed: Buffer; readonly accountId: string },
): Promise<void> {
  const meeting = randomUUID();
  const [desk] = await owner<{ id: string }[]>`select id from assignments where case_id = ${caseId} limit 1`;
  await owner`insert into meetings (id, case_id, state, department, called_by, called_at, planned_for, sealed_agenda)
    values (${meeting}, ${caseId}, 'planned', 'police', ${accountId}, now(), now(), ${sealed})`;
  await owner`insert into meeting_desks values (${meeting}, ${caseId}, 'police', 'invited')`;
  await owner`insert into meeting_tasks (id, meeting_id, case_id, department, sealed_task, due_at, state)
    values (${randomUUID()}, ${meeting}, ${caseId}, 'police', ${sealed}, now(), 'open')`;
  await owner`insert into visits values (${randomUUID()}, ${caseId}, 'home', now(), 'police', ${accountId}, true, 'none', ${sealed}, now())`;
  await owner`insert into register_entries (id, case_id, assignment_id, entered_by, entered_at)
    values (${randomUUID()}, ${caseId}, ${desk?.id ?? ""}, ${accountId}, now())`;
}
