import { useActionData, useLoaderData } from "@remix-run/react";
import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { moment } from "#app/copy/when.ts";
import { LinkButton, Notice, useCopy, useLocale } from "#app/ui/index.ts";
import type { LastChange } from "./last-change.ts";
import type { RefusalCode } from "./rules.ts";

/** What a single button's route answers when the domain said no. */
export interface RefusedMove {
  readonly refusal: RefusalCode;
  /** Null where the reader may not see the case. */
  readonly caseNumber: string | null;
  /** What somebody else did meanwhile, where that is why. */
  readonly meanwhile: LastChange | null;
}

/** The page of a single button's route: why the move was refused, that nothing has changed, and where to go on. */
export function MoveAnswer() {
  const { staff } = useLoaderData<{ readonly staff: Staff }>();
  const answer = useActionData<RefusedMove>();
  const { move, refusals } = useCopy().triage;
  const locale = useLocale();
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
        {answer?.meanwhile ? (
          <p className="font-semibold">
            {move.meanwhile(answer.meanwhile.by, moment(locale, answer.meanwhile.at), answer.meanwhile.what)}
          </p>
        ) : null}
        <p>{move.unchanged}</p>
      </Notice>
    </StaffFrame>
  );
}
