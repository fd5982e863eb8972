import { and, eq, ne } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import { departmentsOn } from "#app/joint-work/rules.ts";
import { deedOn, findWorkedCase, happen, showDesks, type WorkedCase } from "#app/joint-work/worked-case.ts";
import { caseKey } from "#app/keys/case-key.ts";
import { type Place, seal } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { assignments, type Compartment, caseNotes, cases, noteShares } from "#db/schema/index.ts";
import { checkCompartment, checkText, mayShare, NoteRefusal, shareEnds } from "./rules.ts";

/** Where the text of a note is sealed. */
export const notePlace = (id: string): Place => ({ table: "case_notes", column: "sealed_text", row: id });

/** What a deed of somebody shut out tells: nothing was found. */
type Found = "done" | "absent";

interface OneNote {
  readonly caseNumber: string;
  readonly noteId: string;
}

/**
 * Writes a note on a case. Only a note for everybody leaves a line on the timeline and reaches the other desks' open
 * pages; any other leaves no trace outside its compartment. A case that is hidden, sealed or not worked by the
 * officer's desk takes none. Throws `NoteRefusal`.
 */
export async function writeNote(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  input: { readonly caseNumber: string; readonly compartment: string; readonly text: string },
  now: Date,
): Promise<Found> {
  const matter = await findWorkedCase(tx, actor, input.caseNumber);
  if (matter === null) return "absent";
  const compartment = checkCompartment(actor.department, input.compartment);
  const text = checkText(input.text);
  const id = newId();
  await tx.insert(caseNotes).values({
    id,
    caseId: matter.id,
    compartment,
    department: actor.department,
    accountId: actor.accountId,
    sealedText: seal(await caseKey(tx, portal, matter.id), notePlace(id), text),
    createdAt: now,
  });
  if (compartment === "shared") {
    await happen(tx, actor, matter, "note_shared_with_all", now);
  } else {
    await showDesks(tx, matter, [actor.department]);
  }
  await recordDeed(tx, { ...deedOnNote(matter, id, compartment), action: "note_written" });
  return "done";
}

/**
 * Shows a note of one's own department to another department on the case, for a time or until it is taken back; given
 * anew, the new time holds. Throws `NoteRefusal`.
 */
export async function shareNote(
  tx: Tx,
  actor: Officer,
  input: OneNote & { readonly department: string; readonly length: string },
  now: Date,
): Promise<Found> {
  const note = await findNote(tx, input);
  if (note === null || !mayShare(actor.department, note)) return "absent";
  if (input.department === "") throw new NoteRefusal("department_missing");
  const others = departmentsOn(note.matter.desks).filter((department) => department !== actor.department);
  if (!others.includes(input.department)) throw new NoteRefusal("department_unknown");
  const until = shareEnds(input.length, now);
  await takeBack(tx, note.id, input.department);
  await tx.insert(noteShares).values({
    noteId: note.id,
    department: input.department,
    sharedFrom: actor.department,
    sharedBy: actor.accountId,
    sharedAt: now,
    until,
  });
  await showDesks(tx, note.matter, [input.department, actor.department]);
  await recordDeed(tx, {
    ...deedOnNote(note.matter, note.id, note.compartment),
    action: "note_shared",
    details: { department: input.department, days: until === null ? null : Number(input.length) },
  });
  return "done";
}

/** Takes a note back that one's department had shown to another. */
export async function endShare(
  tx: Tx,
  actor: Officer,
  input: OneNote & { readonly department: string },
): Promise<Found> {
  const note = await findNote(tx, input);
  if (note === null || !mayShare(actor.department, note)) return "absent";
  if (!(await takeBack(tx, note.id, input.department))) return "absent";
  await showDesks(tx, note.matter, [input.department, actor.department]);
  await recordDeed(tx, {
    ...deedOnNote(note.matter, note.id, note.compartment),
    action: "note_share_ended",
    details: { department: input.department },
  });
  return "done";
}

async function takeBack(tx: Tx, noteId: string, department: string): Promise<boolean> {
  const gone = await tx
    .delete(noteShares)
    .where(and(eq(noteShares.noteId, noteId), eq(noteShares.department, department)))
    .returning({ noteId: noteShares.noteId });
  return gone.length > 0;
}

async function findNote(tx: Tx, { caseNumber, noteId }: OneNote) {
  const [found] = await tx
    .select({ note: caseNotes, matter: cases })
    .from(caseNotes)
    .innerJoin(cases, eq(cases.id, caseNotes.caseId))
    .where(and(eq(caseNotes.id, noteId), eq(cases.number, caseNumber), ne(cases.state, "sealed")));
  if (found === undefined) return null;
  const desks = await tx.select().from(assignments).where(eq(assignments.caseId, found.matter.id));
  return { ...found.note, matter: { ...found.matter, desks } };
}

/** A note for everybody is no secret of a compartment. */
const deedOnNote = (matter: WorkedCase, noteId: string, compartment: Compartment) => ({
  ...deedOn(matter),
  subjectId: noteId,
  compartment: compartment === "shared" ? null : compartment,
});
