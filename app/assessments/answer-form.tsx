import { Form } from "@remix-run/react";
import {
  Button,
  Card,
  CheckboxGroup,
  Details,
  ErrorSummary,
  errorOf,
  type FieldError,
  FormToken,
  LinkButton,
  MomentField,
  RadioGroup,
  TextArea,
  useCopy,
} from "#app/ui/index.ts";
import type { FormView, QuestionView } from "./form-view.ts";
import { InjuryMap } from "./injury-map.tsx";
import { fieldOf, longestWords, type TypedAssessment } from "./rules.ts";

interface AnswerFormProps {
  readonly caseNumber: string;
  readonly form: FormView;
  readonly typed: TypedAssessment;
  readonly basedOn: number;
  readonly errors: readonly FieldError[];
}

/** What was found out, by topic. What this department is not asked in these situations is folded away, not shut. */
export function AnswerForm({ caseNumber, form, typed, basedOn, errors }: AnswerFormProps) {
  const words = useCopy().assessments;
  const ask = (question: QuestionView) => (
    <Question key={question.id} question={question} form={form} typed={typed} errors={errors} />
  );
  return (
    <>
      <ErrorSummary errors={errors} />
      <Form method="post" className="grid gap-6" noValidate>
        <FormToken />
        <input type="hidden" name="basedOn" value={basedOn} />
        {form.sections.map((section) => (
          <Card key={section.id} title={section.title}>
            <p className="-mt-3 mb-5 max-w-2xl text-soft">{section.lead}</p>
            <div className="grid gap-7">
              {section.asked.map(ask)}
              {section.more.length === 0 ? null : (
                <Details
                  summary={words.form.more(section.more.length)}
                  open={section.more.some(({ id }) => typed.answers[id] !== undefined)}
                >
                  <div className="grid gap-7 py-3 text-ink">{section.more.map(ask)}</div>
                </Details>
              )}
              <TextArea
                name={fieldOf.words(section.id)}
                label={section.words}
                rows={3}
                maxLength={longestWords}
                value={typed.words[section.id] ?? ""}
                error={errorOf(errors, fieldOf.words(section.id))}
                optional
              />
            </div>
          </Card>
        ))}
        <div className="flex flex-wrap items-center gap-3">
          <Button name="step" value="propose">
            {words.form.propose}
          </Button>
          <LinkButton kind="quiet" to={`/cases/${caseNumber}`}>
            {words.back}
          </LinkButton>
        </div>
      </Form>
    </>
  );
}

interface QuestionProps {
  readonly question: QuestionView;
  readonly form: FormView;
  readonly typed: TypedAssessment;
  readonly errors: readonly FieldError[];
}

function Question({ question, form, typed, errors }: QuestionProps) {
  const words = useCopy().assessments.form;
  const values = typed.answers[question.id] ?? [];
  const name = fieldOf.question(question.id);
  const shared = {
    name,
    label: question.label,
    hint: question.hint,
    error: errorOf(errors, name),
    optional: !question.required,
  };
  switch (question.type) {
    case "scale":
      return <RadioGroup {...shared} options={question.options} value={values[0] ?? null} layout="inline" />;
    case "several":
      return <CheckboxGroup {...shared} options={question.options} values={values} layout="inline" />;
    case "moment":
      return <MomentField {...shared} hint={`${question.hint ?? ""} ${words.momentHint}`} value={values[0] ?? ""} />;
    case "injuries":
      return <InjuryMap question={question} form={form} injuries={typed.injuries} errors={errors} />;
  }
}
