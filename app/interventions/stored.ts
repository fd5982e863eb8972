import { readableRecord } from "#app/keys/readable.ts";
import type { DataKey, Place } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Answers } from "#guidelines/intervention-answers.ts";
import type { Standing } from "#guidelines/intervention-workflow.ts";
import type { StoredIntervention, StoredInterventions, StoredMove } from "./queries.ts";
import { StoredAnswers } from "./rules.ts";

/** Where the answers of a move are sealed, and those that say where a placed child lives. */
export const movePlace = (id: string): Place => ({ table: "intervention_moves", column: "sealed_answers", row: id });
export const secretPlace = (id: string): Place => ({
  table: "intervention_secrets",
  column: "sealed_answers",
  row: id,
});

/** A move with its answers opened, as far as the reader may see them: null where the seal could not be opened. */
export interface OpenedMove {
  readonly move: StoredMove["move"];
  readonly author: string;
  readonly answers: Answers | null;
}

/** The moves of one intervention in their order, opened. */
export function openMoves(
  portal: Pick<Portal, "log">,
  id: string,
  { moves, secrets }: Pick<StoredInterventions, "moves" | "secrets">,
  keys: readonly DataKey[],
): readonly OpenedMove[] {
  return moves
    .filter(({ move }) => move.interventionId === id)
    .map(({ move, author }) => {
      const open = readableRecord(portal, StoredAnswers, keys, movePlace(move.id), move.sealedAnswers);
      const hidden = secrets.find(({ moveId }) => moveId === move.id);
      const secret =
        hidden === undefined
          ? {}
          : readableRecord(portal, StoredAnswers, keys, secretPlace(move.id), hidden.sealedAnswers);
      return { move, author, answers: open === null ? null : { ...open, ...secret } };
    });
}

/** Where an intervention stands, as the engine asks it. */
export function standingOf({ kind, state }: StoredIntervention, moves: readonly OpenedMove[]): Standing {
  return {
    kind,
    state,
    done: moves.flatMap(({ move }) => (move.move === "step" && move.target !== null ? [move.target] : [])),
    answers: Object.fromEntries(moves.flatMap(({ answers }) => Object.entries(answers ?? {}))),
  };
}
