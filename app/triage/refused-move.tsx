import { useActionData, useLoaderData } from "@remix-run/react";
import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { LinkButton, Notice, useCopy } from "#app/ui/index.ts";
import type { RefusalCode } from "./rules.ts";

/** What a single button's route answers when the domain said no. */
export interface RefusedMove {
  readonly refusal: RefusalCode;
  /** Null where the reader may not see the case. */
  readonly caseNumber: string | null;
}

/** The page of a single button's route: why the move was refused, that nothing has changed, and where to go on. */
export function MoveAnswer() {
  const { staff } = useLoaderData<{ readonly staff: Staff }>();
  const answer = useActionData<RefusedMove>();
  const { move, refusals } = useCopy().triage;
  const caseNumber = answer?.caseNumber ?? null;
  return (
    <StaffFrame staff={staff}>
      <h1 className="mb-6 text-h1">{move.refusedTitle}</h1>
      <Notice
        kind="care"
        live
        title={answer === undefined ? move.byButton : refusals[answer.refusal]}
        actions={
          <>
            {caseNumber === null ? null : (
              <LinkButton to={`/cases/${caseNumber}`}>
                {move.backToCase} {caseNumber}
              </LinkButton>
            )}
            <LinkButton to="/triage">{move.backToQueue}</LinkButton>
          </>
        }
      >
        {move.unchanged}
      </Notice>
    </StaffFrame>
  );
}
