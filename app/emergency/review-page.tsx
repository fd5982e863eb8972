import { Form } from "@remix-run/react";
import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import {
  Button,
  Card,
  ErrorSummary,
  errorOf,
  type FieldError,
  FormToken,
  LinkButton,
  RadioGroup,
  TextArea,
  useCopy,
} from "#app/ui/index.ts";
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
          <Form method="post" className="grid gap-6 rounded-lg border border-line bg-paper p-4 sm:p-6">
            <FormToken />
            <RadioGroup
              name="outcome"
              label={words.outcome}
              options={outcomes.map((code) => ({
                value: code,
                label: words.states[code],
                hint: words.outcomeHints[code],
              }))}
              value={typed?.outcome ?? null}
              error={errorOf(errors, "outcome")}
            />
            <TextArea
              name="words"
              label={words.words}
              hint={words.wordsHint}
              maxLength={2_000}
              rows={3}
              value={typed?.words ?? ""}
              error={errorOf(errors, "words")}
            />
            <div className="flex flex-wrap gap-3">
              <Button>{words.submit}</Button>
              <LinkButton kind="quiet" to="/oversight">
                {words.back}
              </LinkButton>
            </div>
          </Form>
        ) : (
          <p>
            <LinkButton to="/oversight">{words.back}</LinkButton>
          </p>
        )}
      </div>
    </StaffFrame>
  );
}
