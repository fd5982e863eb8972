import { type Locale, text } from "#app/copy/index.ts";
import {
  CheckboxGroup,
  DateField,
  type QuestionProps,
  RadioGroup,
  TextArea,
  TextField,
  type UnknownBox,
  useCopy,
  useLocale,
  YesNoUnknown,
} from "#app/ui/index.ts";
import type { Question } from "#guidelines/edition.ts";
import { BodyParts } from "./body-parts.tsx";
import { DistrictField } from "./district-field.tsx";
import { unknownNameOf } from "./field-names.ts";
import { MomentField } from "./moment-field.tsx";
import type { PageModel } from "./page-model.ts";
import { problemText } from "./problem-text.ts";
import { isRequired, type Way } from "./steps.ts";

interface QuestionViewProps {
  readonly question: Question;
  /** The form's name: a question about a list's item has one a piece. */
  readonly name: string;
  readonly model: PageModel;
  readonly way: Way;
}

/** About oneself and one's own steps a blank says the same as "not known"; everywhere else it is a choice. */
function offersUnknown({ unknownAllowed, field, type, required }: Question, way: Way): boolean {
  if (!unknownAllowed || type === "long_text") return false;
  return isRequired({ required }, way) || !/^(reporter|steps)\./.test(field);
}

/** One question of the edition with the control that its type asks for. */
export function QuestionView({ question, name, model, way }: QuestionViewProps) {
  const copy = useCopy();
  const locale = useLocale();
  const problem = model.errors.find((error) => error.name === name);
  const offers = offersUnknown(question, way);
  const typed = model.typed[name] ?? [];
  const shared: QuestionProps = {
    name,
    label: text(locale, question.label),
    why: text(locale, question.why),
    ...(question.hint ? { hint: text(locale, question.hint) } : {}),
    error: problem && problemText(copy, question, problem.problem),
    optional: !offers && !isRequired(question, way) && question.type !== "yes_no_unknown",
  };
  const unknown: UnknownBox | undefined = offers
    ? { name: unknownNameOf(name), checked: model.typed[unknownNameOf(name)]?.[0] === "true" }
    : undefined;
  const value = typed[0];
  const options = (question.options ?? []).map((option) => ({
    value: option.value,
    label: text(locale, option.label),
    ...(option.hint ? { hint: text(locale, option.hint) } : {}),
  }));
  const notKnown = { value: "unknown", label: copy.shell.form.unknown };
  const withUnknown =
    offers && !options.some((option) => option.value === "unknown") ? [...options, notKnown] : options;

  switch (question.type) {
    case "yes_no_unknown":
      return <YesNoUnknown {...shared} value={value} />;
    case "choice":
      return <RadioGroup {...shared} options={withUnknown} value={value} layout={layoutFor(withUnknown, locale)} />;
    case "choices":
      return <CheckboxGroup {...shared} options={withUnknown} values={typed} />;
    case "body_map":
      return <BodyParts {...shared} options={options} values={typed} />;
    case "long_text":
      return <TextArea {...shared} value={value} maxLength={question.maxLength} rows={8} />;
    case "date":
      return <DateField {...shared} value={value} unknown={unknown} />;
    case "datetime":
      return <MomentField {...shared} typed={model.typed} unknown={unknown} />;
    case "district":
      return <DistrictField {...shared} model={model} value={value} offersUnknown={offers} />;
    case "age":
      return <TextField {...shared} value={value} inputMode="numeric" width="short" maxLength={12} unknown={unknown} />;
    case "phone":
      return <TextField {...shared} value={value} type="tel" inputMode="tel" width="half" unknown={unknown} />;
    case "email":
      return <TextField {...shared} value={value} type="email" inputMode="email" unknown={unknown} />;
    case "national_id":
      return <TextField {...shared} value={value} code width="half" unknown={unknown} />;
    case "text":
      return (
        <TextField
          {...shared}
          value={value}
          maxLength={question.maxLength}
          list={question.field === "reporter.unit" && model.units.length > 0 ? unitListId : undefined}
          unknown={unknown}
        />
      );
    case "situations":
    case "indicators":
    case "person_list":
      return null;
  }
}

/** The id of the `<datalist>` with the register of units. */
export const unitListId = "units";

/** Short answers stand side by side, long ones under each other. */
const layoutFor = (options: readonly { readonly label: string }[], locale: Locale): "inline" | "list" =>
  options.every(({ label }) => label.length <= (locale === "en" ? 24 : 12)) ? "inline" : "list";
