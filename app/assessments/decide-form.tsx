import { Form } from "@remix-run/react";
import { LawList } from "#app/triage/law-list.tsx";
import {
  Button,
  Card,
  CheckboxGroup,
  Details,
  ErrorSummary,
  errorOf,
  type FieldError,
  FormToken,
  Notice,
  RadioGroup,
  TextArea,
  UrgencyBadge,
  useCopy,
} from "#app/ui/index.ts";
import type { Urgency } from "#db/schema/index.ts";
import { EvidenceList, UrgencyGrounds } from "./proposal-panel.tsx";
import type { ProposalView } from "./proposal-view.ts";
import { fieldOf, longestReason, type TypedAssessment, type TypedDecision } from "./rules.ts";

export interface Deciding {
  readonly typed: TypedAssessment;
  readonly proposal: ProposalView;
  readonly seen: string;
  readonly proposedAt: string;
  readonly basedOn: number;
  readonly current: Urgency;
  readonly decision: TypedDecision;
  readonly others: readonly { readonly id: string; readonly name: string; readonly lead: string }[];
  /** What becomes of running clocks, as the edition says. */
  readonly clocks: string;
}

const levels = ["critical", "urgent", "serious"] as const;

/** The proposal with its reasons, and under it the decision. The answers travel along, so that nothing is lost. */
export function DecideForm({ deciding, errors }: { deciding: Deciding; errors: readonly FieldError[] }) {
  const words = useCopy().assessments;
  const { proposal, decision, current } = deciding;
  return (
    <>
      <ErrorSummary errors={errors} />
      <Form method="post" className="grid gap-6" noValidate>
        <FormToken />
        <Carried deciding={deciding} />
        <Card
          title={words.decide.proposal}
          aside={
            <span className="flex flex-wrap items-center gap-2" data-proposed={proposal.level}>
              <span className="text-fine text-soft">{words.decide.current}</span>
              <UrgencyBadge level={current} />
              <span aria-hidden="true">→</span>
              <span className="text-fine text-soft">{words.decide.proposed}</span>
              <UrgencyBadge level={proposal.level} />
            </span>
          }
        >
          <div className="grid gap-6">
            <UrgencyGrounds proposal={proposal} />
            <EvidenceList proposal={proposal} />
          </div>
        </Card>
        <Card title={words.decide.decision}>
          <div className="grid gap-7">
            <RadioGroup
              name="urgency"
              label={words.decide.urgency}
              hint={words.decide.urgencyHint}
              layout="inline"
              value={decision.urgency}
              error={errorOf(errors, "urgency")}
              options={levels.map((level) => ({
                value: level,
                label: (
                  <span className="inline-flex items-center gap-2">
                    <UrgencyBadge level={level} />
                    {level === proposal.level ? <span className="text-fine">{words.decide.proposed}</span> : null}
                  </span>
                ),
              }))}
            />
            <TextArea
              name="reason"
              label={words.decide.reason}
              hint={words.decide.reasonHint}
              rows={3}
              maxLength={longestReason}
              value={decision.reason}
              error={errorOf(errors, "reason")}
            />
            {proposal.interventions.length === 0 ? (
              <p className="text-soft">{words.proposal.noInterventions}</p>
            ) : (
              <CheckboxGroup
                name="intervention"
                label={words.decide.interventions}
                hint={words.decide.interventionsHint}
                layout="cards"
                values={decision.interventions}
                error={errorOf(errors, "intervention")}
                options={proposal.interventions.map(({ id, name, lead, reasons, law }) => ({
                  value: id,
                  label: name,
                  hint: (
                    <>
                      {reasons.map(({ rule, why }) => (
                        <span key={rule} className="block">
                          {why}
                        </span>
                      ))}
                      <span className="block">{words.proposal.lead(lead)}</span>
                    </>
                  ),
                  more: <LawList law={law} />,
                }))}
              />
            )}
            <Details
              summary={words.decide.others(deciding.others.length)}
              open={deciding.others.some(({ id }) => decision.interventions.includes(id))}
            >
              <ul className="grid gap-x-6 py-2 text-ink sm:grid-cols-2">
                {deciding.others.map(({ id, name, lead }) => (
                  <li key={id}>
                    <label className="flex min-h-11 cursor-pointer items-start gap-3 py-2">
                      <input
                        type="checkbox"
                        name="intervention"
                        value={id}
                        defaultChecked={decision.interventions.includes(id)}
                        className="mt-1 size-5 shrink-0"
                      />
                      <span>
                        {name}
                        <span className="block text-fine text-soft">{words.proposal.lead(lead)}</span>
                      </span>
                    </label>
                  </li>
                ))}
              </ul>
            </Details>
            <Notice title={words.decide.clocks}>{deciding.clocks}</Notice>
          </div>
        </Card>
        <div className="flex flex-wrap items-center gap-3">
          <Button name="step" value="save">
            {words.decide.save}
          </Button>
          <Button kind="secondary" name="step" value="back">
            {words.decide.change}
          </Button>
        </div>
      </Form>
    </>
  );
}

/** The answers, and what they were answered on, as the next step reads them. */
function Carried({ deciding }: { deciding: Deciding }) {
  const { typed, basedOn, seen, proposedAt } = deciding;
  const fields: [string, string][] = [
    ["basedOn", String(basedOn)],
    ["seen", seen],
    ["proposedAt", proposedAt],
    ...Object.entries(typed.answers).flatMap(([id, values]) =>
      values.map((value): [string, string] => [fieldOf.question(id), value]),
    ),
    ...Object.entries(typed.words).map(([id, text]): [string, string] => [fieldOf.words(id), text]),
    ...typed.injuries.flatMap(({ part, kinds, words }): [string, string][] => [
      [fieldOf.injury, part],
      ...kinds.map((kind): [string, string] => [fieldOf.injuryKinds(part), kind]),
      [fieldOf.injuryWords(part), words],
    ]),
  ];
  return fields.map(([name, value]) => <input key={`${name} ${value}`} type="hidden" name={name} value={value} />);
}
