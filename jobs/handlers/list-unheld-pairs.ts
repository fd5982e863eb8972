import { listUnheldPairs as list } from "#app/matching/unheld-pairs.ts";
import { asSystem } from "#db/actor.ts";
import { catalogue } from "../catalogue.ts";
import { handle } from "../handler.ts";

/** Puts likely pairs that nobody in office can decide on the coordinator's list, and takes off those that somebody can. */
export const listUnheldPairs = handle(catalogue["list-unheld-pairs"], async ({ portal, log }) => {
  const listed = await asSystem(portal.db, "list-unheld-pairs", list);
  if (listed > 0) log.info({ listed }, "matching.pairs-nobody-decides");
});
