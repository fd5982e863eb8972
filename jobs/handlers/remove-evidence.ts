import { removeEvidence as remove } from "#app/evidence/removing.ts";
import { catalogue } from "../catalogue.ts";
import { handle } from "../handler.ts";
import { GiveUp } from "../queue-worker.ts";

/** Bytes first, then the row. */
export const removeEvidence = handle(catalogue["remove-evidence"], async ({ portal, complete }, { evidenceId }) => {
  if ((await remove(portal, evidenceId, complete)) === "in_use") throw new GiveUp("EvidenceInUse");
});
