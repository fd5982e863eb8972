import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { ErrorSummary, type FieldError, LinkButton, useCopy } from "#app/ui/index.ts";
import { HoldForm, type TypedHold } from "./hold-form.tsx";
import type { HoldRefusalCode } from "./rules.ts";

/** A hold that was not taken as it was typed; what was typed stays. */
export interface RefusedHold extends TypedHold {
  readonly refusal: HoldRefusalCode;
}

interface HoldPageProps {
  readonly view: { readonly staff: Staff; readonly caseNumber: string };
  readonly refused: RefusedHold | null;
}

/** The form for a hold on a page of its own: where one that was not taken comes back to. */
export function HoldPage({ view: { staff, caseNumber }, refused }: HoldPageProps) {
  const words = useCopy().retention;
  const errors: readonly FieldError[] =
    refused === null
      ? []
      : [
          {
            name: refused.refusal === "reason_missing" ? "holdReason" : "holdWords",
            message: words.refusals[refused.refusal],
          },
        ];
  return (
    <StaffFrame staff={staff}>
      <div className="mx-auto max-w-2xl">
        <p className="font-semibold tabular-nums">{caseNumber}</p>
        <h1 className="mt-2 text-h1">{words.place}</h1>
        <p className="mt-2 mb-6 text-soft">{words.lead}</p>
        <ErrorSummary errors={errors} />
        <div className="rounded-lg border border-line bg-paper p-6">
          <HoldForm caseNumber={caseNumber} typed={refused} errors={errors} />
          <div className="mt-4">
            <LinkButton kind="quiet" to={`/cases/${caseNumber}`}>
              {words.back}
            </LinkButton>
          </div>
        </div>
      </div>
    </StaffFrame>
  );
}
