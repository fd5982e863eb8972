import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { moment } from "#app/copy/when.ts";
import { Notice, useCopy, useLocale } from "#app/ui/index.ts";
import { AnswerForm } from "./answer-form.tsx";
import type { AssessmentAnswer } from "./answering.ts";
import { DecideForm } from "./decide-form.tsx";
import type { FormView } from "./form-view.ts";
import type { TypedAssessment } from "./rules.ts";

export interface NewAssessmentView {
  readonly staff: Staff;
  readonly caseNumber: string;
  readonly form: FormView;
  /** What the form begins with: the latest assessment's answers, or nothing. */
  readonly typed: TypedAssessment;
  readonly basedOn: number;
  readonly carried: { readonly who: string; readonly at: Date } | null;
}

/** An assessment in two steps on one address: the questions, then the proposal and the decision on it. */
export function NewAssessmentPage({ view, answer }: { view: NewAssessmentView; answer: AssessmentAnswer | null }) {
  const words = useCopy().assessments;
  const locale = useLocale();
  const decides = answer?.step === "decide";
  return (
    <StaffFrame staff={view.staff}>
      <div className="mx-auto max-w-4xl">
        <p className="font-semibold tabular-nums">{view.caseNumber}</p>
        <h1 className="mt-2 text-h1">{decides ? words.decide.heading : words.newTitle}</h1>
        {decides ? null : <p className="mt-1 max-w-2xl text-soft">{words.form.lead}</p>}
        <div className="my-5 grid gap-4">
          {answer === null && view.carried !== null ? (
            <Notice kind="care">{words.form.carried(view.carried.who, moment(locale, view.carried.at))}</Notice>
          ) : null}
          {decides && answer.told !== null ? (
            <Notice
              kind="care"
              live
              title={answer.told.title}
              actions={
                answer.told.to === null ? null : (
                  <a href={answer.told.to} target="_blank" rel="noreferrer" className="text-accent underline">
                    {words.seeMeanwhile}
                  </a>
                )
              }
            >
              {answer.told.text}
            </Notice>
          ) : null}
        </div>
        {decides ? (
          <DecideForm deciding={answer.deciding} errors={answer.errors} />
        ) : (
          <AnswerForm
            caseNumber={view.caseNumber}
            form={view.form}
            typed={answer?.typed ?? view.typed}
            basedOn={answer?.basedOn ?? view.basedOn}
            errors={answer?.errors ?? []}
          />
        )}
      </div>
    </StaffFrame>
  );
}
