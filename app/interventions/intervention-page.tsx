import { Link } from "@remix-run/react";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { day } from "#app/copy/when.ts";
import { LawList } from "#app/triage/law-list.tsx";
import {
  Card,
  ClockBar,
  Details,
  LinkButton,
  Notice,
  StateBadge,
  SummaryList,
  Timeline,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import type { NotTaken } from "./answering.ts";
import type { AnswerLine } from "./answers-view.ts";
import type { HistoryLine, InterventionPageView, InterventionView, LimitView } from "./intervention-view.ts";
import { stateTones } from "./interventions-section.tsx";
import { MoveForm } from "./move-form.tsx";
import type { MoveView } from "./move-view.ts";

interface InterventionPageProps {
  readonly view: InterventionPageView;
  /** The move that was chosen in the address. */
  readonly chosen: string | null;
  readonly refused: NotTaken | null;
  readonly now: Date;
}

/** One intervention: where it stands, what can be done next in one form, and how it came about. */
export function InterventionPage({ view, chosen, refused, now }: InterventionPageProps) {
  const words = useCopy().interventions;
  const { caseNumber, intervention, staff } = view;
  return (
    <StaffFrame staff={staff}>
      <div className="mx-auto grid max-w-4xl gap-6">
        <header>
          <p className="font-semibold tabular-nums">
            <Link to={`/cases/${caseNumber}#interventions`} className="inline-flex min-h-11 items-center">
              {caseNumber}
            </Link>
          </p>
          <div className="mt-1 flex flex-wrap items-center gap-3">
            <h1 className="text-h1">{intervention.name}</h1>
            <StateBadge tone={stateTones[intervention.state]}>{intervention.stateName}</StateBadge>
          </div>
          <p className="mt-1 max-w-2xl text-soft">{intervention.about}</p>
        </header>
        {refused?.overtaken ? (
          <Notice kind="care" live title={words.refusals.changed_meanwhile}>
            <Kept refused={refused} intervention={intervention} />
          </Notice>
        ) : null}
        {intervention.owed.length === 0 ? null : (
          <Notice kind="care" title={words.owed}>
            {intervention.owed.map((says) => (
              <p key={says}>{says}</p>
            ))}
          </Notice>
        )}
        <Standing intervention={intervention} now={now} />
        <NextMoves view={view} chosen={chosen} refused={refused} />
        <Card title={words.history}>
          <Timeline
            entries={intervention.history.map((line) => ({
              id: line.id,
              at: line.at,
              title: line.what,
              text: <Told line={line} />,
            }))}
          />
        </Card>
        <Card title={words.rules}>
          <ul className="grid max-w-2xl list-disc gap-2 pl-5">
            {intervention.rules.map((says) => (
              <li key={says}>{says}</li>
            ))}
          </ul>
          <LawList law={intervention.law} />
        </Card>
        <div>
          <LinkButton kind="quiet" to={`/cases/${caseNumber}`}>
            {words.back}
          </LinkButton>
        </div>
      </div>
    </StaffFrame>
  );
}

function Standing({ intervention, now }: { intervention: InterventionView; now: Date }) {
  const words = useCopy().interventions;
  const { awaits, cooperating, lead, limits, result } = intervention;
  return (
    <Card title={words.standing}>
      <SummaryList
        rows={[
          ...(result === null ? [] : [{ label: words.result, value: `${result.name}\n${result.judgement}` }]),
          { label: words.lead, value: lead },
          ...(cooperating.length === 0 ? [] : [{ label: words.cooperating, value: words.list(cooperating) }]),
          ...(awaits.length === 0 ? [] : [{ label: words.awaited, value: words.list(awaits) }]),
        ]}
      />
      {limits.length === 0 ? null : (
        <ul className="mt-4 grid gap-4 sm:grid-cols-2">
          {limits.map((limit) => (
            <li key={limit.id}>
              <Limit limit={limit} now={now} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Limit({ limit, now }: { limit: LimitView; now: Date }) {
  const { cases } = useCopy();
  const { name, state, startedAt, dueAt, stoppedAt } = limit;
  return (
    <>
      <p className="text-fine font-semibold">{name}</p>
      {dueAt === null ? (
        <p className="text-fine text-soft">{cases.departments.atOnce}</p>
      ) : (
        <ClockBar state={state} startedAt={startedAt} dueAt={dueAt} stoppedAt={stoppedAt} now={now} withDue />
      )}
    </>
  );
}

function NextMoves({
  view: { caseNumber, intervention },
  chosen,
  refused,
}: Pick<InterventionPageProps, "view" | "chosen" | "refused">) {
  const words = useCopy().interventions;
  const path = `/cases/${caseNumber}/intervention/${intervention.id}`;
  const open = intervention.moves.filter(({ refusals }) => refusals.length === 0);
  const closed = intervention.moves.filter(({ refusals }) => refusals.length > 0);
  const shown =
    open.find(({ id }) => id === chosen) ?? (open.length === 1 && open[0]?.move !== "withdraw" ? open[0] : undefined);
  const isOver = intervention.state === "ended" || intervention.state === "declined";
  if (isOver) return null;
  return (
    <div id="next" className="print:hidden">
      <Card title={words.next}>
        <div className="grid gap-6">
          {open.length === 0 ? <p className="text-soft">{words.nothingOpen(words.list(intervention.awaits))}</p> : null}
          {open.length > 0 && (open.length > 1 || shown === undefined) ? (
            <Choices moves={open} shown={shown ?? null} path={path} />
          ) : null}
          {shown === undefined ? null : (
            <section aria-labelledby="move">
              <h3 id="move" className="mb-4 text-h3">
                {titleOf(shown, words.judged)}
              </h3>
              {shown.owed.map((says) => (
                <div key={says} className="mb-4">
                  <Notice kind="care" title={words.owedHere}>
                    {says}
                  </Notice>
                </div>
              ))}
              <MoveForm
                key={shown.id}
                action={`${path}?do=${shown.id}#next`}
                move={shown}
                typed={refused === null || refused.overtaken ? null : refused.typed}
                errors={refused === null || refused.overtaken ? [] : refused.errors}
                submit={words.submit[shown.move]}
                about={{
                  move: shown.move,
                  version: String(intervention.version),
                  ...(shown.target === null ? {} : { target: shown.target }),
                }}
              />
            </section>
          )}
          {closed.length === 0 ? null : <Closed moves={closed} />}
        </div>
      </Card>
    </div>
  );
}

const titleOf = ({ name, judgement }: MoveView, judged: (name: string, judgement: string) => string): string =>
  judgement === null ? name : judged(name, judgement);

function Choices({ moves, shown, path }: { moves: readonly MoveView[]; shown: MoveView | null; path: string }) {
  const words = useCopy().interventions;
  const groups = [
    { title: words.steps, moves: moves.filter(({ move }) => move !== "end") },
    { title: words.ends, moves: moves.filter(({ move }) => move === "end") },
  ];
  return (
    <nav aria-label={words.choose} className="grid gap-5">
      {groups
        .filter((group) => group.moves.length > 0)
        .map((group) => (
          <div key={group.title}>
            <p className="mb-2 text-fine text-soft">{group.title}</p>
            <ul className="flex flex-wrap gap-2">
              {group.moves.map((move) => (
                <li key={move.id}>
                  <Link
                    to={`${path}?do=${move.id}#next`}
                    preventScrollReset
                    aria-current={shown?.id === move.id ? "true" : undefined}
                    className="inline-flex min-h-11 items-center rounded-md border border-edge px-4 py-2 text-ink no-underline hover:border-accent hover:bg-accent-wash aria-[current]:border-accent aria-[current]:bg-accent-wash aria-[current]:font-semibold"
                  >
                    {titleOf(move, words.judged)}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
    </nav>
  );
}

function Closed({ moves }: { moves: readonly MoveView[] }) {
  const words = useCopy().interventions;
  return (
    <Details summary={words.closed(moves.length)}>
      <ul className="grid gap-4 py-2">
        {moves.map((move) => (
          <li key={move.id}>
            <p className="font-semibold text-ink">{titleOf(move, words.judged)}</p>
            {move.refusals.map(({ says, law }) => (
              <div key={says}>
                <p>{says}</p>
                <LawList law={law} />
              </div>
            ))}
          </li>
        ))}
      </ul>
    </Details>
  );
}

function Told({ line }: { line: HistoryLine }) {
  const words = useCopy().interventions;
  return (
    <>
      <p className="text-fine">{line.by}</p>
      {line.answers === null ? <p>{words.unreadable}</p> : <Answers answers={line.answers} />}
    </>
  );
}

function Answers({ answers }: { answers: readonly AnswerLine[] }) {
  const words = useCopy().interventions;
  return (
    <dl className="mt-1 grid gap-2 text-ink">
      {answers.map(({ id, label, value, isSecret }) => (
        <div key={id}>
          <dt className="text-fine text-soft">
            {label}
            {isSecret ? ` · ${words.secret}` : ""}
          </dt>
          <dd className="whitespace-pre-line">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What was typed when somebody else was quicker: nothing of it is lost. */
function Kept({ refused, intervention }: { refused: NotTaken; intervention: InterventionView }) {
  const words = useCopy().interventions;
  const locale = useLocale();
  const [latest] = intervention.history;
  const texts = Object.values(refused.typed)
    .flat()
    .filter((text) => text.length > 20);
  return (
    <>
      {latest === undefined ? null : <p>{words.meanwhile(latest.by, day(locale, latest.at), latest.what)}</p>}
      {texts.length === 0 ? null : (
        <div className="mt-2">
          <p className="font-semibold">{words.kept}</p>
          {texts.map((text) => (
            <p key={text} className="whitespace-pre-line">
              {text}
            </p>
          ))}
        </div>
      )}
    </>
  );
}
