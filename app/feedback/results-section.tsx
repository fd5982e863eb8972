import { moment } from "#app/copy/when.ts";
import { LinkButton, StateBadge, useCopy, useLocale } from "#app/ui/index.ts";
import type { CaseResultView, ResultsView } from "./results-view.ts";
import { outcomeRules } from "./rules.ts";

/** What the reporters of a case were told, the newest first, and the way to tell more. */
export function ResultsSection({ caseNumber, view }: { caseNumber: string; view: ResultsView }) {
  const words = useCopy().feedback;
  return (
    <section aria-labelledby="results-heading" className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h3 id="results-heading" className="text-h3">
          {words.section}
        </h3>
        {view.mayTell ? (
          <span className="print:hidden">
            <LinkButton to={`/cases/${caseNumber}/result`}>{words.open}</LinkButton>
          </span>
        ) : null}
      </div>
      {view.results.length === 0 ? <p className="text-soft">{words.none}</p> : null}
      {view.results.length === 0 ? null : (
        <ul className="border-t border-line">
          {view.results.map((result) => (
            <li key={result.id} className="border-b border-line py-3" data-result={result.outcome}>
              <ResultLine caseNumber={caseNumber} result={result} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function ResultLine({ caseNumber, result }: { caseNumber: string; result: CaseResultView }) {
  const words = useCopy().feedback;
  const locale = useLocale();
  const what = words.outcomes[result.outcome];
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <StateBadge tone={result.wasCorrected ? "gone" : outcomeRules[result.outcome].tone}>{what}</StateBadge>
          <span className="tabular-nums">{words.on(result.decidedOn)}</span>
          {result.wasCorrected ? <span className="text-fine text-soft">{words.corrected}</span> : null}
          {result.isCorrection ? <span className="text-fine text-soft">{words.correction}</span> : null}
        </p>
        <p className="text-fine text-soft">
          {words.by(result.department, result.person)} · {words.toReport(result.reportNumber)} ·{" "}
          <time dateTime={result.toldAt.toISOString()}>{moment(locale, result.toldAt)}</time>
        </p>
      </div>
      {result.mayCorrect ? (
        <span className="print:hidden">
          <LinkButton
            to={`/cases/${caseNumber}/result?corrects=${result.id}`}
            kind="quiet"
            label={words.correctOf(`${what}, ${result.reportNumber}`)}
          >
            {words.correct}
          </LinkButton>
        </span>
      ) : null}
    </div>
  );
}
