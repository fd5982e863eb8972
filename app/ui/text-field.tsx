import { controlClass, describedBy, Field, fieldId, type QuestionProps, type UnknownBox } from "./field.tsx";
import { useCopy } from "./page-context.tsx";

interface Answerable extends QuestionProps {
  readonly value?: string | null | undefined;
  readonly unknown?: UnknownBox | undefined;
  readonly required?: boolean | undefined;
  readonly disabled?: boolean | undefined;
}

interface TextFieldProps extends Answerable {
  readonly type?: "text" | "tel" | "email" | "search" | "password";
  readonly inputMode?: "text" | "numeric" | "tel" | "email" | "search";
  /** Off unless said otherwise: a shared phone must not offer one reporter's answers to the next. */
  readonly autoComplete?: string;
  readonly maxLength?: number | undefined;
  readonly placeholder?: string | undefined;
  /** How long the answer is expected to be. */
  readonly width?: "full" | "half" | "short";
  /** Codes and numbers: spaced, tabular, never corrected by a keyboard. */
  readonly code?: boolean | undefined;
  /** Ids of values to offer while typing: an element `<datalist>` on the same page. */
  readonly list?: string | undefined;
}

const widths = { full: "", half: "sm:max-w-72", short: "max-w-36" };

export function TextField({
  type = "text",
  inputMode,
  autoComplete = "off",
  maxLength,
  placeholder,
  width = "full",
  code,
  list,
  value,
  unknown,
  required,
  disabled,
  ...question
}: TextFieldProps) {
  return (
    <Field {...question} unknown={unknown}>
      <input
        id={fieldId(question.name)}
        name={question.name}
        type={type}
        inputMode={inputMode}
        autoComplete={autoComplete}
        autoCapitalize={code ? "characters" : undefined}
        spellCheck={code || type !== "text" ? false : undefined}
        maxLength={maxLength}
        placeholder={placeholder}
        list={list}
        defaultValue={value ?? ""}
        required={required}
        disabled={disabled}
        aria-invalid={question.error ? true : undefined}
        aria-describedby={describedBy(question)}
        className={`${controlClass(question.error)} ${widths[width]} ${code ? "font-code text-lead tracking-[0.12em]" : ""}`}
      />
    </Field>
  );
}

interface TextAreaProps extends Answerable {
  readonly rows?: number;
  readonly maxLength?: number | undefined;
}

/** A long answer; grows as it is written where the browser can. */
export function TextArea({ rows = 6, maxLength, value, unknown, required, disabled, ...question }: TextAreaProps) {
  return (
    <Field {...question} unknown={unknown}>
      <textarea
        id={fieldId(question.name)}
        name={question.name}
        rows={rows}
        maxLength={maxLength}
        autoComplete="off"
        defaultValue={value ?? ""}
        required={required}
        disabled={disabled}
        aria-invalid={question.error ? true : undefined}
        aria-describedby={describedBy(question)}
        className={`${controlClass(question.error)} field-sizing-content min-h-36 leading-[1.7]`}
      />
    </Field>
  );
}

/** A time of day. */
export function TimeField({ value, unknown, required, disabled, ...question }: Answerable) {
  return (
    <Field {...question} unknown={unknown}>
      <input
        id={fieldId(question.name)}
        name={question.name}
        type="time"
        defaultValue={value ?? ""}
        required={required}
        disabled={disabled}
        aria-invalid={question.error ? true : undefined}
        aria-describedby={describedBy(question)}
        className={`${controlClass(question.error)} max-w-40 tabular-nums`}
      />
    </Field>
  );
}

interface DateFieldProps extends Answerable {
  readonly min?: string | undefined;
  readonly max?: string | undefined;
}

/** A day. Where the browser knows no day picker the hint tells the form to type, and the server reads it. */
export function DateField({ min, max, value, unknown, required, disabled, hint, ...rest }: DateFieldProps) {
  const { form } = useCopy().shell;
  const question = { ...rest, hint: hint ?? form.dateHint };
  return (
    <Field {...question} unknown={unknown}>
      <input
        id={fieldId(question.name)}
        name={question.name}
        type="date"
        min={min}
        max={max}
        defaultValue={value ?? ""}
        required={required}
        disabled={disabled}
        aria-invalid={question.error ? true : undefined}
        aria-describedby={describedBy(question)}
        className={`${controlClass(question.error)} max-w-72 tabular-nums`}
      />
    </Field>
  );
}

/** A day and a time of day in one. */
export function MomentField({ value, unknown, required, disabled, ...question }: Answerable) {
  return (
    <Field {...question} unknown={unknown}>
      <input
        id={fieldId(question.name)}
        name={question.name}
        type="datetime-local"
        defaultValue={value ?? ""}
        required={required}
        disabled={disabled}
        aria-invalid={question.error ? true : undefined}
        aria-describedby={describedBy(question)}
        className={`${controlClass(question.error)} max-w-72 tabular-nums`}
      />
    </Field>
  );
}
