import { routeReport as bringToDepartments } from "#app/triage/routing.ts";
import { asSystem } from "#db/actor.ts";
import { catalogue } from "../catalogue.ts";
import { handle } from "../handler.ts";
import { GiveUp } from "../queue-worker.ts";

/** Assignments, clocks, notices and the end of this job are one transaction: a report is routed wholly and once. */
export const routeReport = handle(catalogue["route-report"], async ({ portal, now, log, complete }, { reportId }) => {
  const routed = await asSystem(portal.db, "route-report", async (tx) => {
    const result = await bringToDepartments(tx, portal, reportId, now);
    if (result.outcome !== "absent") await complete(tx);
    return result;
  });
  if (routed.outcome === "absent") throw new GiveUp("ReportAbsent");
  log.info({ reportId, outcome: routed.outcome }, "report.routed");
});
