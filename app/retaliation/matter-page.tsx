import { Form } from "@remix-run/react";
import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { moment, momentWithWeekday } from "#app/copy/when.ts";
import {
  Button,
  Card,
  ErrorSummary,
  errorOf,
  type FieldError,
  FormToken,
  LinkButton,
  RadioGroup,
  StateBadge,
  SummaryList,
  TextArea,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import type { retaliationContacts, retaliationOutcomes } from "#db/schema/index.ts";
import { type MatterLine, tones } from "./list-page.tsx";
import { longestStatement, type RetaliationRefusalCode } from "./rules.ts";

export interface MatterPageView extends MatterLine {
  readonly staff: Staff;
  readonly caseNumber: string | null;
  readonly contact: (typeof retaliationContacts)[number];
  readonly happenedOn: string | null;
  readonly outcome: (typeof retaliationOutcomes)[number] | null;
  readonly statement: string | null;
  readonly entries: readonly {
    readonly id: string;
    /** Null: the reporter. */
    readonly writer: string | null;
    readonly at: Date;
    readonly text: string | null;
  }[];
}

/** What a prosecutor typed that was not taken. */
export interface RefusedMove {
  readonly move: "take" | "answer" | "end";
  readonly outcome: string;
  readonly text: string;
  readonly refusal: RetaliationRefusalCode;
}

/** One matter: what the reporter says, what was exchanged, and the prosecutor's next move. */
export function MatterPage({ view, refused }: { view: MatterPageView; refused: RefusedMove | null }) {
  const words = useCopy().retaliation;
  const { desk } = words;
  const locale = useLocale();
  const errors: readonly FieldError[] =
    refused === null ? [] : [{ name: fieldOf(refused), message: words.refusals[refused.refusal] }];
  return (
    <StaffFrame staff={view.staff}>
      <div className="mx-auto grid max-w-3xl gap-6">
        <header>
          <h1 className="text-h1 tabular-nums">{view.number}</h1>
          <p className="mt-2 flex flex-wrap gap-2">
            <StateBadge tone={tones[view.state]}>{words.states[view.state]}</StateBadge>
            {view.isLate ? <StateBadge tone="held">{desk.late}</StateBadge> : null}
            {view.outcome === null ? null : <StateBadge tone="done">{words.outcomes[view.outcome]}</StateBadge>}
          </p>
          <p className="mt-2 text-soft">{desk.lead}</p>
        </header>
        <ErrorSummary errors={errors} />
        <Card title={desk.statement}>
          <SummaryList
            rows={[
              { label: desk.source, value: words.sources[view.source] },
              { label: desk.kind, value: words.kinds[view.kind] },
              { label: desk.happenedOn, value: view.happenedOn ?? desk.noDay },
              { label: desk.columns.opened, value: momentWithWeekday(locale, view.openedAt) },
              ...(view.dueAt === null
                ? []
                : [{ label: desk.columns.due, value: momentWithWeekday(locale, view.dueAt) }]),
              { label: desk.contact, value: words.contacts[view.contact] },
              ...(view.caseNumber === null ? [] : [{ label: desk.relatedCase, value: view.caseNumber }]),
              ...(view.taker === null ? [] : [{ label: desk.columns.taker, value: view.taker }]),
            ]}
          />
          <p className="mt-4 whitespace-pre-line [overflow-wrap:anywhere]">{view.statement ?? words.unreadable}</p>
        </Card>
        <Card title={desk.exchange}>
          {view.entries.length === 0 ? <p className="text-soft">{desk.noExchange}</p> : null}
          <ol className="grid gap-3">
            {view.entries.map(({ id, writer, at, text }) => (
              <li
                key={id}
                className={`max-w-2xl rounded-lg border px-4 py-3 ${
                  writer === null ? "border-edge bg-paper sm:mr-10" : "border-line bg-sunk sm:ml-10"
                }`}
              >
                <p className="flex flex-wrap justify-between gap-x-4 text-fine text-soft">
                  <span className="font-semibold text-ink">{writer ?? desk.reporter}</span>
                  <time dateTime={at.toISOString()}>{moment(locale, at)}</time>
                </p>
                <p className="mt-1 whitespace-pre-line [overflow-wrap:anywhere]">{text ?? words.unreadable}</p>
              </li>
            ))}
          </ol>
        </Card>
        <Moves view={view} refused={refused} errors={errors} />
        <div>
          <LinkButton kind="quiet" to="/retaliation">
            {desk.back}
          </LinkButton>
        </div>
      </div>
    </StaffFrame>
  );
}

function fieldOf({ move, refusal }: RefusedMove): string | null {
  if (refusal === "outcome_missing") return "outcome";
  if (refusal === "changed_meanwhile" || refusal === "ended") return null;
  return move === "end" ? "endWords" : "answer";
}

interface MovesProps {
  readonly view: MatterPageView;
  readonly refused: RefusedMove | null;
  readonly errors: readonly FieldError[];
}

function Moves({ view, refused, errors }: MovesProps) {
  const { desk } = useCopy().retaliation;
  if (view.state === "ended") return null;
  return (
    <>
      {view.state === "opened" ? (
        <Form method="post" className="flex flex-wrap items-center gap-4 print:hidden">
          <FormToken />
          <Button name="move" value="take">
            {desk.take}
          </Button>
          <p className="text-fine text-soft">{desk.takeHint}</p>
        </Form>
      ) : null}
      <div className="print:hidden">
        <Card title={desk.answer}>
          <Form method="post" className="grid gap-4" key={view.entries.length}>
            <FormToken />
            <TextArea
              name="answer"
              label={desk.answer}
              hint={desk.answerHint}
              rows={4}
              maxLength={longestStatement}
              value={refused?.move === "answer" ? refused.text : undefined}
              error={errorOf(errors, "answer")}
            />
            <div>
              <Button kind="secondary" name="move" value="answer">
                {desk.send}
              </Button>
            </div>
          </Form>
        </Card>
      </div>
      {view.state === "taken" ? <EndForm refused={refused?.move === "end" ? refused : null} errors={errors} /> : null}
    </>
  );
}

function EndForm({ refused, errors }: Pick<MovesProps, "errors" | "refused">) {
  const { desk, outcomes } = useCopy().retaliation;
  return (
    <div className="print:hidden">
      <Card title={desk.end}>
        <p className="mb-4 text-soft">{desk.endHint}</p>
        <Form method="post" className="grid gap-5">
          <FormToken />
          <RadioGroup
            name="outcome"
            label={desk.outcome}
            options={Object.entries(outcomes).map(([value, label]) => ({ value, label }))}
            value={refused?.outcome}
            error={errorOf(errors, "outcome")}
          />
          <TextArea
            name="endWords"
            label={desk.endWords}
            rows={4}
            maxLength={longestStatement}
            value={refused?.text}
            error={errorOf(errors, "endWords")}
          />
          <div>
            <Button kind="grave" name="move" value="end">
              {desk.endGo}
            </Button>
          </div>
        </Form>
      </Card>
    </div>
  );
}
