import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { ErrorSummary, type FieldError, LinkButton, useCopy } from "#app/ui/index.ts";
import type { Compartment } from "#db/schema/index.ts";
import { NoteForm, type TypedNote } from "./note-form.tsx";
import type { NoteRefusalCode } from "./rules.ts";

export interface NotePageView {
  readonly staff: Staff;
  readonly caseNumber: string;
  readonly choices: readonly Compartment[];
}

/** A note that was not taken as it was typed; what was typed stays. */
export interface RefusedNote extends TypedNote {
  readonly refusal: NoteRefusalCode;
}

/** The form for a note on a page of its own: where a note that was not taken comes back to. */
export function NotePage({ view, refused }: { view: NotePageView; refused: RefusedNote }) {
  const { notes: words } = useCopy();
  const errors: readonly FieldError[] = [
    {
      name: refused.refusal === "compartment_missing" ? "noteCompartment" : "noteText",
      message: words.refusals[refused.refusal],
    },
  ];
  return (
    <StaffFrame staff={view.staff}>
      <div className="mx-auto max-w-2xl">
        <p className="font-semibold tabular-nums">{view.caseNumber}</p>
        <h1 className="mt-2 mb-6 text-h1">{words.write}</h1>
        <ErrorSummary errors={errors} />
        <div className="rounded-lg border border-line bg-paper p-6">
          <NoteForm caseNumber={view.caseNumber} choices={view.choices} typed={refused} errors={errors} />
          <div className="mt-4">
            <LinkButton kind="quiet" to={`/cases/${view.caseNumber}/notes`}>
              {words.back}
            </LinkButton>
          </div>
        </div>
      </div>
    </StaffFrame>
  );
}
