import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { Card, ErrorSummary, errorOf, type FieldError, Notice, ReasonedForm, Select, useCopy } from "#app/ui/index.ts";
import type { RecusalView } from "./recusal-view.ts";
import { EndRecusal, RecusalLine } from "./recusals-section.tsx";
import { type RecusalRefusalCode, wholeDesk } from "./rules.ts";

interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface RecusalPageView {
  readonly staff: Staff;
  readonly caseNumber: string;
  readonly self: Choice;
  /** Whom a lead may keep out besides. */
  readonly others: readonly Choice[];
  /** Who can take the work; empty where nobody need be named. */
  readonly successors: readonly Choice[];
  /** 承办人; null while the work lies with the whole desk. */
  readonly holder: string | null;
  /** Nobody else of the desk is there to take the work. */
  readonly isAlone: boolean;
  readonly present: readonly (RecusalView & { readonly words: string | null })[];
}

export interface RefusedRecusal {
  readonly officer: string;
  readonly reason: string;
  readonly words: string;
  readonly successor: string;
  readonly refusal: RecusalRefusalCode;
}

const fields: Readonly<Record<RecusalRefusalCode, string>> = {
  officer_missing: "officer",
  officer_unknown: "officer",
  already_recused: "officer",
  reason_missing: "reason",
  words_missing: "words",
  words_too_long: "words",
  successor_missing: "successor",
  successor_unknown: "successor",
};

const reasonCodes = ["related_to_party", "interest_in_outcome", "knows_party", "other"] as const;

/** 回避: who, why, and who takes the work. What was typed stays when it was not taken. */
export function RecusalPage({ view, refused }: { view: RecusalPageView; refused: RefusedRecusal | null }) {
  const { recusals: words } = useCopy();
  const errors: readonly FieldError[] =
    refused === null ? [] : [{ name: fields[refused.refusal], message: words.refusals[refused.refusal] }];
  return (
    <StaffFrame staff={view.staff}>
      <div className="mx-auto grid max-w-2xl gap-6">
        <div>
          <p className="font-semibold tabular-nums">{view.caseNumber}</p>
          <h1 className="mt-2 text-h1">{words.heading}</h1>
          <p className="mt-2 text-soft">{words.lead}</p>
        </div>
        <ErrorSummary errors={errors} />
        {view.present.length === 0 ? null : (
          <Card title={words.presentTitle}>
            <ul className="divide-y divide-line">
              {view.present.map((recusal) => (
                <li key={recusal.id} className="flex flex-wrap items-center justify-between gap-3 py-3">
                  <div className="min-w-0">
                    <RecusalLine recusal={recusal} />
                    <p className="whitespace-pre-line [overflow-wrap:anywhere]">{recusal.words ?? words.unreadable}</p>
                  </div>
                  <EndRecusal recusal={recusal} caseNumber={view.caseNumber} />
                </li>
              ))}
            </ul>
          </Card>
        )}
        <RecusalForm view={view} refused={refused} errors={errors} />
      </div>
    </StaffFrame>
  );
}

interface RecusalFormProps {
  readonly view: RecusalPageView;
  readonly refused: RefusedRecusal | null;
  readonly errors: readonly FieldError[];
}

function RecusalForm({ view, refused, errors }: RecusalFormProps) {
  const { recusals: words } = useCopy();
  return (
    <ReasonedForm
      before={
        view.others.length === 0 ? (
          <input type="hidden" name="officer" value={view.self.value} />
        ) : (
          <Select
            name="officer"
            label={words.officer}
            options={[{ value: view.self.value, label: words.myself(view.self.label) }, ...view.others]}
            value={refused?.officer ?? null}
            error={errorOf(errors, "officer")}
          />
        )
      }
      choice={{
        name: "reason",
        label: words.reason,
        options: reasonCodes.map((code) => ({ value: code, label: words.reasons[code] })),
        value: refused?.reason ?? null,
      }}
      words={{ label: words.words, hint: words.wordsHint, value: refused?.words ?? "" }}
      errors={errors}
      submit={{ label: words.submit, name: "act", value: "recuse" }}
      back={{ label: words.back, to: `/cases/${view.caseNumber}` }}
    >
      {view.isAlone ? (
        <Notice kind="care">{words.alone}</Notice>
      ) : view.successors.length === 0 ? null : (
        <Select
          name="successor"
          label={words.successor}
          hint={view.others.length === 0 ? undefined : words.successorHint(view.holder ?? "")}
          options={[{ value: wholeDesk, label: words.wholeDesk }, ...view.successors]}
          value={refused?.successor ?? null}
          error={errorOf(errors, "successor")}
        />
      )}
    </ReasonedForm>
  );
}
