import { sweepClocks as markBreached } from "#app/clocks/commands.ts";
import { asSystem } from "#db/actor.ts";
import { catalogue } from "../catalogue.ts";
import { handle } from "../handler.ts";

/** Marks every clock whose moment has passed, batch by batch, each batch a transaction of its own. */
export const sweepClocks = handle(catalogue["sweep-clocks"], async ({ portal, now, log, signal }) => {
  const uncounted = portal.edition.clocks.filter(({ breach }) => !breach.counts).map(({ id }) => id);
  let total = 0;
  for (let found = 1; found > 0 && !signal.aborted; total += found) {
    found = (await asSystem(portal.db, "sweep-clocks", (tx) => markBreached(tx, now, uncounted))).breached;
  }
  if (total > 0) log.info({ breached: total }, "clocks.breached");
});
