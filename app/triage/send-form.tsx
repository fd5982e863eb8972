import { Form } from "@remix-run/react";
import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import {
  Button,
  ErrorSummary,
  errorOf,
  type FieldError,
  FormToken,
  LinkButton,
  TextArea,
  UrgencyBadge,
  useCopy,
} from "#app/ui/index.ts";
import { DeskChoice } from "./desk-choice.tsx";
import type { Choice } from "./queue-view.ts";
import type { RefusalCode } from "./rules.ts";

export interface SendFormView {
  readonly kind: "objection" | "transfer" | "return" | "recall" | "joint";
  readonly staff: Staff;
  readonly caseNumber: string;
  readonly urgency: "critical" | "urgent" | "serious";
  readonly version: number;
  /** Who will decide; null for a transfer, which nobody decides. */
  readonly level: "reviewer" | "coordinator" | null;
  /** Null where the move itself says where to. */
  readonly where: { readonly departments: readonly Choice[]; readonly districts: readonly Choice[] } | null;
}

export interface TypedMove {
  readonly reason: string;
  readonly department: string | null;
  readonly district: string | null;
  readonly refusal: RefusalCode;
  readonly field: string | null;
}

/** Every way in which work goes to another desk asks the same: why, and mostly where to. What was typed stays when the move is refused. */
export function SendForm({ view, typed }: { view: SendFormView; typed: TypedMove | null }) {
  const { triage } = useCopy();
  const words = triage[view.kind];
  const errors: readonly FieldError[] =
    typed === null ? [] : [{ name: typed.field, message: triage.refusals[typed.refusal] }];
  return (
    <StaffFrame staff={view.staff}>
      <div className="mx-auto max-w-2xl">
        <p className="flex flex-wrap items-center gap-3">
          <UrgencyBadge level={view.urgency} />
          <span className="font-semibold tabular-nums">{view.caseNumber}</span>
        </p>
        <h1 className="mt-2 text-h1">{words.heading}</h1>
        <p className="mt-2 mb-6 text-soft">
          {words.lead}
          {view.level === null ? null : <strong className="mt-1 block">{triage.objection.reviewer[view.level]}</strong>}
        </p>
        <ErrorSummary errors={errors} />
        <Form method="post" className="grid gap-6 rounded-lg border border-line bg-paper p-6">
          <FormToken />
          <input type="hidden" name="version" value={view.version} />
          {view.where === null ? null : (
            <DeskChoice
              words={triage[view.kind === "joint" ? "joint" : view.kind === "transfer" ? "transfer" : "objection"]}
              {...view.where}
              department={typed?.department ?? null}
              district={typed?.district ?? null}
              placeholder={view.kind === "objection" ? triage.objection.noSuggestion : triage.objection.same}
              error={errorOf(errors, "department")}
            />
          )}
          <TextArea
            name="reason"
            label={words.reason}
            hint={words.reasonHint}
            maxLength={2_000}
            value={typed?.reason ?? ""}
            error={errorOf(errors, "reason")}
          />
          <div className="flex flex-wrap gap-3">
            <Button>{words.submit}</Button>
            <LinkButton kind="quiet" to={`/cases/${view.caseNumber}`}>
              {triage.cancel}
            </LinkButton>
          </div>
        </Form>
      </div>
    </StaffFrame>
  );
}
