import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { ErrorSummary, LinkButton, useCopy } from "#app/ui/index.ts";
import type { ThreadsView } from "./thread-view.ts";
import { ThreadsSection, type TypedMessage } from "./threads-section.tsx";

export interface ThreadsPageView {
  readonly staff: Staff;
  readonly caseNumber: string;
  readonly threads: ThreadsView;
}

/** The threads of a case on a page of their own: where a message that was not taken comes back to. */
export function ThreadsPage({ view, refused }: { view: ThreadsPageView; refused: TypedMessage | null }) {
  const { messages: words } = useCopy();
  return (
    <StaffFrame staff={view.staff}>
      <div className="mx-auto max-w-4xl">
        <p className="font-semibold tabular-nums">{view.caseNumber}</p>
        <h1 className="mt-2 mb-6 text-h1">{words.heading}</h1>
        <ErrorSummary
          errors={
            refused === null ? [] : [{ name: `text-${refused.reportId}`, message: words.refusals[refused.refusal] }]
          }
        />
        <ThreadsSection caseNumber={view.caseNumber} view={view.threads} refused={refused} />
        <div className="mt-6">
          <LinkButton kind="quiet" to={`/cases/${view.caseNumber}`}>
            {words.back}
          </LinkButton>
        </div>
      </div>
    </StaffFrame>
  );
}
