import { joinCases as bringTogether } from "#app/matching/joining.ts";
import { undoJoin as bringApart } from "#app/matching/undoing.ts";
import { asSystem } from "#db/actor.ts";
import { catalogue } from "../catalogue.ts";
import { handle } from "../handler.ts";
import { GiveUp } from "../queue-worker.ts";

/** All that moves and the end of this job are one transaction: two cases are joined wholly and once. */
export const joinCases = handle(catalogue["join-cases"], async ({ portal, now, log, complete }, { joinId }) => {
  const outcome = await asSystem(portal.db, "join-cases", async (tx) => {
    const result = await bringTogether(tx, portal, joinId, now);
    if (result !== "absent") await complete(tx);
    return result;
  });
  if (outcome === "absent") throw new GiveUp("JoinAbsent");
  log.info({ joinId, outcome }, "cases.joined");
});

/** The same for the way back. */
export const undoJoin = handle(catalogue["undo-join"], async ({ portal, now, log, complete }, { joinId }) => {
  const outcome = await asSystem(portal.db, "undo-join", async (tx) => {
    const result = await bringApart(tx, portal, joinId, now);
    if (result !== "absent") await complete(tx);
    return result;
  });
  if (outcome === "absent") throw new GiveUp("JoinAbsent");
  log.info({ joinId, outcome }, "join.undone");
});
