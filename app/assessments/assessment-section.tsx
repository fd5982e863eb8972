import { LinkButton, Notice, useCopy } from "#app/ui/index.ts";
import { AssessmentLine, InjuriesRead, ProposalBesideDecision } from "./assessment-reading.tsx";
import type { AssessmentView } from "./assessment-view.ts";

export interface AssessmentSectionView {
  readonly mayAssess: boolean;
  readonly latest: AssessmentView | null;
}

/** The latest assessment on the page of its case: what was proposed beside what was decided. */
export function AssessmentSection({ caseNumber, view }: { caseNumber: string; view: AssessmentSectionView }) {
  const words = useCopy().assessments;
  const { latest, mayAssess } = view;
  return (
    <div className="grid gap-5">
      {latest === null ? (
        <p className="text-soft">
          {words.none} {mayAssess ? words.noneHint : null}
        </p>
      ) : (
        <>
          <AssessmentLine view={latest} />
          <ProposalBesideDecision view={latest} />
          {latest.content === null ? (
            <Notice kind="care">{words.unreadable}</Notice>
          ) : (
            <InjuriesRead injuries={latest.content.injuries} />
          )}
        </>
      )}
      <div className="flex flex-wrap gap-3 print:hidden">
        {mayAssess ? (
          <LinkButton kind={latest === null ? "primary" : "secondary"} to={`/cases/${caseNumber}/assessment/new`}>
            {latest === null ? words.start : words.again}
          </LinkButton>
        ) : null}
        {latest === null ? null : (
          <LinkButton kind="quiet" to={`/cases/${caseNumber}/assessment`}>
            {words.all}
          </LinkButton>
        )}
      </div>
    </div>
  );
}
