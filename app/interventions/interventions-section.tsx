import { Link } from "@remix-run/react";
import { LawList } from "#app/triage/law-list.tsx";
import { ClockBar, Details, LinkButton, StateBadge, type Tone, useCopy } from "#app/ui/index.ts";
import type { InterventionState } from "#guidelines/intervention.ts";
import type { InterventionLine, InterventionsSectionView, SuggestedLine } from "./section-view.ts";

export const stateTones: Readonly<Record<InterventionState, Tone>> = {
  proposed: "waiting",
  approved: "waiting",
  declined: "gone",
  active: "moving",
  reviewed: "moving",
  ended: "done",
};

interface InterventionsSectionProps {
  readonly caseNumber: string;
  readonly view: InterventionsSectionView;
  readonly now: Date;
}

/** What is done for the child: each measure in brief, then what is suggested and not opened yet. */
export function InterventionsSection({ caseNumber, view, now }: InterventionsSectionProps) {
  const words = useCopy().interventions;
  const { lines, suggested, mayPropose } = view;
  return (
    <div className="grid gap-6">
      {lines.length === 0 ? (
        <p className="text-soft">{words.none}</p>
      ) : (
        <ul className="border-t border-line">
          {lines.map((line) => (
            <li key={line.id} className="border-b border-line py-4">
              <Line line={line} caseNumber={caseNumber} now={now} />
            </li>
          ))}
        </ul>
      )}
      {suggested.length === 0 ? null : (
        <Details summary={words.suggested.summary(suggested.length)} open={lines.length === 0}>
          <ul className="grid gap-5 py-2">
            {suggested.map((one) => (
              <li key={one.kind}>
                <Suggested line={one} caseNumber={caseNumber} mayPropose={mayPropose} />
              </li>
            ))}
          </ul>
        </Details>
      )}
      {mayPropose ? (
        <div className="print:hidden">
          <LinkButton to={`/cases/${caseNumber}/intervention`}>{words.propose}</LinkButton>
        </div>
      ) : null}
    </div>
  );
}

function Line({ line, caseNumber, now }: { line: InterventionLine; caseNumber: string; now: Date }) {
  const words = useCopy().interventions;
  const { next } = line;
  return (
    <div className="grid gap-2 sm:grid-cols-[1fr_auto] sm:gap-6">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-3">
          <h3 className="text-h3">
            <Link to={`/cases/${caseNumber}/intervention/${line.id}`} className="inline-flex min-h-11 items-center">
              {line.name}
            </Link>
          </h3>
          <StateBadge tone={stateTones[line.state]}>{line.stateName}</StateBadge>
        </div>
        <p className="text-fine text-soft">{words.ledBy(line.lead)}</p>
        {line.judgement === null ? null : <p>{line.judgement}</p>}
        {line.awaits.length === 0 ? null : <p>{words.awaits(words.list(line.awaits))}</p>}
      </div>
      {next === null || next.dueAt === null ? null : (
        <div>
          <p className="text-fine font-semibold">{next.name}</p>
          <ClockBar state={next.state} startedAt={next.startedAt} dueAt={next.dueAt} now={now} withDue />
        </div>
      )}
    </div>
  );
}

interface SuggestedProps {
  readonly line: SuggestedLine;
  readonly caseNumber: string;
  readonly mayPropose: boolean;
}

function Suggested({ line, caseNumber, mayPropose }: SuggestedProps) {
  const words = useCopy().interventions;
  return (
    <div className="text-ink">
      <p className="font-semibold">
        {line.name} <span className="font-normal text-soft">{words.ledBy(line.lead)}</span>
      </p>
      {line.reasons.map((reason) => (
        <p key={reason} className="max-w-2xl">
          {reason}
        </p>
      ))}
      <LawList law={line.law} />
      {mayPropose ? (
        <p className="print:hidden">
          <Link
            to={`/cases/${caseNumber}/intervention?kind=${line.kind}`}
            className="inline-flex min-h-11 items-center text-accent underline"
          >
            {words.suggested.open(line.name)}
          </Link>
        </p>
      ) : null}
    </div>
  );
}
