import { sweepClocks as markBreached, warnOfClocks } from "#app/clocks/sweep.ts";
import { asSystem } from "#db/actor.ts";
import { catalogue } from "../catalogue.ts";
import { handle } from "../handler.ts";

/** Warns of every clock that ends soon and marks every one whose moment has passed, batch by batch, each a transaction of its own. */
export const sweepClocks = handle(catalogue["sweep-clocks"], async ({ portal, now, log, signal }) => {
  const total = { breached: 0, warned: 0 };
  for (let found = 1; found > 0 && !signal.aborted; total.breached += found) {
    found = (await asSystem(portal.db, "sweep-clocks", (tx) => markBreached(tx, portal.edition, now))).breached;
  }
  for (let found = 1; found > 0 && !signal.aborted; total.warned += found) {
    found = (await asSystem(portal.db, "sweep-clocks", (tx) => warnOfClocks(tx, now))).warned;
  }
  if (total.breached > 0) log.info({ breached: total.breached }, "clocks.breached");
  if (total.warned > 0) log.info({ warned: total.warned }, "clocks.warned");
});
