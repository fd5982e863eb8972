import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import {
  Card,
  ErrorSummary,
  errorOf,
  type FieldError,
  LinkButton,
  RadioGroup,
  ReasonedForm,
  useCopy,
} from "#app/ui/index.ts";
import { RequestLine } from "./request-line.tsx";
import type { RequestView } from "./request-view.ts";
import type { IdentityRefusalCode } from "./rules.ts";

export interface TypedDecision {
  readonly outcome: string;
  readonly hours: string;
  readonly words: string;
  readonly refusal: IdentityRefusalCode;
}

interface DecidePageProps {
  readonly staff: Staff;
  readonly request: RequestView;
  readonly mayDecide: boolean;
  readonly hours: readonly number[];
  readonly typed: TypedDecision | null;
}

const fieldOf = (code: IdentityRefusalCode): string | null => {
  if (code === "outcome_missing") return "outcome";
  if (code === "hours_unknown") return "hours";
  return code === "words_missing" || code === "words_too_long" ? "words" : null;
};

const outcomes = ["granted", "refused"] as const;

/** One request: granted for some hours, or refused with a word why. */
export function DecidePage({ staff, request, mayDecide, hours, typed }: DecidePageProps) {
  const { identityRequests: words } = useCopy();
  const errors: readonly FieldError[] =
    typed === null ? [] : [{ name: fieldOf(typed.refusal), message: words.refusals[typed.refusal] }];
  const isWaiting = request.decision === null;
  return (
    <StaffFrame staff={staff}>
      <div className="mx-auto grid max-w-2xl gap-6">
        <h1 className="text-h1">{words.decideHeading}</h1>
        <ErrorSummary errors={errors} />
        <Card>
          <RequestLine request={request} />
        </Card>
        {isWaiting && mayDecide ? (
          <ReasonedForm
            choice={{
              name: "outcome",
              label: words.outcome,
              options: outcomes.map((code) => ({
                value: code,
                label: words.outcomes[code],
                hint: words.outcomeHints[code],
              })),
              value: typed?.outcome ?? null,
            }}
            between={
              <RadioGroup
                name="hours"
                label={words.hours}
                hint={words.hoursHint}
                layout="inline"
                options={[...hours]
                  .sort((a, b) => a - b)
                  .map((one) => ({ value: String(one), label: words.hour(one) }))}
                value={typed?.hours ?? String(hours[0])}
                error={errorOf(errors, "hours")}
              />
            }
            words={{ label: words.decisionWords, hint: words.decisionHint, value: typed?.words ?? "" }}
            errors={errors}
            submit={{ label: words.submitDecision }}
            back={{ label: words.backToList, to: "/identity-requests" }}
          />
        ) : (
          <p>
            <LinkButton to="/identity-requests">{words.backToList}</LinkButton>
          </p>
        )}
      </div>
    </StaffFrame>
  );
}
