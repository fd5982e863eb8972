import { useActionData } from "@remix-run/react";
import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { LinkButton, Notice, useCopy } from "#app/ui/index.ts";
import type { RefusalCode } from "./rules.ts";

export interface RefusedMoveProps {
  readonly staff: Staff;
  readonly refusal: RefusalCode;
  /** Null where the reader may not see the case. */
  readonly caseNumber: string | null;
}

/** A move the domain said no to: why, that nothing has changed, and where to go on. */
function RefusedMove({ staff, refusal, caseNumber }: RefusedMoveProps) {
  const { triage } = useCopy();
  return (
    <StaffFrame staff={staff}>
      <h1 className="mb-6 text-h1">{triage.move.refusedTitle}</h1>
      <Notice
        kind="care"
        live
        title={triage.refusals[refusal]}
        actions={
          <>
            {caseNumber === null ? null : (
              <LinkButton to={`/cases/${caseNumber}`}>
                {triage.move.backToCase} {caseNumber}
              </LinkButton>
            )}
            <LinkButton to="/triage">{triage.move.backToQueue}</LinkButton>
          </>
        }
      >
        {triage.move.unchanged}
      </Notice>
    </StaffFrame>
  );
}

/** The page of a single button's route: nothing, unless the move was refused. */
export function MoveAnswer() {
  const answer = useActionData<RefusedMoveProps>();
  return answer === undefined ? null : <RefusedMove {...answer} />;
}
