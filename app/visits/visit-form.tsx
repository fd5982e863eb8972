import {
  Button,
  DateField,
  errorOf,
  type FieldError,
  FormToken,
  Notice,
  RadioGroup,
  TextArea,
  TextField,
  TimeField,
  useCopy,
} from "#app/ui/index.ts";
import { concernsOffered, kindsOffered, mostNames, mostWords, type TypedVisit, topics } from "./rules.ts";

const blank: TypedVisit = {
  kind: "",
  day: "",
  time: "",
  childSeen: "",
  concern: "",
  visitors: "",
  schooling: "",
  family: "",
  hardship: "",
  rights: "",
  childWords: "",
  next: "",
};

interface VisitFormProps {
  readonly caseNumber: string;
  readonly typed: TypedVisit | null;
  readonly errors: readonly FieldError[];
}

/** Who went, when, whether the child was seen, what was found on each topic, and what comes next. */
export function VisitForm({ caseNumber, typed, errors }: VisitFormProps) {
  const { form, kinds, concerns } = useCopy().visits;
  const value = typed ?? blank;
  return (
    <form method="post" action={`/cases/${caseNumber}/visit`} noValidate className="grid gap-6">
      <FormToken />
      <Notice kind="care">{form.dangerHint}</Notice>
      <RadioGroup
        name="kind"
        label={form.kind}
        hint={form.placementHint}
        layout="inline"
        value={value.kind}
        options={kindsOffered.map((kind) => ({ value: kind, label: kinds[kind] }))}
        error={errorOf(errors, "kind")}
      />
      <div className="grid gap-6 sm:grid-cols-2">
        <DateField name="day" label={form.day} value={value.day} error={errorOf(errors, "day")} />
        <TimeField name="time" label={form.time} value={value.time} error={errorOf(errors, "time")} />
      </div>
      <TextField
        name="visitors"
        label={form.visitors}
        hint={form.visitorsHint}
        maxLength={mostNames}
        value={value.visitors}
        error={errorOf(errors, "visitors")}
      />
      <RadioGroup
        name="childSeen"
        label={form.childSeen}
        layout="inline"
        value={value.childSeen}
        options={[
          { value: "true", label: form.yes },
          { value: "false", label: form.no },
        ]}
        error={errorOf(errors, "childSeen")}
      />
      <RadioGroup
        name="concern"
        label={form.concern}
        layout="inline"
        value={value.concern}
        options={concernsOffered.map((concern) => ({ value: concern, label: concerns[concern] }))}
        error={errorOf(errors, "concern")}
      />
      {topics.map((topic) => (
        <TextArea
          key={topic}
          name={topic}
          label={form.topics[topic]}
          hint={topic === "childWords" ? form.childWordsHint : undefined}
          maxLength={mostWords}
          value={value[topic]}
          error={errorOf(errors, topic)}
        />
      ))}
      <div>
        <Button>{form.submit}</Button>
      </div>
    </form>
  );
}
