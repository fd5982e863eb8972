import { moveFrame, moving } from "#app/triage/move-action.ts";
import { takeOver } from "#app/triage/officers.ts";
import { MoveAnswer } from "#app/triage/refused-move.tsx";
import { pageTitle } from "#app/ui/index.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.triage.move.refusedTitle);
export const loader = moveFrame;
export const action = moving(takeOver, null);
export default MoveAnswer;
