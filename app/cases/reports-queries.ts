import { asc, eq, getTableColumns, inArray } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { reporterIdentities, reports, supplements } from "#db/schema/index.ts";
import { type ReportsPlace, type ShownReports, shownReports } from "./reports-place.ts";
import { type CasePart, draws } from "./tabs.ts";

/** How many of the latest reports a page that draws none of them opens: how safe the child is stands in one of these. */
const latestOpened = 3;

/** Where a page draws no report. */
const none: ShownReports = { page: 1, pages: 1, full: [], compared: [], chosen: [], problem: null };

function shownOn(part: CasePart, oldestFirst: readonly string[], place: ReportsPlace): ShownReports {
  if (!draws(part, ["reports"])) return none;
  if (part !== "print") return shownReports(oldestFirst, place);
  // On paper they stand in the order in which they came.
  return { ...shownReports(oldestFirst, place, Math.max(1, oldestFirst.length)), full: oldestFirst };
}

/**
 * The reports of a case, the oldest first, and what belongs to them. Sealed contents come along only for those that the
 * answer draws, and the latest.
 */
export async function readReports(tx: Tx, caseId: string, part: CasePart, place: ReportsPlace) {
  const { sealedContent, ...columns } = getTableColumns(reports);
  const rows = await tx
    .select(columns)
    .from(reports)
    .where(eq(reports.caseId, caseId))
    .orderBy(asc(reports.filedAt), asc(reports.id));
  const ids = rows.map(({ id }) => id);
  const shown = shownOn(part, ids, place);
  const full = [...shown.full];
  const [contents, identities, added] = await Promise.all([
    tx
      .select({ id: reports.id, sealedContent })
      .from(reports)
      .where(inArray(reports.id, [...new Set([...ids.slice(-latestOpened), ...shown.full, ...shown.compared])])),
    full.length === 0 ? [] : tx.select().from(reporterIdentities).where(inArray(reporterIdentities.reportId, full)),
    full.length === 0
      ? []
      : tx.select().from(supplements).where(inArray(supplements.reportId, full)).orderBy(asc(supplements.createdAt)),
  ]);
  const contentOf = new Map(contents.map((one) => [one.id, one.sealedContent]));
  return {
    reports: rows.map((row) => ({ ...row, sealedContent: contentOf.get(row.id) ?? null })),
    shown,
    identities,
    supplements: added,
  };
}
