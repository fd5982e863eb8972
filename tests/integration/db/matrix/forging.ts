import type { Tx } from "#db/connection.ts";
import type { TestPortals } from "#tests/support/portal.ts";
import type { OneCase, Somebody } from "./one-case.ts";
import { accountOf, permitted, type Row, statementsOf, type Trial, undone } from "./probe.ts";

/** Columns that say who did something: nobody writes another's name there. */
const signatures =
  "account_id asked_by called_by decided_by entered_by invited_by issued_by recorded_by requested_by shared_by".split(
    " ",
  );

/** Columns that say for which desk it was done. */
const desks = ["department", "from_department", "shared_from"];

/** What a dishonest row says: another's name, another's desk, a case or report on which its writer is not. */
async function liesOf(tx: Tx, found: OneCase, who: Somebody, { row, fillable }: Trial): Promise<Row> {
  const { caseId, reportId } = found.elsewhere;
  const told: Record<string, unknown> = {};
  const isOnIt = await permitted(tx, `select 1 from case_access where case_id = '${caseId}'`);
  if (!isOnIt) Object.assign(told, { case_id: caseId, report_id: reportId });
  if (accountOf(who) !== null) {
    for (const column of signatures) told[column] = strangerTo(found, who);
    for (const column of desks) told[column] = "education";
  }
  const isThere = (column: string) => fillable.includes(column) && row[column] !== null && row[column] !== undefined;
  return Object.fromEntries(Object.entries(told).filter(([column]) => isThere(column)));
}

function strangerTo(found: OneCase, who: Somebody): string | undefined {
  const strangers = [found.people.unit_reporter_elsewhere, found.people.unit_lead_elsewhere];
  const stranger = strangers.find((one) => one !== undefined && one !== who);
  return stranger === undefined ? undefined : accountOf(stranger)?.accountId;
}

/** The lies that the database lets somebody write into a row which they may honestly add, and one signed by another. */
export async function liesLetThrough(
  portals: TestPortals,
  found: OneCase,
  who: Somebody,
  trial: Trial,
): Promise<readonly string[]> {
  const through: string[] = [];
  const honest = statementsOf(who, trial);
  await undone(portals, who, async (tx) => {
    if (trial.fillable.length > 0 && (await permitted(tx, honest.a))) {
      for (const [column, lie] of Object.entries(await liesOf(tx, found, who, trial))) {
        if (await permitted(tx, statementsOf(who, trial, { [column]: lie }).a)) through.push(`add ${column}`);
      }
    }
    const signed = statementsOf(who, trial, {}, strangerTo(found, who)).c;
    if (signed === honest.c || trial.changeable.length === 0 || !(await permitted(tx, honest.c))) return;
    if (await permitted(tx, signed)) through.push("change in another's name");
  });
  return through;
}

/** Where it is no lie, or where the commands hold the writer to the truth and the database does not. */
export const letThrough: Readonly<Record<string, readonly string[]>> = {
  // Work is sent on to another desk; a desk is asked to a meeting, given a task, shown an address.
  "assignments of the police": ["add department"],
  "assignments objected to": ["add department"],
  deliveries: ["add department", "add report_id"],
  meeting_desks: ["add department"],
  meeting_tasks: ["add department"],
  // A trigger writes the case of the note, whatever was said.
  note_shares: ["add case_id", "add department"],
  // Any officer may open any case in an emergency; a deed is put on the trail of a case that may be hidden.
  emergency_accesses: ["add case_id"],
  "audit_entries of the case": ["add case_id"],
  "audit_entries of legal aid": ["add case_id"],
  // The report's id is made with the draft.
  drafts: ["add report_id"],
  objections: ["add case_id"],
  "documents of the police": ["add report_id"],
  "documents of a notice to the reporter": ["add report_id"],
  "report_messages of a coordinator": ["add report_id"],
};
