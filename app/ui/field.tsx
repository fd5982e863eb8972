import type { ReactNode } from "react";
import { useCopy } from "./page-context.tsx";

/** What every question has, whatever its control. */
export interface QuestionProps {
  /** The form field's name, any string: `children[0].name`. Its id follows from it, see `fieldId`. */
  readonly name: string;
  readonly label: ReactNode;
  /** How to answer. */
  readonly hint?: ReactNode;
  /** Why it is asked, in one line. */
  readonly why?: ReactNode;
  readonly error?: string | undefined;
  /** Adds （选填）; questions are otherwise meant to be answered, 不清楚 included. */
  readonly optional?: boolean | undefined;
}

/** A box beside a free field that says "not known"; it is a field of its own. */
export interface UnknownBox {
  readonly name: string;
  readonly checked?: boolean | undefined;
  readonly label?: string | undefined;
}

/** The id of a field's control; an error summary links to it. */
export const fieldId = (name: string): string => `f-${name.replace(/[^A-Za-z0-9_-]+/g, "-").replace(/-+$/, "")}`;

/** Space-separated ids of what describes a control, or undefined when nothing does. */
export function describedBy({ name, hint, why, error }: QuestionProps, more?: string): string | undefined {
  const id = fieldId(name);
  const ids = [hint && `${id}-hint`, why && `${id}-why`, error && `${id}-error`, more].filter(Boolean);
  return ids.length > 0 ? ids.join(" ") : undefined;
}

/** The box that controls share: 44 px high, a border that shows on every ground, the error's colour when there is one. */
export const controlClass = (error: string | undefined): string =>
  `block min-h-11 w-full rounded-md border bg-paper px-3 py-2 text-body text-ink placeholder:text-soft disabled:bg-sunk ${
    error ? "border-2 border-critical" : "border-edge"
  }`;

/** Label, hint, reason, error and control of one question with one control. */
export function Field({
  children,
  unknown,
  ...question
}: QuestionProps & { children: ReactNode; unknown?: UnknownBox | undefined }) {
  const id = fieldId(question.name);
  return (
    <div className={`max-w-xl ${question.error ? "border-l-4 border-critical pl-4" : ""}`} data-field={question.name}>
      <label htmlFor={id} className="block text-body font-semibold">
        <QuestionLabel label={question.label} optional={question.optional} />
      </label>
      <Explanations {...question} />
      <div className="mt-2 flex flex-wrap items-center gap-x-4">
        <div className="min-w-44 flex-1">{children}</div>
        {unknown ? <UnknownChoice {...unknown} /> : null}
      </div>
    </div>
  );
}

/** The same for a question with several controls: a fieldset whose legend is the question. */
export function FieldGroup({ children, ...question }: QuestionProps & { children: ReactNode }) {
  return (
    <fieldset
      className={`min-w-0 ${question.error ? "border-l-4 border-critical pl-4" : ""}`}
      aria-describedby={describedBy(question)}
      data-field={question.name}
    >
      <legend className="text-body font-semibold">
        <QuestionLabel label={question.label} optional={question.optional} />
      </legend>
      <Explanations {...question} />
      <div className="mt-3">{children}</div>
    </fieldset>
  );
}

function QuestionLabel({ label, optional }: Pick<QuestionProps, "label" | "optional">) {
  const { form } = useCopy().shell;
  return (
    <>
      {label}
      {optional ? <span className="font-normal text-soft"> {form.optional}</span> : null}
    </>
  );
}

function Explanations({ name, hint, why, error }: QuestionProps) {
  const { form } = useCopy().shell;
  const id = fieldId(name);
  return (
    <>
      {hint ? (
        <p id={`${id}-hint`} className="max-w-xl text-fine text-soft">
          {hint}
        </p>
      ) : null}
      {why ? (
        <p id={`${id}-why`} className="max-w-xl text-fine text-soft">
          {why}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="mt-1 font-semibold text-critical">
          <span className="sr-only">{form.errorPrefix}</span>
          <span aria-hidden="true">✕ </span>
          {error}
        </p>
      ) : null}
    </>
  );
}

function UnknownChoice({ name, checked, label }: UnknownBox) {
  const { form } = useCopy().shell;
  return (
    <label className="inline-flex min-h-11 shrink-0 cursor-pointer items-center gap-3 pr-3">
      <input type="checkbox" id={fieldId(name)} name={name} value="true" defaultChecked={checked} className="size-5" />
      {label ?? form.unknown}
    </label>
  );
}
