import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import {
  Checkbox,
  ErrorSummary,
  errorOf,
  type FieldError,
  Notice,
  ReasonedForm,
  TextField,
  useCopy,
} from "#app/ui/index.ts";
import type { EmergencyRefusalCode } from "./rules.ts";

export interface TypedEmergency {
  readonly number: string;
  readonly reason: string;
  readonly words: string;
  readonly confirmed: boolean;
  readonly refusal: EmergencyRefusalCode;
}

const reasonCodes = [
  "child_in_danger_now",
  "child_found_elsewhere",
  "request_of_another_authority",
  "sealed_case_needed",
  "other",
] as const;

/** The field that a refusal speaks of; null for the form as a whole. */
const fieldOf = (code: EmergencyRefusalCode): string | null => {
  if (code === "reason_missing") return "reason";
  if (code === "words_missing" || code === "words_too_long") return "words";
  if (code === "not_confirmed") return "confirmed";
  return code === "not_reviewed" || code === "slow_down" ? null : "number";
};

interface EmergencyPageProps {
  readonly staff: Staff;
  readonly number: string;
  readonly typed: TypedEmergency | null;
}

/** 紧急调阅: which case, why, and what follows from it. What was typed stays when it was not taken. */
export function EmergencyPage({ staff, number, typed }: EmergencyPageProps) {
  const { emergency: words } = useCopy();
  const errors: readonly FieldError[] =
    typed === null ? [] : [{ name: fieldOf(typed.refusal), message: words.refusals[typed.refusal] }];
  return (
    <StaffFrame staff={staff}>
      <div className="mx-auto max-w-2xl">
        <h1 className="text-h1">{words.heading}</h1>
        <p className="mt-2 mb-6 text-soft">{words.lead}</p>
        <ErrorSummary errors={errors} />
        <ReasonedForm
          before={
            <TextField
              name="number"
              label={words.number}
              hint={words.numberHint}
              code
              maxLength={40}
              value={typed?.number ?? number}
              error={errorOf(errors, "number")}
            />
          }
          choice={{
            name: "reason",
            label: words.reason,
            options: reasonCodes.map((code) => ({ value: code, label: words.reasons[code] })),
            value: typed?.reason ?? null,
          }}
          words={{ label: words.words, hint: words.wordsHint, value: typed?.words ?? "" }}
          errors={errors}
          submit={{ label: words.submit }}
          back={{ label: words.back, to: "/triage" }}
        >
          <Notice kind="care" title={words.followsTitle}>
            <ul className="list-disc pl-5">
              {words.follows.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          </Notice>
          <Checkbox
            name="confirmed"
            label={words.confirmed}
            checked={typed?.confirmed ?? false}
            error={errorOf(errors, "confirmed")}
          />
        </ReasonedForm>
      </div>
    </StaffFrame>
  );
}
