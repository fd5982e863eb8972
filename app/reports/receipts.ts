import { and, asc, eq, gte, inArray, isNull, or } from "drizzle-orm";
import { openingsOf } from "#app/identity-requests/queries.ts";
import type { Portal } from "#app/platform/portal.ts";
import { asActor, becomeReporter, type ReporterActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import {
  assignments,
  type ClockState,
  clocks,
  deliveries,
  receipts,
  reports,
  routingDecisions,
  supplements,
  type Urgency,
} from "#db/schema/index.ts";
import type { BothLanguages } from "#guidelines/city.ts";
import { type Decision, readDecision } from "#guidelines/decision.ts";
import type { Edition } from "#guidelines/edition.ts";
import { tellReporter } from "#guidelines/route.ts";
import { receiptCodeHash, receiptCodeOf } from "./receipt-code.ts";

/** How far one department has come with this report, in the reporter's words: see `app/copy`, receipt. */
export type DepartmentProgress = "delivering" | "delivered" | "accepted" | "working" | "closed";

export interface ReceiptDepartment {
  readonly department: string;
  readonly progress: DepartmentProgress;
  readonly deliveredAt: Date | null;
  readonly acceptedAt: Date | null;
}

/** Something with a deadline that the reporter is owed, or owes. */
export interface OwedClock {
  readonly clock: string;
  readonly owner: string;
  readonly dueAt: Date | null;
  readonly state: ClockState;
}

/** What a receipt shows. Nothing in it names the child, and nothing in it comes from anybody else's report. */
export interface ReceiptView {
  readonly reporter: ReporterActor;
  readonly number: string;
  /** An officer wrote it down for the reporter. */
  readonly isTakenDown: boolean;
  readonly edition: string;
  readonly profession: string;
  readonly filedAt: Date;
  readonly urgency: Urgency;
  readonly urgentPath: boolean;
  readonly routed: boolean;
  readonly departments: readonly ReceiptDepartment[];
  readonly owed: readonly OwedClock[];
  /** Why these departments, in one plain sentence; null until the report is routed. */
  readonly telling: BothLanguages | null;
  readonly proof: string;
  readonly supplementedAt: readonly Date[];
  /** Which offices opened who reported, the latest first. */
  readonly openings: Awaited<ReturnType<typeof openingsOf>>;
}

/** The receipt of a code whose check digit is right, or null. A wrong code and an absent one are the same. */
export async function findReceipt(portal: Portal, code: string): Promise<ReceiptView | null> {
  const codeHash = receiptCodeHash(portal.vault, code);
  return asActor(portal.db, { kind: "receipt", codeHash }, async (tx) => {
    const [found] = await tx
      .select({ reportId: receipts.reportId })
      .from(receipts)
      .where(eq(receipts.codeHash, codeHash));
    return found === undefined ? null : ((await readReceipt(tx, portal, found.reportId))?.view ?? null);
  });
}

/** The receipt of a report by its id, for the browser that filed it; the code itself until it was marked as saved. */
export async function receiptOfReport(
  portal: Portal,
  reportId: string,
): Promise<{ readonly code: string | null; readonly view: ReceiptView } | null> {
  return asActor(portal.db, { kind: "reporter", reportId, caseId: reportId }, async (tx) => {
    const found = await readReceipt(tx, portal, reportId);
    if (found === null) return null;
    return { code: found.savedAt === null ? receiptCodeOf(portal.vault, reportId) : null, view: found.view };
  });
}

/** The reporter has saved the code: it is never shown again. */
export async function markReceiptSaved(portal: Portal, reporter: ReporterActor, at: Date): Promise<void> {
  await asActor(portal.db, reporter, (tx) =>
    tx
      .update(receipts)
      .set({ savedAt: at })
      .where(and(eq(receipts.reportId, reporter.reportId), isNull(receipts.savedAt))),
  );
}

/** The receipt of one report, read as its reporter. */
async function readReceipt(
  tx: Tx,
  portal: Portal,
  reportId: string,
): Promise<{ readonly view: ReceiptView; readonly savedAt: Date | null } | null> {
  await becomeReporter(tx, { reportId, caseId: reportId });
  const [report] = await tx.select().from(reports).where(eq(reports.id, reportId));
  const [receipt] = await tx.select().from(receipts).where(eq(receipts.reportId, reportId));
  if (report === undefined || receipt === undefined) return null;
  const reporter: ReporterActor = { kind: "reporter", reportId, caseId: report.caseId };
  await becomeReporter(tx, reporter);
  const [stored] = await tx.select().from(routingDecisions).where(eq(routingDecisions.reportId, reportId));
  const decision = stored === undefined ? null : readDecision(stored.decision);
  const added = await tx
    .select({ at: supplements.createdAt })
    .from(supplements)
    .where(eq(supplements.reportId, reportId))
    .orderBy(asc(supplements.createdAt));
  const view: ReceiptView = {
    reporter,
    number: report.number,
    isTakenDown: report.channel === "operator",
    edition: report.edition,
    profession: report.profession,
    filedAt: report.filedAt,
    urgency: report.urgency,
    urgentPath: report.urgentPath,
    routed: report.routedAt !== null,
    departments: await departmentsOf(tx, portal.editionOf(report.edition), reportId),
    owed: await owedOf(tx, portal, reportId, report.filedAt),
    telling: decision === null ? null : tellingOf(portal, decision),
    proof: receipt.proof,
    supplementedAt: added.map(({ at }) => at),
    openings: await openingsOf(tx, reportId),
  };
  return { view, savedAt: receipt.savedAt };
}

function tellingOf(portal: Portal, decision: Decision): BothLanguages {
  const edition = portal.editionOf(decision.edition);
  return { zh: tellReporter(decision, edition, "zh-CN"), en: tellReporter(decision, edition, "en") };
}

/** From this report's own deliveries: what a desk had done before, for another report, is not told. */
async function departmentsOf(tx: Tx, edition: Edition, reportId: string): Promise<ReceiptDepartment[]> {
  const rows = await tx
    .select({
      department: deliveries.department,
      deliveredAt: deliveries.deliveredAt,
      acknowledgedAt: deliveries.acknowledgedAt,
      state: assignments.state,
    })
    .from(deliveries)
    .innerJoin(assignments, eq(assignments.id, deliveries.assignmentId))
    .where(eq(deliveries.reportId, reportId));
  const order = edition.departments.map(({ id }) => id);
  rows.sort((a, b) => order.indexOf(a.department) - order.indexOf(b.department));
  return rows.map(({ department, deliveredAt, acknowledgedAt, state }) => ({
    department,
    deliveredAt,
    acceptedAt: acknowledgedAt,
    progress: acknowledgedAt === null ? "delivered" : state === "working" || state === "closed" ? state : "accepted",
  }));
}

/** Events of the edition that the reporter takes part in: what they are told, and what they add. */
const reachesReporter: ReadonlySet<string> = new Set([
  "receipt_handed_over",
  "progress_told",
  "result_told",
  "supplement_received",
  "question_answered",
]);

/** Clocks of what the reporter is owed, or owes, started by this report and not by an earlier one on the same child. */
async function owedOf(tx: Tx, portal: Portal, reportId: string, filedAt: Date): Promise<OwedClock[]> {
  const told = portal.edition.clocks
    .filter(({ stops }) => stops.some((event) => reachesReporter.has(event)))
    .map(({ id }) => id);
  if (told.length === 0) return [];
  return tx
    .select({ clock: clocks.clock, owner: clocks.owner, dueAt: clocks.dueAt, state: clocks.state })
    .from(clocks)
    .where(
      and(
        inArray(clocks.clock, told),
        or(eq(clocks.reportId, reportId), and(isNull(clocks.reportId), gte(clocks.startedAt, filedAt))),
      ),
    )
    .orderBy(asc(clocks.dueAt));
}
