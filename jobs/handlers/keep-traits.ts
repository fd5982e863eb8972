import { promiseRest, reportsWithoutTraits, traceReport } from "#app/matching/backfill.ts";
import { asSystem } from "#db/actor.ts";
import { catalogue } from "../catalogue.ts";
import { handle } from "../handler.ts";

/** Reports of one attempt: some seconds of work, between which clocks are swept. */
const reportsAPart = 300;

/**
 * Reports from before traits were kept get them, part by part, each report in a transaction of its own: what stopped half
 * way goes on where it was. A report that does not open is left out, and tried again with the next hour.
 */
export const keepTraits = handle(
  catalogue["keep-traits"],
  async ({ portal, now, log, signal, complete }, { after = null }) => {
    const system = <T>(work: Parameters<typeof asSystem<T>>[2]) => asSystem(portal.db, "keep-traits", work);
    const due = await system((tx) => reportsWithoutTraits(tx, after, reportsAPart));
    const outcomes = { kept: 0, skipped: 0, done_before: 0 };
    for (const reportId of due) {
      signal.throwIfAborted();
      outcomes[await system((tx) => traceReport(tx, portal, reportId, now))] += 1;
    }
    const last = due.at(-1);
    await system(async (tx) => {
      if (last !== undefined && due.length === reportsAPart) await promiseRest(tx, last);
      await complete(tx);
    });
    if (due.length > 0) log.info({ kept: outcomes.kept, skipped: outcomes.skipped }, "matching.traits-kept");
  },
);
