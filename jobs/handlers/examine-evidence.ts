import { examineEvidence as examine } from "#app/evidence/examining.ts";
import { EvidenceDamaged } from "#app/evidence/parts.ts";
import { catalogue } from "../catalogue.ts";
import { handle } from "../handler.ts";
import { GiveUp } from "../queue-worker.ts";

/** Scan and preview of one file; one that was taken back meanwhile needs neither. */
export const examineEvidence = handle(
  catalogue["examine-evidence"],
  async ({ portal, signal, complete }, { evidenceId }) => {
    await examine(portal, evidenceId, signal, complete).catch((error: unknown) => {
      throw error instanceof EvidenceDamaged ? new GiveUp(error.name) : error;
    });
  },
);
