import type { ReactNode } from "react";
import { controlClass, describedBy, Field, FieldGroup, fieldId, type QuestionProps } from "./field.tsx";
import { useCopy } from "./page-context.tsx";

/** One answer that can be picked. */
export interface Option {
  readonly value: string;
  readonly label: ReactNode;
  /** A line under the label. */
  readonly hint?: ReactNode;
  /** Folded or longer matter inside a card, such as the wording of a rule; it does not tick the box. */
  readonly more?: ReactNode;
  /** For a checkbox: ticking this one means none of the others, as 不清楚 does. Shown apart from them. */
  readonly alone?: boolean;
}

/** `list` one under the other; `cards` large touch cards, two abreast where there is room; `inline` for two or three short answers. */
export type ChoiceLayout = "list" | "cards" | "inline";

interface RadioGroupProps extends QuestionProps {
  readonly options: readonly Option[];
  readonly value?: string | null | undefined;
  readonly layout?: ChoiceLayout;
  readonly required?: boolean | undefined;
}

/** One answer out of several. The first control carries the field's own id, so that an error leads to it. */
export function RadioGroup({ options, value, layout = "list", required, ...question }: RadioGroupProps) {
  return (
    <FieldGroup {...question}>
      <div className={layouts[layout]}>
        {options.map((option, index) => (
          <Choice
            key={option.value}
            type="radio"
            name={question.name}
            id={choiceId(question.name, option.value, index)}
            option={option}
            checked={value === option.value}
            required={required}
            layout={layout}
          />
        ))}
      </div>
    </FieldGroup>
  );
}

interface CheckboxGroupProps extends QuestionProps {
  readonly options: readonly Option[];
  readonly values?: readonly string[] | undefined;
  readonly layout?: ChoiceLayout;
}

/** Any number of answers out of several, all under one field name. */
export function CheckboxGroup({ options, values = [], layout = "list", ...question }: CheckboxGroupProps) {
  return (
    <FieldGroup {...question}>
      <div className={layouts[layout]}>
        {options.map((option, index) => (
          <Choice
            key={option.value}
            type="checkbox"
            name={question.name}
            id={choiceId(question.name, option.value, index)}
            option={option}
            checked={values.includes(option.value)}
            layout={layout}
          />
        ))}
      </div>
    </FieldGroup>
  );
}

/** A single box to tick: a declaration, 我已保存. */
export function Checkbox({
  checked,
  value = "true",
  ...question
}: QuestionProps & { checked?: boolean | undefined; value?: string }) {
  const { form } = useCopy().shell;
  const id = fieldId(question.name);
  return (
    <div className={question.error ? "border-l-4 border-critical pl-4" : ""} data-field={question.name}>
      {question.error ? (
        <p id={`${id}-error`} className="font-semibold text-critical">
          <span className="sr-only">{form.errorPrefix}</span>
          <span aria-hidden="true">✕ </span>
          {question.error}
        </p>
      ) : null}
      <label className="flex min-h-11 cursor-pointer items-start gap-3 py-2">
        <input
          type="checkbox"
          id={id}
          name={question.name}
          value={value}
          defaultChecked={checked}
          aria-invalid={question.error ? true : undefined}
          aria-describedby={describedBy(question)}
          className="mt-1 size-5 shrink-0"
        />
        <span>
          {question.label}
          {question.hint ? (
            <span id={`${id}-hint`} className="block text-fine text-soft">
              {question.hint}
            </span>
          ) : null}
        </span>
      </label>
    </div>
  );
}

/** Yes, no, not known: the values are `true`, `false` and `unknown`. */
export function YesNoUnknown({
  value,
  ...question
}: QuestionProps & { value?: string | null | undefined; required?: boolean | undefined }) {
  const { form } = useCopy().shell;
  const options: readonly Option[] = [
    { value: "true", label: form.yes },
    { value: "false", label: form.no },
    { value: "unknown", label: form.unknown },
  ];
  return <RadioGroup {...question} value={value} options={options} layout="inline" />;
}

interface SelectProps extends QuestionProps {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly value?: string | null | undefined;
  /** The empty first line; 请选择 unless said otherwise. */
  readonly placeholder?: string | undefined;
  readonly required?: boolean | undefined;
}

/** For long lists only, such as districts; up to seven answers are better as a `RadioGroup`. */
export function Select({ options, value, placeholder, required, ...question }: SelectProps) {
  const { form } = useCopy().shell;
  return (
    <Field {...question}>
      <select
        id={fieldId(question.name)}
        name={question.name}
        defaultValue={value ?? ""}
        required={required}
        aria-invalid={question.error ? true : undefined}
        aria-describedby={describedBy(question)}
        className={`${controlClass(question.error)} sm:max-w-96`}
      >
        <option value="">{placeholder ?? form.choose}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

const layouts: Readonly<Record<ChoiceLayout, string>> = {
  list: "grid max-w-2xl gap-2",
  cards: "grid gap-3 md:grid-cols-2",
  inline: "flex flex-wrap gap-2",
};

/** The id of one answer's control: the first carries the field's own, so that an error leads to it. */
export const choiceId = (name: string, value: string, index: number): string =>
  index === 0 ? fieldId(name) : `${fieldId(name)}-${value.replace(/[^A-Za-z0-9_-]+/g, "-")}`;

interface ChoiceProps {
  readonly type: "radio" | "checkbox";
  readonly name: string;
  readonly id: string;
  readonly option: Option;
  readonly checked: boolean;
  readonly required?: boolean | undefined;
  readonly layout: ChoiceLayout;
}

function Choice({ type, name, id, option, checked, required, layout }: ChoiceProps) {
  const surface =
    "rounded-md border border-edge bg-paper has-checked:border-accent has-checked:bg-accent-wash has-checked:shadow-[inset_0_0_0_1px_var(--color-accent)] hover:border-accent";
  return (
    <div className={`${surface} ${option.alone && layout === "cards" ? "md:col-span-2" : ""}`}>
      <label
        htmlFor={id}
        className={`flex min-h-11 items-start gap-3 ${layout === "cards" ? "px-4 py-3" : "px-3 py-2"} ${
          layout === "inline" ? "pr-5" : ""
        }`}
      >
        <input
          type={type}
          id={id}
          name={name}
          value={option.value}
          defaultChecked={checked}
          required={required}
          data-alone={option.alone ? "" : undefined}
          className="mt-1 size-5 shrink-0"
        />
        <span className="min-w-0">
          <span className={layout === "cards" ? "font-semibold" : ""}>{option.label}</span>
          {option.hint ? <span className="block text-fine text-soft">{option.hint}</span> : null}
        </span>
      </label>
      {option.more ? <div className="px-4 pb-3 pl-12">{option.more}</div> : null}
    </div>
  );
}
