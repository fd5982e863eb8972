import { and, eq, inArray, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import { startClocks } from "#app/clocks/commands.ts";
import { type FoundCase, findSameChild, keepTraits } from "#app/matching/finding.ts";
import { joinByItself } from "#app/matching/joining.ts";
import { proposeMatches } from "#app/matching/proposing.ts";
import { oweLetters } from "#app/notices/owing.ts";
import { whoMayBeTold } from "#app/notices/recipients.ts";
import { isToldByLetter, onDuty } from "#app/notices/rules.ts";
import { unseal } from "#app/platform/crypto.ts";
import { announce } from "#app/platform/live.ts";
import type { Portal } from "#app/platform/portal.ts";
import { contentPlace } from "#app/reports/filing.ts";
import type { Tx } from "#db/connection.ts";
import {
  assignments,
  caseAccess,
  caseEvents,
  cases,
  dataKeys,
  deliveries,
  heldStates,
  reports,
  routingDecisions,
} from "#db/schema/index.ts";
import { Report } from "#guidelines/report.ts";
import { type AssignmentDecision, type Decision, decide, serialiseDecision } from "#guidelines/route.ts";
import { reopenCase } from "./case-state.ts";
import { moreUrgent, urgencyRank } from "./rules.ts";

type StoredReport = typeof reports.$inferSelect;
type Case = typeof cases.$inferSelect;
type OpenAssignment = Pick<typeof assignments.$inferSelect, "id" | "caseId" | "department" | "district" | "urgency">;

/** What routing did, in ids and counts. */
export type Routed =
  | { readonly outcome: "routed" | "joined"; readonly caseId: string; readonly opened: number }
  | { readonly outcome: "already_routed" | "absent" };

/**
 * Brings a report to the departments that the edition names: joins it to the same child's case when that is certain,
 * opens the assignments that do not exist yet, starts their clocks and stores the decision, in this one transaction.
 * Run twice, it changes nothing. The moment of filing is the moment of the decision, so that a late job gives the
 * same deadlines as a prompt one.
 */
export async function routeReport(tx: Tx, portal: Portal, reportId: string, now: Date): Promise<Routed> {
  const [report] = await tx.select().from(reports).where(eq(reports.id, reportId)).for("update");
  if (report === undefined) return { outcome: "absent" };
  if (report.routedAt !== null) return { outcome: "already_routed" };

  const content = await readContent(tx, portal, report);
  const edition = portal.editionOf(report.edition);
  const decision = decide(edition, portal.city, content, { at: report.filedAt });

  await keepTraits(tx, portal, edition.matching, report, content);
  const found = await findSameChild(tx, edition.matching, report.caseId);
  const known = await certainCase(tx, found);
  if (known !== null) await joinByItself(tx, portal, report.caseId, known, now);
  const caseId = known ?? report.caseId;
  const matter = await lockCase(tx, caseId);
  if (matter.state === "closed") await reopenCase(tx, caseId, now);
  const urgency = moreUrgent(matter.urgency, decision.urgency.level);
  if (urgency !== matter.urgency) await raiseUrgency(tx, matter, decision, now);

  const held = known === null ? [] : await heldAssignments(tx, caseId);
  const opened = openedAssignments({ ...matter, urgency }, report.edition, decision, held, now);
  const ends = [
    ...bringToDesks(tx, portal, report, decision, [...held, ...opened], opened, now),
    ...informDistricts(tx, caseId, decision),
    tx.insert(routingDecisions).values({
      id: newId(),
      reportId,
      caseId,
      edition: edition.id,
      decision: serialiseDecision(decision),
      informedDistricts: [...decision.district.informed],
      decidedAt: now,
    }),
    tx.insert(caseEvents).values({
      id: newId(),
      caseId,
      kind: known === null ? "routed" : "further_report",
      at: now,
      details: { reportNumber: report.number, departments: decision.assignments.length },
    }),
    tx.update(reports).set({ routedAt: now }).where(eq(reports.id, reportId)),
  ];
  // Sent one after the other without waiting in between; the first failure undoes all.
  await Promise.all(ends);
  await oweNotices(tx, { ...matter, urgency }, opened);
  await announce(tx, "assignment_changed", held);
  await announce(tx, "assignment_delivered", opened);
  await proposeMatches(tx, caseId, edition.id, found, now);
  if (known !== null) {
    await recordDeed(tx, {
      action: "cases_joined",
      caseId,
      caseNumber: matter.number,
      subjectId: report.caseId,
      details: { automatic: true },
    });
  }
  return { outcome: known === null ? "routed" : "joined", caseId, opened: opened.length };
}

async function readContent(tx: Tx, portal: Portal, report: StoredReport): Promise<Report> {
  const stored = await tx.select().from(dataKeys).where(eq(dataKeys.caseId, report.caseId));
  const keys = stored.map((key) => portal.vault.unwrap(key));
  return Report.parse(JSON.parse(unseal(keys, contentPlace(report.id), report.sealedContent)));
}

/**
 * The case that a report goes to because its child is the same for certain: an open one, or else a closed one, which is
 * opened again. What was sealed stays so, and the child gets a new case.
 */
async function certainCase(tx: Tx, found: readonly FoundCase[]): Promise<string | null> {
  const certain = found.filter(({ verdict }) => verdict === "certain").map(({ caseId }) => caseId);
  if (certain.length === 0) return null;
  const [first] = await tx
    .select({ id: cases.id })
    .from(cases)
    .where(inArray(cases.id, certain))
    .orderBy(sql`${cases.state} <> 'open'`, cases.openedAt, cases.id)
    .limit(1);
  if (first === undefined) return null;
  // Looked at once more under its lock: it may have been sealed or joined in between.
  const matter = await lockCase(tx, first.id);
  return matter.state === "sealed" || matter.joinedIntoId !== null ? null : matter.id;
}

/** Locked against others who change it, not against those who only write beside it and name it, as every move does. */
async function lockCase(tx: Tx, caseId: string): Promise<Case> {
  const [matter] = await tx.select().from(cases).where(eq(cases.id, caseId)).for("no key update");
  if (matter === undefined) throw new Error(`case ${caseId} is gone`);
  return matter;
}

/** A more urgent report on a known child makes all work on it more urgent. Never the other way. */
async function raiseUrgency(tx: Tx, matter: Case, { urgency }: Decision, now: Date): Promise<void> {
  await tx.update(cases).set({ urgency: urgency.level, urgencyRule: urgency.rule }).where(eq(cases.id, matter.id));
  await tx
    .update(assignments)
    .set({ urgency: urgency.level, urgencyRank: urgencyRank[urgency.level] })
    .where(and(eq(assignments.caseId, matter.id), inArray(assignments.state, [...heldStates])));
  await tx.insert(caseEvents).values({
    id: newId(),
    caseId: matter.id,
    kind: "urgency_changed",
    at: now,
    details: { from: matter.urgency, to: urgency.level, rule: urgency.rule },
  });
}

/** What departments hold on a case. */
function heldAssignments(tx: Tx, caseId: string): Promise<OpenAssignment[]> {
  return tx
    .select()
    .from(assignments)
    .where(and(eq(assignments.caseId, caseId), inArray(assignments.state, [...heldStates])));
}

/** The assignments that the decision asks for and that no department holds yet. */
function openedAssignments(
  matter: Case,
  edition: string,
  decision: Decision,
  held: readonly OpenAssignment[],
  now: Date,
) {
  const known = new Set(held.map(({ department }) => department));
  return decision.assignments
    .filter(({ department }) => !known.has(department))
    .map((decided) => newAssignment(matter, edition, decided, now));
}

/** Writes what is new, brings the report to every department of the decision, and starts the clocks of the new. */
function bringToDesks(
  tx: Tx,
  portal: Portal,
  report: StoredReport,
  decision: Decision,
  all: readonly OpenAssignment[],
  opened: readonly ReturnType<typeof newAssignment>[],
  now: Date,
): PromiseLike<unknown>[] {
  const byDepartment = new Map(all.map((assignment) => [assignment.department, assignment]));
  const brought = decision.assignments.flatMap(({ department }) => {
    const assignment = byDepartment.get(department);
    return assignment
      ? [{ reportId: report.id, department, caseId: assignment.caseId, assignmentId: assignment.id, deliveredAt: now }]
      : [];
  });
  return [
    ...(opened.length > 0 ? [tx.insert(assignments).values([...opened])] : []),
    tx.insert(deliveries).values(brought),
    startDecidedClocks(tx, portal, report, decision, opened),
  ];
}

/** What open pages are told: new work, or something new on work they have. */
function newAssignment(matter: Case, edition: string, decided: AssignmentDecision, now: Date) {
  return {
    id: newId(),
    caseId: matter.id,
    department: decided.department,
    district: decided.district,
    state: "new" as const,
    capacity: decided.capacity,
    urgency: matter.urgency,
    urgencyRank: urgencyRank[matter.urgency],
    edition,
    reason: {
      rule: decided.rule,
      rules: [...decided.rules],
      why: decided.why,
      sources: [...decided.basis],
      suggestedInterventions: [...decided.suggestedInterventions],
      laterClocks: [...decided.laterClocks],
    },
    deliveredAt: now,
  };
}

function startDecidedClocks(
  tx: Tx,
  portal: Portal,
  report: StoredReport,
  decision: Decision,
  opened: readonly ReturnType<typeof newAssignment>[],
): PromiseLike<unknown> {
  const starts = opened.flatMap((assignment) => {
    const decided = decision.assignments.find(({ department }) => department === assignment.department);
    return (decided?.clocks ?? []).map(({ clock, dueAt, provisional }) => ({
      assignment,
      clock,
      startedAt: report.filedAt,
      known: { dueAt, provisional: provisional === true },
    }));
  });
  return startClocks(tx, portal.editionOf(report.edition), starts);
}

/** Other districts that the matter touches may read it at the same departments' desks. They hold no work. */
function informDistricts(tx: Tx, caseId: string, decision: Decision): PromiseLike<unknown>[] {
  const informed = decision.assignments.flatMap(({ department, district }) =>
    decision.district.informed
      .filter((other) => other !== district)
      .map((other) => ({ caseId, department, district: other, kind: "informed" as const })),
  );
  return informed.length > 0 ? [tx.insert(caseAccess).values(informed).onConflictDoNothing()] : [];
}

/** Mail goes out for what cannot wait until somebody looks at the queue; it carries the case number and nothing else. */
async function oweNotices(
  tx: Tx,
  matter: Case,
  opened: readonly { id: string; department: string; district: string }[],
): Promise<void> {
  if (!isToldByLetter(matter.urgency) || opened.length === 0) return;
  const people = await whoMayBeTold(tx, { caseId: matter.id, to: { dutyOf: opened }, butNot: null });
  await oweLetters(
    tx,
    opened.flatMap((work) =>
      onDuty(work, people).map(({ id }) => ({
        accountId: id,
        kind: "assignment_delivered",
        subjectId: work.id,
        caseNumber: matter.number,
      })),
    ),
  );
}
