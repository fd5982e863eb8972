import { and, eq, gt, inArray, isNotNull, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { readable } from "#app/keys/readable.ts";
import type { Portal } from "#app/platform/portal.ts";
import { contentPlace } from "#app/reports/filing.ts";
import type { Tx } from "#db/connection.ts";
import { cases, dataKeys, outbox, reports } from "#db/schema/index.ts";
import { Report } from "#guidelines/report.ts";
import { type FoundCase, findSameChild, keepTraits } from "./finding.ts";
import { proposeMatches } from "./proposing.ts";

/**
 * Routed reports, after this one, with a child of whom no traits are kept, because an earlier release had none. Only of
 * cases that are ever compared: what is sealed or destroyed stays as it is. In the order of their ids, so that whoever
 * stops goes on where they were.
 */
export async function reportsWithoutTraits(tx: Tx, after: string | null, atMost: number): Promise<string[]> {
  const found = await tx
    .select({ id: reports.id })
    .from(reports)
    .innerJoin(cases, eq(cases.id, reports.caseId))
    .where(
      and(
        after === null ? undefined : gt(reports.id, after),
        isNotNull(reports.routedAt),
        inArray(cases.state, ["open", "closed"]),
        sql`exists (select 1 from parties p where p.case_id = ${reports.caseId} and p.report_id = ${reports.id}
          and p.kind = 'child' and not exists (select 1 from match_profiles m where m.party_id = p.id))`,
      ),
    )
    .orderBy(reports.id)
    .limit(atMost);
  return found.map(({ id }) => id);
}

/** What became of a report whose children had no traits. */
export type Traced = "kept" | "skipped" | "done_before";

/**
 * Keeps the traits of one such report and shows officers which cases may be the same child's: what nobody was asked when
 * it was filed. It joins nothing by itself, since both cases were worked as two ever since, and asks about no two closed
 * ones; nobody gets a letter, for there may be thousands. A report that does not open is logged by its id and skipped.
 */
export async function traceReport(tx: Tx, portal: Portal, reportId: string, now: Date): Promise<Traced> {
  // Two workers do not do the same one at the same time: whoever comes second finds that it is done.
  const [report] = await tx.select().from(reports).where(eq(reports.id, reportId)).for("update");
  if (report === undefined || !(await lacksTraits(tx, report))) return "done_before";
  const content = await readContent(tx, portal, report);
  if (content === null) return "skipped";
  const { matching, id } = portal.editionOf(report.edition);
  await keepTraits(tx, portal, matching, report, content);
  const found = await findSameChild(tx, matching, report.caseId);
  await proposeMatches(tx, report.caseId, id, await stillWorked(tx, report.caseId, found), now, "nobody");
  return "kept";
}

type StoredReport = typeof reports.$inferSelect;

async function lacksTraits(tx: Tx, { id, caseId }: StoredReport): Promise<boolean> {
  const [row] = await tx.execute<{ lacks: boolean }>(sql`select exists (select 1 from parties p
    where p.case_id = ${caseId} and p.report_id = ${id} and p.kind = 'child'
      and not exists (select 1 from match_profiles m where m.party_id = p.id)) as lacks`);
  return row?.lacks === true;
}

/** What was told; null for what does not open, or is no report, and is in the log by its id. */
async function readContent(tx: Tx, portal: Portal, report: StoredReport): Promise<Report | null> {
  const stored = await tx.select().from(dataKeys).where(eq(dataKeys.caseId, report.caseId));
  const keys = stored.map((key) => portal.vault.unwrap(key));
  const text = readable(portal, keys, contentPlace(report.id), report.sealedContent);
  if (text === null) return null;
  const read = Report.safeParse(JSON.parse(text));
  if (read.success) return read.data;
  portal.log.error({ reportId: report.id }, "report.not-a-report");
  return null;
}

/** Of two cases one at least must be open for anybody to be asked about them. */
async function stillWorked(tx: Tx, caseId: string, found: readonly FoundCase[]): Promise<readonly FoundCase[]> {
  if (found.length === 0) return [];
  const open = await tx
    .select({ id: cases.id })
    .from(cases)
    .where(and(inArray(cases.id, [caseId, ...found.map((one) => one.caseId)]), eq(cases.state, "open")));
  const ids = new Set(open.map(({ id }) => id));
  return ids.has(caseId) ? found : found.filter((one) => ids.has(one.caseId));
}

/** The rest is for a job of its own, so that a long past holds up no clock. */
export async function promiseRest(tx: Tx, after: string): Promise<void> {
  await tx.insert(outbox).values({ id: newId(), kind: "keep-traits", payload: { v: 1, after }, priority: 20 });
}
