import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { Card, ErrorSummary, type FieldError, LinkButton, ReasonedForm, useCopy } from "#app/ui/index.ts";
import { Access } from "./oversight-page.tsx";
import type { EmergencyView } from "./oversight-view.ts";
import type { EmergencyRefusalCode } from "./rules.ts";

export interface TypedReview {
  readonly outcome: string;
  readonly words: string;
  readonly refusal: EmergencyRefusalCode;
}

interface ReviewPageProps {
  readonly staff: Staff;
  readonly access: EmergencyView;
  readonly typed: TypedReview | null;
}

const outcomes = ["justified", "unjustified"] as const;

const fieldOf = (code: EmergencyRefusalCode): string | null =>
  code === "outcome_missing" ? "outcome" : code === "already_reviewed" ? null : "words";

/** One access, and whether it was justified. */
export function ReviewPage({ staff, access, typed }: ReviewPageProps) {
  const { emergency } = useCopy();
  const { oversight: words } = emergency;
  const errors: readonly FieldError[] =
    typed === null ? [] : [{ name: fieldOf(typed.refusal), message: emergency.refusals[typed.refusal] }];
  const isWaiting = access.review === null;
  return (
    <StaffFrame staff={staff}>
      <div className="mx-auto grid max-w-2xl gap-6">
        <h1 className="text-h1">{words.reviewHeading}</h1>
        <ErrorSummary errors={errors} />
        <Card>
          <Access access={access} />
        </Card>
        {isWaiting ? (
          <ReasonedForm
            choice={{
              name: "outcome",
              label: words.outcome,
              options: outcomes.map((code) => ({
                value: code,
                label: words.states[code],
                hint: words.outcomeHints[code],
              })),
              value: typed?.outcome ?? null,
            }}
            words={{ label: words.words, hint: words.wordsHint, value: typed?.words ?? "" }}
            errors={errors}
            submit={{ label: words.submit }}
            back={{ label: words.back, to: "/oversight" }}
          />
        ) : (
          <p>
            <LinkButton to="/oversight">{words.back}</LinkButton>
          </p>
        )}
      </div>
    </StaffFrame>
  );
}
