import { deskNames, type StaffReader } from "#app/accounts/reader.ts";
import { type AssignedCase, worksOn } from "#app/joint-work/rules.ts";
import { readable } from "#app/keys/readable.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import { type Compartment, compartments } from "#db/schema/index.ts";
import { notePlace } from "./commands.ts";
import type { StoredNotes } from "./queries.ts";
import { mayShare, writableCompartments } from "./rules.ts";

/** The notes of a case as one officer may see them. What that officer may not see is not in it, and not counted. */
export interface NotesView {
  /** The compartments the reader may write into; empty where the reader writes no notes here. */
  readonly choices: readonly Compartment[];
  /** The reader's own newest note: the form begins afresh once it was taken, and not when somebody else writes. */
  readonly ownNewest: string | null;
  readonly groups: readonly { readonly compartment: Compartment; readonly notes: readonly NoteView[] }[];
}

export interface NoteView {
  readonly id: string;
  readonly compartment: Compartment;
  readonly department: string;
  readonly author: string;
  readonly at: Date;
  /** Null where it could not be opened. */
  readonly text: string | null;
  /** To whom the reader's department shows it; null where it may show it to nobody. */
  readonly shares: readonly ShareView[] | null;
  /** Where another department shows it to the reader's: until when, or until it is taken back. */
  readonly shown: { readonly until: Date | null } | null;
}

export interface ShareView {
  /** The department's code, as the form hands it in. */
  readonly code: string;
  readonly department: string;
  readonly until: Date | null;
  readonly isOver: boolean;
}

/** What of a case decides who writes notes on it. */
export function notesView(
  reader: StaffReader,
  { matter, assignments }: AssignedCase,
  stored: StoredNotes,
  keys: readonly DataKey[],
  now: Date,
): NotesView {
  const { actor } = reader.signedIn;
  const desks = assignments.map(({ assignment }) => assignment);
  const notes = stored.notes.map((row) => noteView(reader, row, stored, keys, now));
  return {
    choices: worksOn(actor, matter, desks) ? writableCompartments(actor.department) : [],
    ownNewest: stored.notes.find(({ note }) => note.accountId === actor.accountId)?.note.id ?? null,
    groups: compartments
      .map((compartment) => ({ compartment, notes: notes.filter((note) => note.compartment === compartment) }))
      .filter(({ notes: inside }) => inside.length > 0),
  };
}

/** One note in the reader's language. */
export function noteView(
  reader: StaffReader,
  { note, author }: StoredNotes["notes"][number],
  { shares }: Pick<StoredNotes, "shares">,
  keys: readonly DataKey[],
  now: Date,
): NoteView {
  const { department } = reader.signedIn.actor;
  const nameOf = (code: string) => deskNames(reader)(code, "").department;
  const its = shares.filter(({ noteId }) => noteId === note.id);
  const toReader = its.find((share) => share.department === department && share.sharedFrom !== department);
  return {
    id: note.id,
    compartment: note.compartment,
    department: nameOf(note.department),
    author,
    at: note.createdAt,
    text: readable(reader.portal, keys, notePlace(note.id), note.sealedText),
    shares: mayShare(department, note)
      ? its.map((share) => ({
          code: share.department,
          department: nameOf(share.department),
          until: share.until,
          isOver: share.until !== null && share.until <= now,
        }))
      : null,
    shown: toReader === undefined ? null : { until: toReader.until },
  };
}
