import type { Tx } from "#db/connection.ts";
import type { TestPortals } from "#tests/support/portal.ts";
import type { OneCase, Somebody } from "./one-case.ts";
import { accountOf, attempted, permitted, statementsOf, type Trial, undone } from "./probe.ts";

/** Columns that say who did something: nobody writes another's name there. */
const signatures =
  "account_id asked_by called_by decided_by done_by ended_by entered_by invited_by issued_by raised_by recorded_by released_by requested_by reviewed_by shared_by taken_by undo_by withdrawn_by".split(
    " ",
  );

/** Columns that say for which desk it was done. */
const desks = ["department", "from_department", "shared_from", "undo_department"];

/** What somebody could say against the truth: another's name, another's desk, a case or report on which they are not. */
async function liesOf(tx: Tx, found: OneCase, who: Somebody): Promise<readonly (readonly [string, string])[]> {
  const { caseId, reportId } = found.elsewhere;
  const lies: [string, string][] = [];
  const isOnIt = await permitted(tx, `select 1 from case_access where case_id = '${caseId}'`);
  if (!isOnIt) lies.push(["case_id", caseId], ["report_id", reportId]);
  const stranger = accountOf(who) === null ? undefined : strangerTo(found, who);
  if (stranger !== undefined) {
    for (const column of signatures) lies.push([column, stranger]);
    for (const column of desks) lies.push([column, "education"]);
  }
  return lies;
}

function strangerTo(found: OneCase, who: Somebody): string | undefined {
  const strangers = [found.people.unit_reporter_elsewhere, found.people.unit_lead_elsewhere];
  const stranger = strangers.find((one) => one !== undefined && one !== who);
  return stranger === undefined ? undefined : accountOf(stranger)?.accountId;
}

/** The lies that the database takes from somebody, in a row that they may honestly add or a change that they may honestly make. */
export async function liesLetThrough(
  portals: TestPortals,
  found: OneCase,
  who: Somebody,
  trial: Trial,
): Promise<readonly string[]> {
  const { row, changeable, fillable } = trial;
  const through: string[] = [];
  const honest = statementsOf(who, trial);
  const isFilled = (column: string) => row[column] !== null && row[column] !== undefined;
  await undone(portals, who, async (tx) => {
    const lies = await liesOf(tx, found, who);
    const tell = async (how: "add" | "change", column: string, lie: string, honestly: string): Promise<void> => {
      const { a, c } = statementsOf(who, trial, { [column]: lie });
      const ending = await attempted(tx, how === "add" ? a : c);
      // Where the honest row itself meets a key that is taken, the policies alone have spoken of the lie.
      if (ending === "done" || ending === honestly) through.push(`${how} ${column}`);
    };
    const added = fillable.length > 0 ? await attempted(tx, honest.a) : "refused";
    const changed = changeable.length > 0 ? await attempted(tx, honest.c) : "refused";
    for (const [column, lie] of lies) {
      if (added !== "refused" && fillable.includes(column) && isFilled(column)) await tell("add", column, lie, added);
      const isChanged = changeable.includes(column) && (honest.changes.includes(column) || isFilled(column));
      if (changed !== "refused" && isChanged) await tell("change", column, lie, changed);
    }
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
  // The report's id is made with the draft, and taken once.
  drafts: ["add report_id", "change report_id"],
  "documents of the police": ["add report_id"],
  "documents of a notice to the reporter": ["add report_id"],
  // Whoever holds the secret of a sign-in step is whoever signs in.
  sign_in_steps: ["change account_id"],
};
