import { destroyCase, dueForDestruction } from "#app/retention/destroying.ts";
import { dueForSealing, sealCase } from "#app/retention/sealing.ts";
import { asSystem } from "#db/actor.ts";
import type { Db, Tx } from "#db/connection.ts";
import { catalogue } from "../catalogue.ts";
import { handle } from "../handler.ts";

/** Closed cases are sealed when their day has come; run twice, the second finds nothing. */
export const sealCases = handle(catalogue["seal-cases"], async ({ portal: { db, edition }, now, log, signal }) => {
  const sealed = await eachDue(db, "seal-cases", signal, {
    find: (tx) => dueForSealing(tx, edition, now),
    work: (tx, caseId) => sealCase(tx, edition, caseId, now),
  });
  if (sealed > 0) log.info({ sealed }, "cases.sealed");
});

/** Sealed cases whose time is up are destroyed, never an open or a held one. */
export const destroyCases = handle(catalogue["destroy-cases"], async ({ portal: { db }, now, log, signal }) => {
  const destroyed = await eachDue(db, "destroy-cases", signal, {
    find: (tx) => dueForDestruction(tx, now),
    work: (tx, caseId) => destroyCase(tx, caseId, now),
  });
  if (destroyed > 0) log.info({ destroyed }, "cases.destroyed");
});

/** Batch by batch, each case in a transaction of its own, until a batch has nothing left to do. Returns how many were done. */
async function eachDue(
  db: Db,
  job: string,
  signal: AbortSignal,
  due: { find(tx: Tx): Promise<readonly string[]>; work(tx: Tx, caseId: string): Promise<boolean> },
): Promise<number> {
  let total = 0;
  for (let progress = true; progress && !signal.aborted; ) {
    progress = false;
    for (const caseId of await asSystem(db, job, due.find)) {
      if (signal.aborted) break;
      if (!(await asSystem(db, job, (tx) => due.work(tx, caseId)))) continue;
      progress = true;
      total += 1;
    }
  }
  return total;
}
