import { text } from "#app/copy/index.ts";
import { controlClass, describedBy } from "#app/ui/field.tsx";
import { Field, fieldId, type QuestionProps, useCopy, useLocale } from "#app/ui/index.ts";
import type { PageModel } from "./page-model.ts";

interface DistrictFieldProps extends QuestionProps {
  readonly model: Pick<PageModel, "districts" | "city">;
  readonly value: string | undefined;
  readonly offersUnknown: boolean;
}

/** The city's districts first, the provinces after them, "not known" on top where one may not know. */
export function DistrictField({ model, value, offersUnknown, ...question }: DistrictFieldProps) {
  const { report, shell } = useCopy();
  const locale = useLocale();
  const city = text(locale, model.city);
  const groups = [
    { label: report.ownDistricts(city), districts: model.districts.filter(({ outside }) => !outside) },
    { label: report.outside(city), districts: model.districts.filter(({ outside }) => outside) },
  ];
  return (
    <Field {...question}>
      <select
        id={fieldId(question.name)}
        name={question.name}
        defaultValue={value ?? ""}
        aria-invalid={question.error ? true : undefined}
        aria-describedby={describedBy(question)}
        className={`${controlClass(question.error)} sm:max-w-96`}
      >
        <option value="">{shell.form.choose}</option>
        {offersUnknown ? <option value="unknown">{shell.form.unknown}</option> : null}
        {groups.map(({ label, districts }) => (
          <optgroup key={label} label={label}>
            {districts.map(({ code, name }) => (
              <option key={code} value={code}>
                {text(locale, name)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </Field>
  );
}
