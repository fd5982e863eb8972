import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { ErrorSummary, LinkButton, Notice, useCopy } from "#app/ui/index.ts";
import type { MatchesView } from "./match-view.ts";
import { MatchesList } from "./matches-list.tsx";
import type { RefusalCode } from "./rules.ts";

/** What was just decided and is said on top of the page. */
type Decided = "join" | "undo" | "apart" | "again";

interface MatchesPageProps {
  readonly staff: Staff;
  readonly caseNumber: string;
  readonly view: MatchesView;
  readonly decided: Decided | null;
  readonly refused: RefusalCode | null;
}

/** All pairs and joins of one case on a page of its own. */
export function MatchesPage({ staff, caseNumber, view, decided, refused }: MatchesPageProps) {
  const { matching: words } = useCopy();
  return (
    <StaffFrame staff={staff}>
      <div className="mx-auto grid max-w-4xl gap-6">
        <div>
          <p className="font-semibold tabular-nums">{caseNumber}</p>
          <h1 className="mt-2 text-h1">{words.heading}</h1>
        </div>
        {refused === null ? null : <ErrorSummary errors={[{ name: "matches", message: words.refusals[refused] }]} />}
        {decided === null || refused !== null ? null : (
          <Notice kind="done" live>
            {words.done[decided]}
          </Notice>
        )}
        <div id="f-matches" className="rounded-lg border border-line bg-paper p-6">
          <MatchesList caseNumber={caseNumber} view={view} />
        </div>
        <div>
          <LinkButton kind="quiet" to={`/cases/${caseNumber}`}>
            {words.back}
          </LinkButton>
        </div>
      </div>
    </StaffFrame>
  );
}
