import { bringLateFile as bringFile, bringSupplement as bringToDesks } from "#app/triage/late-supplement.ts";
import { asSystem } from "#db/actor.ts";
import { catalogue } from "../catalogue.ts";
import { handle } from "../handler.ts";
import { GiveUp } from "../queue-worker.ts";

/** New work, letters and the end of this job are one transaction. */
export const bringSupplement = handle(
  catalogue["bring-supplement"],
  async ({ portal, now, log, complete }, { supplementId }) => {
    const brought = await asSystem(portal.db, "bring-supplement", async (tx) => {
      const outcome = await bringToDesks(tx, portal, supplementId, now);
      if (outcome !== "absent") await complete(tx);
      return outcome;
    });
    if (brought === "absent") throw new GiveUp("SupplementAbsent");
    log.info({ outcome: brought }, "supplement.brought");
  },
);

/** The same for a file that came by a receipt. One that is gone went with its case, whose time was up. */
export const bringLateFile = handle(
  catalogue["bring-late-file"],
  async ({ portal, now, log, complete }, { evidenceId }) => {
    const brought = await asSystem(portal.db, "bring-late-file", async (tx) => {
      const outcome = await bringFile(tx, portal, evidenceId, now);
      await complete(tx);
      return outcome;
    });
    log.info({ outcome: brought }, "late_file.brought");
  },
);
