import { moment } from "#app/copy/when.ts";
import { Card, StateBadge, useCopy, useLocale } from "#app/ui/index.ts";
import type { ResultOutcome } from "#db/schema/index.ts";
import { outcomeRules } from "./rules.ts";

/** What one department told, as the reporter reads it. */
export interface ResultModel {
  readonly id: string;
  readonly department: string;
  readonly outcome: ResultOutcome;
  readonly decidedOn: string;
  readonly toldAt: Date;
  readonly isCorrection: boolean;
  readonly wasCorrected: boolean;
}

/** What departments have told this report's reporter, the newest first: in plain words, and what can be done next. */
export function ReceiptResults({ results }: { results: readonly ResultModel[] }) {
  const { receipt: words } = useCopy().feedback;
  return (
    <div id="results" className="scroll-mt-24">
      <Card title={words.title}>
        {results.length === 0 ? <p className="max-w-2xl text-soft">{words.none}</p> : null}
        <ul className="divide-y divide-line">
          {results.map((result) => (
            <li key={result.id} className="py-5 first:pt-0 last:pb-0" data-result={result.outcome}>
              <Result result={result} />
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

function Result({ result }: { result: ResultModel }) {
  const { receipt: words, outcomes } = useCopy().feedback;
  const locale = useLocale();
  const { department, outcome, decidedOn, toldAt, isCorrection, wasCorrected } = result;
  return (
    <>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="font-semibold">{department}</span>
        <StateBadge tone={wasCorrected ? "gone" : outcomeRules[outcome].tone}>{outcomes[outcome]}</StateBadge>
        <span className="text-fine text-soft tabular-nums">{words.toldAt(moment(locale, toldAt))}</span>
      </p>
      {wasCorrected ? (
        <p className="mt-1 text-soft">{words.wasCorrected}</p>
      ) : (
        <>
          {isCorrection ? <p className="mt-1 text-fine text-soft">{words.isCorrection}</p> : null}
          <p className="mt-2 max-w-2xl text-lead">{words.says[outcome]}</p>
          <p className="text-fine text-soft tabular-nums">{words.decidedOn(decidedOn)}</p>
          <p className="mt-2 max-w-2xl">
            <span className="font-semibold">{words.next}</span> {words.nextSteps[outcome]}
          </p>
        </>
      )}
    </>
  );
}
