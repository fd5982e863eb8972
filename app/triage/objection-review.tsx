import { Form } from "@remix-run/react";
import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { moment } from "#app/copy/when.ts";
import {
  Button,
  Card,
  ErrorSummary,
  errorOf,
  type FieldError,
  FormToken,
  LinkButton,
  Notice,
  RadioGroup,
  TextArea,
  UrgencyBadge,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import { DeskChoice } from "./desk-choice.tsx";
import { LawList } from "./law-list.tsx";
import type { ReviewView } from "./objection-view.ts";
import type { RefusalCode } from "./rules.ts";

export interface TypedDecision {
  readonly outcome: "upheld" | "overruled" | null;
  readonly reason: string;
  readonly department: string | null;
  readonly district: string | null;
  readonly problem: RefusalCode | "outcome_missing";
  readonly field: string | null;
}

interface ObjectionReviewProps {
  readonly staff: Staff;
  readonly review: ReviewView;
  readonly typed: TypedDecision | null;
}

/** What was objected and why it had been routed so, side by side with the decision. */
export function ObjectionReview({ staff, review, typed }: ObjectionReviewProps) {
  const { triage } = useCopy();
  const { one } = triage.review;
  const locale = useLocale();
  const errors: readonly FieldError[] =
    typed === null
      ? []
      : [
          {
            name: typed.field,
            message: typed.problem === "outcome_missing" ? one.outcomeMissing : triage.refusals[typed.problem],
          },
        ];
  return (
    <StaffFrame staff={staff}>
      <p className="flex flex-wrap items-center gap-3">
        <UrgencyBadge level={review.urgency} />
        <span className="font-semibold tabular-nums">{review.caseNumber}</span>
        <span className="text-soft">{review.situations.join(locale === "en" ? "; " : "；")}</span>
      </p>
      <h1 className="mt-2 mb-6 text-h1">{one.heading}</h1>
      <ErrorSummary errors={errors} />
      <div className="grid gap-6 lg:grid-cols-2 lg:items-start">
        <Card title={review.from}>
          <p className="text-fine text-soft">{one.raised(review.raisedBy, moment(locale, review.raisedAt))}</p>
          <h3 className="mt-4 text-fine text-soft">{one.reason}</h3>
          <p className="whitespace-pre-line [overflow-wrap:anywhere]">{review.reason ?? one.unreadable}</p>
          <h3 className="mt-4 text-fine text-soft">{one.proposed}</h3>
          <p>{review.proposed ?? one.nothing}</p>
          <h3 className="mt-4 text-fine text-soft">{one.routedFor}</h3>
          <p>{review.routedFor}</p>
          <LawList law={review.law} />
        </Card>
        {review.isDecided ? (
          <Notice kind="done" title={one.decided} actions={<LinkButton to="/objections">{one.back}</LinkButton>} />
        ) : (
          <Decision review={review} typed={typed} errors={errors} />
        )}
      </div>
    </StaffFrame>
  );
}

interface DecisionProps {
  readonly review: ReviewView;
  readonly typed: TypedDecision | null;
  readonly errors: readonly FieldError[];
}

function Decision({ review, typed, errors }: DecisionProps) {
  const { one } = useCopy().triage.review;
  return (
    <Form method="post" className="grid gap-6 rounded-lg border border-line bg-paper p-6">
      <FormToken />
      <RadioGroup
        name="outcome"
        label={one.outcome}
        value={typed?.outcome ?? null}
        options={[
          { value: "upheld", label: one.upheld, hint: one.upheldHint },
          { value: "overruled", label: one.overruled, hint: one.overruledHint },
        ]}
        error={errorOf(errors, "outcome")}
      />
      <DeskChoice
        words={one}
        departments={review.departments}
        districts={review.districts}
        department={typed === null ? review.proposedDepartment : typed.department}
        district={typed === null ? review.proposedDistrict : typed.district}
        placeholder={one.same}
        hint={one.targetHint}
        error={errorOf(errors, "department")}
      />
      <TextArea
        name="reason"
        label={one.decision}
        hint={one.decisionHint}
        maxLength={2_000}
        value={typed?.reason ?? ""}
        error={errorOf(errors, "reason")}
      />
      <div className="flex flex-wrap gap-3">
        <Button>{one.submit}</Button>
        <LinkButton kind="quiet" to="/objections">
          {one.back}
        </LinkButton>
      </div>
    </Form>
  );
}
