import { handBackWork as bringBack } from "#app/triage/hand-back.ts";
import { asSystem } from "#db/actor.ts";
import { catalogue } from "../catalogue.ts";
import { handle } from "../handler.ts";

/** The work of somebody who has left lies with their desk again; that and the end of this job are one transaction. */
export const handBackWork = handle(
  catalogue["hand-back-work"],
  async ({ portal, now, log, complete }, { accountId }) => {
    const returned = await asSystem(portal.db, "hand-back-work", async (tx) => {
      const count = await bringBack(tx, accountId, now);
      await complete(tx);
      return count;
    });
    if (returned > 0) log.info({ returned }, "work.handed_back");
  },
);
