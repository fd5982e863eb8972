import { type Compartment, compartments } from "#db/schema/index.ts";

/** Why a note, or a share of one, was refused. Each has its sentence in `app/copy`, notes. */
export const noteRefusals = [
  "text_missing",
  "text_too_long",
  "compartment_missing",
  "department_missing",
  "department_unknown",
  "until_missing",
] as const;
export type NoteRefusalCode = (typeof noteRefusals)[number];

/** The domain says no. Nothing has changed. */
export class NoteRefusal extends Error {
  override readonly name = "NoteRefusal";
  readonly code: NoteRefusalCode;

  constructor(code: NoteRefusalCode) {
    super(code);
    this.code = code;
  }
}

interface CompartmentRule {
  /** Departments that write into it; null: every department on the case. */
  readonly writers: readonly string[] | null;
  /** Departments that read it. `everybody`: all on the case; `author`: the department that wrote it. */
  readonly readers: readonly string[];
  /** Whether the author's department may show a note to one more department on the case. */
  readonly shareable: boolean;
}

/**
 * The compartments of a case ("investigation notes" and "placement address" of the domain's table). What is written
 * for legal aid is privileged: not the prosecutors' either, and shown to nobody by nobody. The policies
 * `case_notes_seen` and `case_notes_written` say the same; a test compares them.
 */
export const compartmentRules: Readonly<Record<Compartment, CompartmentRule>> = {
  shared: { writers: null, readers: ["everybody"], shareable: false },
  department: { writers: null, readers: ["author", "procuratorate"], shareable: true },
  legal_aid: { writers: ["justice"], readers: ["justice"], shareable: false },
  shelter_address: { writers: ["civil_affairs"], readers: ["civil_affairs", "procuratorate"], shareable: true },
};

/** The compartments that a department on the case may write into, the closest first: a slip tells too few, not too many. */
export function writableCompartments(department: string): readonly Compartment[] {
  const closestFirst: readonly Compartment[] = ["department", "legal_aid", "shelter_address", "shared"];
  return closestFirst.filter((compartment) => {
    const { writers } = compartmentRules[compartment];
    return writers === null || writers.includes(department);
  });
}

/** Whether a department on the case reads a note of this compartment without being shown it. */
export function mayRead(department: string, note: { readonly compartment: Compartment; readonly department: string }) {
  const { readers } = compartmentRules[note.compartment];
  return (
    readers.includes("everybody") ||
    readers.includes(department) ||
    (readers.includes("author") && department === note.department)
  );
}

/** Whether this department may show this note to another: its own notes only, of a compartment that may be opened. */
export const mayShare = (
  department: string,
  note: { readonly compartment: Compartment; readonly department: string },
) => note.department === department && compartmentRules[note.compartment].shareable;

const longestNote = 10_000;

/** The text of a note, trimmed. Throws `NoteRefusal`. */
export function checkText(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "") throw new NoteRefusal("text_missing");
  if (trimmed.length > longestNote) throw new NoteRefusal("text_too_long");
  return trimmed;
}

/** The compartment that was chosen, if this department may write into it. Throws `NoteRefusal`. */
export function checkCompartment(department: string, chosen: string): Compartment {
  const compartment = compartments.find((one) => one === chosen);
  if (compartment === undefined || !writableCompartments(department).includes(compartment)) {
    throw new NoteRefusal("compartment_missing");
  }
  return compartment;
}

/** How long a note may be shown to another department, in days; `null` until it is taken back. Policy values. */
export const shareLengths = ["7", "30", "90", "open"] as const;
export type ShareLength = (typeof shareLengths)[number];

/** The moment from which a share shows the note no longer; null where it lasts until taken back. Throws `NoteRefusal`. */
export function shareEnds(length: string, now: Date): Date | null {
  const known = shareLengths.find((one) => one === length);
  if (known === undefined) throw new NoteRefusal("until_missing");
  return known === "open" ? null : new Date(now.getTime() + Number(known) * 86_400_000);
}
