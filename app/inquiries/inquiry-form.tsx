import { Form } from "@remix-run/react";
import { Button, errorOf, type FieldError, FormToken, Select, TextArea, useCopy } from "#app/ui/index.ts";
import type { InquiriesView } from "./inquiry-view.ts";
import type { InquiryRefusalCode } from "./rules.ts";

/** What was not taken as it was typed; it stays in its form. */
export interface RefusedInquiry {
  /** The inquiry that was answered; null for a new one. */
  readonly inquiryId: string | null;
  readonly department: string;
  readonly text: string;
  readonly refusal: InquiryRefusalCode;
}

/** Which field a refusal is about. */
export function fieldOf({ inquiryId, refusal }: RefusedInquiry): string {
  if (refusal === "department_missing" || refusal === "department_unknown") return "department";
  return inquiryId === null ? "question" : `answer-${inquiryId}`;
}

interface AskFormProps {
  readonly caseNumber: string;
  readonly choices: InquiriesView["choices"];
  readonly refused: RefusedInquiry | null;
  readonly errors: readonly FieldError[];
}

/** A question to another department on the case. */
export function AskForm({ caseNumber, choices, refused, errors }: AskFormProps) {
  const { form } = useCopy().inquiries;
  return (
    <Form method="post" action={`/cases/${caseNumber}/inquiries`} className="grid max-w-2xl gap-6 text-ink">
      <FormToken />
      <Select
        name="department"
        label={form.department}
        options={choices}
        value={refused?.department ?? null}
        error={errorOf(errors, "department")}
      />
      <TextArea
        name="question"
        label={form.question}
        hint={form.questionHint}
        maxLength={4_000}
        value={refused?.text ?? ""}
        error={errorOf(errors, "question")}
      />
      <div>
        <Button kind="secondary" name="act" value="ask">
          {form.ask}
        </Button>
      </div>
    </Form>
  );
}

interface AnswerFormProps {
  readonly caseNumber: string;
  readonly inquiryId: string;
  readonly refused: RefusedInquiry | null;
  readonly errors: readonly FieldError[];
}

/** The answer to one question. */
export function AnswerForm({ caseNumber, inquiryId, refused, errors }: AnswerFormProps) {
  const { form } = useCopy().inquiries;
  const name = `answer-${inquiryId}`;
  return (
    <Form method="post" action={`/cases/${caseNumber}/inquiries`} className="grid max-w-2xl gap-4 text-ink">
      <FormToken />
      <input type="hidden" name="inquiry" value={inquiryId} />
      <TextArea
        name={name}
        label={form.answer}
        hint={form.answerHint}
        maxLength={4_000}
        value={refused?.text ?? ""}
        error={errorOf(errors, name)}
      />
      <div>
        <Button kind="primary" name="act" value="answer">
          {form.send}
        </Button>
      </div>
    </Form>
  );
}
