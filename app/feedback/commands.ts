import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import { raiseEvent, startClocks } from "#app/clocks/commands.ts";
import { showReport } from "#app/joint-work/report-desks.ts";
import { addToTimeline } from "#app/joint-work/worked-case.ts";
import { oweReporterLetter } from "#app/messages/writing.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { clocks, type ResultOutcome, reportResults } from "#db/schema/index.ts";
import { beijingDay, startOfBeijingDay } from "#guidelines/days.ts";
import type { Edition } from "#guidelines/edition.ts";
import { readTellableCase, type TellableCase } from "./queries.ts";
import { checkDay, checkOutcome, FeedbackRefusal, maySpeak, outcomeRules } from "./rules.ts";

export interface TypedResult {
  readonly caseNumber: string;
  readonly outcome: string;
  /** The day in Beijing on which it was decided or done: `2026-03-02`. */
  readonly decidedOn: string;
  /** The reports whose reporters are told. */
  readonly reportIds: readonly string[];
  /** A result of the same department that this one corrects; its reporter is told, whatever is chosen. */
  readonly replacesId: string | null;
}

/**
 * A department tells reporters where its work stands: the police the filing result they owe, every other its procedural
 * word. Stops the clocks that wait for it and starts those that follow, such as the notice of non-filing. Never edited;
 * a correction is a further result. `absent` for a case that the desk does not work. Throws `FeedbackRefusal`.
 * Sources: `outcomeRules`.
 */
export async function tellResult(
  tx: Tx,
  portal: Portal,
  actor: Officer,
  typed: TypedResult,
  now: Date,
): Promise<"told" | "absent"> {
  const found = await readTellableCase(tx, typed.caseNumber, actor);
  if (found === null) return "absent";
  const { matter, assignment } = found;
  if (!maySpeak(assignment.state)) throw new FeedbackRefusal("not_accepted");
  const outcome = checkOutcome(actor.department, typed.outcome);
  const decidedOn = checkDay(typed.decidedOn, beijingDay(now));
  const replaced = typed.replacesId === null ? null : await findReplaced(tx, found, typed.replacesId);
  const told =
    replaced === null
      ? found.reports.filter(({ id }) => typed.reportIds.includes(id)).map(({ id }) => id)
      : [replaced.reportId];
  if (told.length === 0) throw new FeedbackRefusal("reports_missing");
  const rows = told.map((reportId) => ({
    id: newId(),
    reportId,
    assignmentId: assignment.id,
    department: actor.department,
    outcome,
    decidedOn,
    accountId: actor.accountId,
    toldAt: now,
    replacesId: replaced?.id ?? null,
  }));
  await tx.insert(reportResults).values(rows);
  const at = decidedOn === beijingDay(now) ? now : startOfBeijingDay(decidedOn);
  if (replaced !== null) await cancelFollowing(tx, portal, found, replaced.outcome, outcome, now);
  await happened(tx, portal.editionOf(assignment.edition), found, outcome, { now, at });
  const kind = replaced === null ? "result_told" : "result_corrected";
  await addToTimeline(tx, actor, { id: matter.id, district: assignment.district }, kind, now, { outcome });
  for (const { id, reportId } of rows) {
    await oweReporterLetter(tx, { reportId, kind: "result", subjectId: id }, now);
    await showReport(tx, reportId);
  }
  await recordDeed(tx, {
    action: "result_told",
    caseId: matter.id,
    caseNumber: matter.number,
    subjectId: assignment.id,
    reason: outcome,
    details: { reports: rows.length, corrects: replaced?.id ?? null },
  });
  return "told";
}

/** The result to correct: of one's own department, on this case, and not corrected before. Throws `FeedbackRefusal`. */
async function findReplaced(tx: Tx, { assignment, reports }: TellableCase, id: string) {
  const ids = reports.map((report) => report.id);
  const [first] = await tx
    .select()
    .from(reportResults)
    .where(
      and(
        eq(reportResults.id, id),
        eq(reportResults.department, assignment.department),
        inArray(reportResults.reportId, ids),
      ),
    );
  if (first === undefined) throw new FeedbackRefusal("reports_missing");
  // Two officers who correct the same result at once: the second waits here, and finds it corrected.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`result ${id}`}, 0))`);
  const [corrected] = await tx.select().from(reportResults).where(eq(reportResults.replacesId, id));
  if (corrected !== undefined) throw new FeedbackRefusal("already_corrected");
  return first;
}

/** Clocks of the department that begin with one of these events and are not among those its assignment brought along. */
function following(edition: Edition, { assignment }: TellableCase, outcome: ResultOutcome): readonly string[] {
  const { events } = outcomeRules[outcome];
  return edition.clocks
    .filter(
      ({ id, starts, owner, department }) =>
        owner === "department" &&
        department === assignment.department &&
        events.includes(starts) &&
        !assignment.reason.laterClocks.includes(id),
    )
    .map(({ id }) => id);
}

async function happened(
  tx: Tx,
  edition: Edition,
  found: TellableCase,
  outcome: ResultOutcome,
  { now, at }: { readonly now: Date; readonly at: Date },
): Promise<void> {
  const { assignment } = found;
  for (const event of outcomeRules[outcome].events) {
    await raiseEvent(tx, edition, { ...assignment, laterClocks: assignment.reason.laterClocks }, event, now);
  }
  const begun = await tx
    .select({ clock: clocks.clock })
    .from(clocks)
    .where(and(eq(clocks.assignmentId, assignment.id), ne(clocks.state, "cancelled")));
  const isNew = (clock: string) => !begun.some((one) => one.clock === clock);
  await startClocks(
    tx,
    edition,
    following(edition, found, outcome)
      .filter(isNew)
      .map((clock) => ({ assignment, clock, startedAt: at })),
  );
}

/** What would have followed from a result that turned out to be wrong is owed no longer. */
async function cancelFollowing(
  tx: Tx,
  portal: Portal,
  found: TellableCase,
  wrong: ResultOutcome,
  right: ResultOutcome,
  now: Date,
): Promise<void> {
  const edition = portal.editionOf(found.assignment.edition);
  const kept = following(edition, found, right);
  const ended = following(edition, found, wrong).filter((clock) => !kept.includes(clock));
  if (ended.length === 0) return;
  await tx
    .update(clocks)
    .set({ state: "cancelled", stoppedAt: now, cancelledFor: "result_corrected" })
    .where(
      and(
        eq(clocks.assignmentId, found.assignment.id),
        inArray(clocks.clock, ended),
        inArray(clocks.state, ["running", "breached"]),
      ),
    );
}
