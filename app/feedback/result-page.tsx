import { Form } from "@remix-run/react";
import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { moment } from "#app/copy/when.ts";
import {
  Button,
  CheckboxGroup,
  DateField,
  ErrorSummary,
  errorOf,
  type FieldError,
  FormToken,
  LinkButton,
  Notice,
  RadioGroup,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import type { ResultOutcome } from "#db/schema/index.ts";
import type { FeedbackRefusalCode } from "./rules.ts";

export interface ResultPageView {
  readonly staff: Staff;
  readonly caseNumber: string;
  readonly outcomes: readonly ResultOutcome[];
  readonly reports: readonly { readonly id: string; readonly number: string; readonly filedAt: Date }[];
  /** The day in Beijing. */
  readonly today: string;
  /** The result that is corrected; its report is told. */
  readonly corrects: { readonly id: string; readonly outcome: ResultOutcome; readonly decidedOn: string } | null;
}

/** What was typed and not taken. */
export interface RefusedResult {
  readonly outcome: string;
  readonly decidedOn: string;
  readonly reportIds: readonly string[];
  readonly refusal: FeedbackRefusalCode;
}

const fieldOf: Readonly<Record<FeedbackRefusalCode, string | null>> = {
  outcome_missing: "outcome",
  day_missing: "decidedOn",
  day_ahead: "decidedOn",
  reports_missing: "report",
  not_accepted: null,
  already_corrected: null,
};

/** The form by which a department tells reporters a step or a result: codes and a day, no words of one's own. */
export function ResultPage({ view, refused }: { view: ResultPageView; refused: RefusedResult | null }) {
  const { feedback: words } = useCopy();
  const locale = useLocale();
  const { corrects } = view;
  const errors: readonly FieldError[] =
    refused === null ? [] : [{ name: fieldOf[refused.refusal], message: words.refusals[refused.refusal] }];
  return (
    <StaffFrame staff={view.staff}>
      <div className="mx-auto max-w-2xl">
        <p className="font-semibold tabular-nums">{view.caseNumber}</p>
        <h1 className="mt-2 text-h1">{words.heading}</h1>
        <p className="mt-2 mb-6 text-soft">{words.lead}</p>
        <ErrorSummary errors={errors} />
        {corrects === null ? null : (
          <div className="mb-6">
            <Notice kind="care">
              {words.correcting(`${words.outcomes[corrects.outcome]} · ${words.on(corrects.decidedOn)}`)}
            </Notice>
          </div>
        )}
        <Form method="post" className="grid gap-6 rounded-lg border border-line bg-paper p-4 sm:p-6">
          <FormToken />
          {corrects === null ? null : <input type="hidden" name="corrects" value={corrects.id} />}
          <RadioGroup
            name="outcome"
            label={words.outcome}
            value={refused?.outcome}
            options={view.outcomes.map((outcome) => ({
              value: outcome,
              label: words.outcomes[outcome],
              hint: (
                <>
                  {words.outcomeHints[outcome]}
                  <span className="block">{words.preview(words.receipt.says[outcome])}</span>
                </>
              ),
            }))}
            error={errorOf(errors, "outcome")}
          />
          <DateField
            name="decidedOn"
            label={words.decidedOn}
            max={view.today}
            value={refused?.decidedOn ?? view.today}
            error={errorOf(errors, "decidedOn")}
          />
          {corrects === null ? (
            <CheckboxGroup
              name="report"
              label={words.reports}
              hint={words.reportsHint}
              values={refused?.reportIds ?? view.reports.map(({ id }) => id)}
              options={view.reports.map(({ id, number, filedAt }) => ({
                value: id,
                label: words.reportOption(number, moment(locale, filedAt)),
              }))}
              error={errorOf(errors, "report")}
            />
          ) : null}
          <div className="flex flex-wrap gap-3">
            <Button>{corrects === null ? words.submit : words.submitCorrection}</Button>
            <LinkButton kind="quiet" to={`/cases/${view.caseNumber}`}>
              {words.back}
            </LinkButton>
          </div>
        </Form>
      </div>
    </StaffFrame>
  );
}
