import { tellPeople as oweLetters } from "#app/notices/telling.ts";
import { asSystem } from "#db/actor.ts";
import { catalogue } from "../catalogue.ts";
import { handle } from "../handler.ts";
import { GiveUp } from "../queue-worker.ts";

/** Letters and the end of this job are one transaction: whoever is to know is told once. */
export const tellPeople = handle(catalogue["tell-people"], async ({ portal, log, complete }, { about, subjectId }) => {
  const owed = await asSystem(portal.db, "tell-people", async (tx) => {
    const count = await oweLetters(tx, about, subjectId);
    if (count !== null) await complete(tx);
    return count;
  });
  if (owed === null) throw new GiveUp("SubjectAbsent");
  log.info({ about, owed }, "people.told");
});
