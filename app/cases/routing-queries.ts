import { asc, eq, getTableColumns, inArray } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { routingDecisions } from "#db/schema/index.ts";
import { type RoutingPlace, type ShownRouting, shownRouting } from "./routing-place.ts";
import { type CasePart, draws } from "./tabs.ts";

/** Where a page tells no decision. */
const none: ShownRouting = { page: 1, pages: 1, count: 0, ids: [] };

/**
 * The decisions of the rules on a case, the oldest first. A decision with its whole trace is long: it comes along only
 * for those that the answer tells, which on paper are all.
 */
export async function readRouting(tx: Tx, caseId: string, part: CasePart, asked: RoutingPlace) {
  if (!draws(part, ["overview"])) return { decisions: [], routing: none };
  const { decision, ...columns } = getTableColumns(routingDecisions);
  const rows = await tx
    .select(columns)
    .from(routingDecisions)
    .where(eq(routingDecisions.caseId, caseId))
    .orderBy(asc(routingDecisions.decidedAt), asc(routingDecisions.id));
  const ids = rows.map(({ id }) => id);
  const routing = part === "print" ? shownRouting(ids, 1, Math.max(1, ids.length)) : shownRouting(ids, asked.page);
  const told =
    routing.ids.length === 0
      ? []
      : await tx
          .select({ id: routingDecisions.id, decision })
          .from(routingDecisions)
          .where(inArray(routingDecisions.id, [...routing.ids]));
  const decisionOf = new Map(told.map((one) => [one.id, one.decision]));
  // Where there is but one decision, or all are on paper, nobody has to ask for its trace.
  const isTraced = (place: number) => part === "print" || rows.length === 1 || place === asked.traced;
  const decisions = rows.map((row, index) => ({
    ...row,
    decision: decisionOf.get(row.id) ?? null,
    place: index + 1,
    isTraced: isTraced(index + 1),
  }));
  return { decisions, routing };
}
