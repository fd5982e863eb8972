import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { Card, Empty, LinkButton, Notice, StateBadge, UrgencyBadge, useCopy } from "#app/ui/index.ts";
import { AnswersRead, AssessmentLine, ProposalBesideDecision } from "./assessment-reading.tsx";
import type { AssessmentView } from "./assessment-view.ts";

export interface AssessmentPageView {
  readonly staff: Staff;
  readonly caseNumber: string;
  readonly mayAssess: boolean;
  /** The one that is read; null where there is none yet. */
  readonly shown: AssessmentView | null;
  /** All of the case, the latest first. */
  readonly all: readonly AssessmentView[];
}

/** One assessment to read, and the others of the case. */
export function AssessmentPage({ view }: { view: AssessmentPageView }) {
  const words = useCopy().assessments;
  const { shown, all, caseNumber } = view;
  const isLatest = shown !== null && shown.ordinal === all[0]?.ordinal;
  return (
    <StaffFrame staff={view.staff}>
      <div className="mx-auto grid max-w-4xl gap-6">
        <div>
          <p className="font-semibold tabular-nums">{caseNumber}</p>
          <div className="mt-2 flex flex-wrap items-center justify-between gap-3">
            <h1 className="text-h1">{words.heading}</h1>
            <span className="flex flex-wrap gap-3 print:hidden">
              {view.mayAssess ? (
                <LinkButton kind="primary" to={`/cases/${caseNumber}/assessment/new`}>
                  {all.length === 0 ? words.start : words.again}
                </LinkButton>
              ) : null}
              <LinkButton kind="quiet" to={`/cases/${caseNumber}`}>
                {words.back}
              </LinkButton>
            </span>
          </div>
          {shown === null ? null : <AssessmentLine view={shown} />}
        </div>
        {shown === null ? (
          <Empty title={words.none}>{words.noneHint}</Empty>
        ) : (
          <>
            {isLatest ? null : <Notice kind="care">{words.superseded}</Notice>}
            <Card title={words.decide.heading}>
              <ProposalBesideDecision view={shown} />
            </Card>
            {shown.content === null ? (
              <Notice kind="care">{words.unreadable}</Notice>
            ) : (
              <Card title={words.read.answers}>
                <AnswersRead content={shown.content} />
              </Card>
            )}
          </>
        )}
        {all.length > 1 ? (
          <Card title={words.earlier}>
            <ul className="divide-y divide-line">
              {all.map((one, index) => (
                <li key={one.ordinal} className="flex flex-wrap items-center justify-between gap-3 py-2">
                  <AssessmentLine view={one} />
                  <span className="flex items-center gap-3">
                    {index === 0 ? <StateBadge tone="done">{words.latest}</StateBadge> : null}
                    <UrgencyBadge level={one.decided} />
                    {one.ordinal === shown?.ordinal ? null : (
                      <LinkButton kind="quiet" to={`/cases/${caseNumber}/assessment?of=${one.ordinal}`}>
                        {words.ordinal(one.ordinal)}
                      </LinkButton>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          </Card>
        ) : null}
      </div>
    </StaffFrame>
  );
}
