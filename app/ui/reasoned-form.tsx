import { Form } from "@remix-run/react";
import type { ReactNode } from "react";
import { Button, LinkButton } from "./button.tsx";
import { RadioGroup } from "./choice.tsx";
import { errorOf, type FieldError } from "./error-summary.tsx";
import { FormToken } from "./form-token.tsx";
import { TextArea } from "./text-field.tsx";

interface ReasonedFormProps {
  /** What is chosen: a reason, or a decision. */
  readonly choice: {
    readonly name: string;
    readonly label: string;
    readonly hint?: string | undefined;
    readonly options: readonly { readonly value: string; readonly label: string; readonly hint?: string }[];
    readonly value: string | null;
  };
  /** The words that go with it, under `words`. */
  readonly words: { readonly label: string; readonly hint: string; readonly value: string };
  readonly errors: readonly FieldError[];
  readonly submit: { readonly label: string; readonly name?: string; readonly value?: string };
  readonly back: { readonly label: string; readonly to: string };
  /** What is asked before the choice, between it and the words, and after them. */
  readonly before?: ReactNode;
  readonly between?: ReactNode;
  readonly children?: ReactNode;
}

/** Something that is done for a reason: the reason, a few words, and the way back. What was typed stays when it was refused. */
export function ReasonedForm(props: ReasonedFormProps) {
  const { choice, words, errors, submit, back, before, between, children } = props;
  return (
    <Form method="post" className="grid gap-6 rounded-lg border border-line bg-paper p-4 sm:p-6">
      <FormToken />
      {before}
      <RadioGroup {...choice} error={errorOf(errors, choice.name)} />
      {between}
      <TextArea {...words} name="words" maxLength={2_000} rows={3} error={errorOf(errors, "words")} />
      {children}
      <div className="flex flex-wrap gap-3">
        <Button name={submit.name} value={submit.value}>
          {submit.label}
        </Button>
        <LinkButton kind="quiet" to={back.to}>
          {back.label}
        </LinkButton>
      </div>
    </Form>
  );
}
