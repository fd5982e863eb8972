import { Form } from "@remix-run/react";
import { Button, errorOf, type FieldError, FormToken, RadioGroup, TextArea, useCopy } from "#app/ui/index.ts";
import type { Compartment } from "#db/schema/index.ts";

export interface TypedNote {
  readonly compartment: string;
  readonly text: string;
}

interface NoteFormProps {
  readonly caseNumber: string;
  readonly choices: readonly Compartment[];
  readonly typed: TypedNote | null;
  readonly errors?: readonly FieldError[];
}

/** A new note: for whom first, since that cannot be changed afterwards, then what. */
export function NoteForm({ caseNumber, choices, typed, errors = [] }: NoteFormProps) {
  const words = useCopy().notes;
  return (
    <Form method="post" action={`/cases/${caseNumber}/notes`} className="grid max-w-2xl gap-6 text-ink">
      <FormToken />
      <RadioGroup
        name="noteCompartment"
        label={words.form.compartment}
        hint={words.form.compartmentHint}
        value={typed?.compartment ?? null}
        options={choices.map((compartment) => ({
          value: compartment,
          label: words.compartments[compartment].name,
          hint: words.compartments[compartment].readers,
        }))}
        error={errorOf(errors, "noteCompartment")}
      />
      <TextArea
        name="noteText"
        label={words.form.text}
        hint={words.form.textHint}
        maxLength={10_000}
        value={typed?.text ?? ""}
        error={errorOf(errors, "noteText")}
      />
      <div>
        <Button kind="secondary">{words.form.submit}</Button>
      </div>
    </Form>
  );
}
