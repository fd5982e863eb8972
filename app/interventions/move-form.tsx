import type { ReactNode } from "react";
import {
  Button,
  CheckboxGroup,
  DateField,
  ErrorSummary,
  errorOf,
  type FieldError,
  FormToken,
  MomentField,
  RadioGroup,
  TextArea,
  TextField,
  useCopy,
} from "#app/ui/index.ts";
import type { FieldView, MoveView } from "./move-view.ts";
import { answerName, type TypedAnswers } from "./typed.ts";

interface MoveFormProps {
  readonly action: string;
  readonly move: MoveView;
  readonly typed: TypedAnswers | null;
  readonly errors: readonly FieldError[];
  readonly submit: string;
  /** Hidden fields that say what the form is about. */
  readonly about: Readonly<Record<string, string>>;
  readonly children?: ReactNode;
}

/** The form of one move, made from what the edition asks. */
export function MoveForm({ action, move, typed, errors, submit, about, children }: MoveFormProps) {
  return (
    <>
      <ErrorSummary errors={errors} />
      <form method="post" action={action} noValidate className="grid max-w-2xl gap-7">
        <FormToken />
        {Object.entries(about).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {move.asks.map((field) => (
          <Asked key={field.id} field={field} typed={typed?.[field.id] ?? null} errors={errors} />
        ))}
        {children}
        <div>
          <Button>{submit}</Button>
        </div>
      </form>
    </>
  );
}

interface AskedProps {
  readonly field: FieldView;
  readonly typed: readonly string[] | null;
  readonly errors: readonly FieldError[];
}

function Asked({ field, typed, errors }: AskedProps) {
  const words = useCopy().interventions;
  const name = answerName(field.id);
  const value = typed === null ? field.suggested : (typed[0] ?? "");
  const shared = {
    name,
    label: field.label,
    ...(field.hint === null ? {} : { hint: field.hint }),
    error: errorOf(errors, name),
    optional: !field.required,
  };
  switch (field.type) {
    case "long_text":
      return <TextArea {...shared} rows={4} maxLength={field.maxLength ?? 4000} value={value} />;
    case "date":
      return <DateField {...shared} value={value} />;
    case "datetime":
      return <MomentField {...shared} value={value} />;
    case "choice":
      return <RadioGroup {...shared} options={field.options} value={value === "" ? null : value} />;
    case "choices":
      return <CheckboxGroup {...shared} options={field.options} values={typed ?? []} />;
    case "yes_no_unknown":
      return (
        <RadioGroup
          {...shared}
          layout="inline"
          options={(["yes", "no", "unknown"] as const).map((one) => ({ value: one, label: words.yesNo[one] }))}
          value={value === "" ? null : value}
        />
      );
    case "whole_number":
    case "money":
      return <TextField {...shared} inputMode="numeric" width="short" value={value} />;
    case "text":
    case "place":
    case "person":
      return <TextField {...shared} maxLength={field.maxLength ?? 300} value={value} />;
  }
}
