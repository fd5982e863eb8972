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
  Select,
  UrgencyBadge,
  useCopy,
} from "#app/ui/index.ts";
import { fieldOfRefusal } from "./move-form.ts";
import type { Choice } from "./queue-view.ts";
import type { RefusalCode } from "./rules.ts";

interface OfficerFormView {
  readonly staff: Staff;
  readonly caseNumber: string;
  readonly urgency: "critical" | "urgent" | "serious";
  readonly version: number;
  /** Whoever is recused from the case is not among them. */
  readonly officers: readonly Choice[];
  readonly holder: string | null;
}

export interface TypedOfficer {
  readonly officer: string | null;
  readonly refusal: RefusalCode;
}

/** 指派: which officer of the desk works it. */
export function OfficerForm({ view, typed }: { view: OfficerFormView; typed: TypedOfficer | null }) {
  const { desk, triage } = useCopy();
  const words = desk.officer;
  const errors: readonly FieldError[] =
    typed === null ? [] : [{ name: fieldOfRefusal(typed.refusal), message: triage.refusals[typed.refusal] }];
  return (
    <StaffFrame staff={view.staff}>
      <div className="mx-auto max-w-2xl">
        <p className="flex flex-wrap items-center gap-3">
          <UrgencyBadge level={view.urgency} />
          <span className="font-semibold tabular-nums">{view.caseNumber}</span>
        </p>
        <h1 className="mt-2 text-h1">{words.heading}</h1>
        <p className="mt-2 mb-6 text-soft">{words.lead}</p>
        <ErrorSummary errors={errors} />
        <Form method="post" className="grid gap-6 rounded-lg border border-line bg-paper p-6">
          <FormToken />
          <input type="hidden" name="version" value={view.version} />
          <Select
            name="officer"
            label={words.officer}
            options={view.officers}
            value={typed?.officer ?? view.holder}
            placeholder={words.choose}
            error={errorOf(errors, "officer")}
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
