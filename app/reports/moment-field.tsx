import { controlClass, describedBy } from "#app/ui/field.tsx";
import { FieldGroup, fieldId, type QuestionProps, type UnknownBox, useCopy } from "#app/ui/index.ts";
import { hourNameOf } from "./field-names.ts";
import type { Typed } from "./typed.ts";

/** A day, and beside it the hour for whoever remembers it: a moment without its hour stays a day. */
export function MomentField({
  typed,
  unknown,
  ...question
}: QuestionProps & { readonly typed: Typed; readonly unknown?: UnknownBox | undefined }) {
  const { report, shell } = useCopy();
  const hour = hourNameOf(question.name);
  const hourHint = `${fieldId(hour)}-hint`;
  return (
    <FieldGroup {...question}>
      <div className="flex flex-wrap gap-x-5 gap-y-3">
        <label className="block">
          <span className="text-fine text-soft">{report.moment.day}</span>
          <input
            id={fieldId(question.name)}
            name={question.name}
            type="date"
            defaultValue={typed[question.name]?.[0] ?? ""}
            aria-invalid={question.error ? true : undefined}
            aria-describedby={describedBy(question)}
            className={`${controlClass(question.error)} w-52 tabular-nums`}
          />
        </label>
        <label className="block">
          <span className="text-fine text-soft">{report.moment.hour}</span>
          <input
            id={fieldId(hour)}
            name={hour}
            type="time"
            defaultValue={typed[hour]?.[0] ?? ""}
            aria-describedby={hourHint}
            className={`${controlClass(undefined)} w-36 tabular-nums`}
          />
        </label>
      </div>
      <p id={hourHint} className="mt-1 text-fine text-soft">
        {report.moment.hint}
      </p>
      {unknown ? (
        <label className="mt-1 inline-flex min-h-11 items-center gap-3 pr-3">
          <input
            type="checkbox"
            id={fieldId(unknown.name)}
            name={unknown.name}
            value="true"
            defaultChecked={unknown.checked}
            className="size-5"
          />
          {shell.form.unknown}
        </label>
      ) : null}
    </FieldGroup>
  );
}
