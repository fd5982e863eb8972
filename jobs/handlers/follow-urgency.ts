import { followUrgency as bringAlong } from "#app/assessments/urgency.ts";
import { asSystem } from "#db/actor.ts";
import { catalogue } from "../catalogue.ts";
import { handle } from "../handler.ts";

/** Every desk's work on a case takes the urgency that an officer decided; that and the end of this job are one transaction. */
export const followUrgency = handle(catalogue["follow-urgency"], async ({ portal, complete }, { caseId }) => {
  await asSystem(portal.db, "follow-urgency", async (tx) => {
    await bringAlong(tx, portal.editionOf, caseId);
    await complete(tx);
  });
});
