import { Form } from "@remix-run/react";
import { Button, errorOf, type FieldError, FormToken, RadioGroup, TextArea, useCopy } from "#app/ui/index.ts";

/** In the order in which the form offers them. */
const reasons = ["court_case", "supervision", "complaint", "request_of_authority", "other"] as const;

export interface TypedHold {
  readonly reason: string;
  readonly words: string;
}

interface HoldFormProps {
  readonly caseNumber: string;
  readonly typed: TypedHold | null;
  readonly errors?: readonly FieldError[];
}

/** 留置: why from a list, for figures, and in words, for whoever must judge later whether it is still needed. */
export function HoldForm({ caseNumber, typed, errors = [] }: HoldFormProps) {
  const words = useCopy().retention;
  return (
    <Form method="post" action={`/cases/${caseNumber}/hold`} className="grid max-w-2xl gap-6 text-ink">
      <FormToken />
      <RadioGroup
        name="holdReason"
        label={words.form.reason}
        value={typed?.reason ?? null}
        options={reasons.map((reason) => ({ value: reason, label: words.reasons[reason] }))}
        error={errorOf(errors, "holdReason")}
      />
      <TextArea
        name="holdWords"
        label={words.form.words}
        hint={words.form.wordsHint}
        maxLength={2_000}
        value={typed?.words ?? ""}
        error={errorOf(errors, "holdWords")}
      />
      <div>
        <Button kind="secondary" name="act" value="place">
          {words.form.submit}
        </Button>
      </div>
    </Form>
  );
}
