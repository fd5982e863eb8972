import type { LiveUpdate } from "#app/platform/live.ts";
import { asActor, type Officer } from "#db/actor.ts";
import type { Db } from "#db/connection.ts";
import { isRecusedAnywhere, seesAssignment } from "./queries.ts";

/** What an officer's open page may hear: nothing of a case from which they are recused. */
export interface Hearing {
  mayHear(update: LiveUpdate): Promise<boolean>;
  /** Asks again whether anything is shut to the officer. */
  refresh(): Promise<void>;
}

/**
 * Only an officer who is recused from something is asked about each update; for all others nothing is asked. One who
 * is kept out while a page is open hears of that last change, upon which the page finds the case gone.
 */
export async function openHearing(db: Db, actor: Officer): Promise<Hearing> {
  const ask = () => asActor(db, actor, isRecusedAnywhere);
  let isRecused = await ask();
  return {
    async mayHear({ assignmentId }) {
      if (!isRecused || assignmentId === null) return true;
      return asActor(db, actor, (tx) => seesAssignment(tx, assignmentId));
    },
    async refresh() {
      isRecused = await ask();
    },
  };
}
