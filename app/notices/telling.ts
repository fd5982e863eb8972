import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import {
  accountRecoveries,
  assignments,
  auditVerifications,
  caseJoins,
  cases,
  emergencyAccesses,
  evidence,
  heldStates,
  identityRequests,
  inquiries,
  matchProposals,
  movements,
  objections,
  recoveryCodes,
  recusals,
  reportMessages,
  reports,
  retaliations,
  supplements,
} from "#db/schema/index.ts";
import { type ClockTiding, readClockTiding } from "./clock-tidings.ts";
import { type InterventionTiding, readInterventionTiding } from "./intervention-tidings.ts";
import { oweLetters } from "./owing.ts";
import { peopleFor } from "./recipients.ts";
import { type Desk, isToldByLetter, type Recipients, type Told, toNobody } from "./rules.ts";

/** What people are told of, each by the id of its row. */
export type Tiding =
  | "emergency_access"
  | "identity_request"
  | "identity_decided"
  | "inquiry_asked"
  | "inquiry_answered"
  | "officer_recused"
  | "recovery_code_used"
  | "audit_chain_broken"
  | "match_proposed"
  | "cases_joined"
  | "join_undone"
  | "supplement_added"
  | "report_astray"
  | "message_added"
  | "retaliation_recorded"
  | "evidence_added"
  | "second_factors_reset"
  | "password_link_handed"
  | "work_sent"
  | "work_came_back"
  | "work_reassigned"
  | ClockTiding
  | InterventionTiding;

/**
 * Owes a letter to each person who is to know of something: once a thing and person, however often this runs. Whoever
 * is recused from the case hears nothing of it. Returns how many letters are owed now; null for a thing that is absent.
 */
export async function tellPeople(tx: Tx, about: Tiding, subjectId: string): Promise<number | null> {
  const told = await readTiding[about](tx, subjectId);
  if (told === null) return null;
  const people = await peopleFor(tx, told);
  if (people.length === 0) return 0;
  const caseNumber = told.number ?? (await numberOf(tx, told.caseId));
  return oweLetters(
    tx,
    people.map((accountId) => ({ accountId, kind: about, subjectId, caseNumber })),
  );
}

/** What the letter names; nothing where it is about no case. */
async function numberOf(tx: Tx, caseId: string | null): Promise<string> {
  if (caseId === null) return "";
  const [matter] = await tx.select({ number: cases.number }).from(cases).where(eq(cases.id, caseId));
  return matter?.number ?? "";
}

const readTiding: Readonly<Record<Tiding, (tx: Tx, id: string) => Promise<Told | null>>> = {
  async emergency_access(tx, id) {
    const [access] = await tx.select().from(emergencyAccesses).where(eq(emergencyAccesses.id, id));
    if (access === undefined) return null;
    const desks = await desksOf(tx, access.caseId);
    return { caseId: access.caseId, to: { leadsOf: desks, everyAuditor: true }, butNot: access.accountId };
  },
  async identity_request(tx, id) {
    const [request] = await tx.select().from(identityRequests).where(eq(identityRequests.id, id));
    if (request === undefined) return null;
    const { caseId, district, level, requestedBy } = request;
    const to =
      level === "coordinator" ? { coordinatorsOf: district } : { leadsOf: [{ department: "procuratorate", district }] };
    return { caseId, to, butNot: requestedBy };
  },
  async identity_decided(tx, id) {
    const [request] = await tx.select().from(identityRequests).where(eq(identityRequests.id, id));
    if (request === undefined || request.decidedAt === null) return null;
    return { caseId: request.caseId, to: { account: request.requestedBy }, butNot: null };
  },
  async supplement_added(tx, id) {
    const [added] = await tx
      .select({ caseId: reports.caseId })
      .from(supplements)
      .innerJoin(reports, eq(reports.id, supplements.reportId))
      .where(eq(supplements.id, id));
    if (added === undefined) return null;
    return { caseId: added.caseId, to: { leadsOf: await desksOf(tx, added.caseId) }, butNot: null };
  },
  async evidence_added(tx, id) {
    const [added] = await tx
      .select({ caseId: reports.caseId })
      .from(evidence)
      .innerJoin(reports, eq(reports.id, evidence.reportId))
      .where(eq(evidence.id, id));
    if (added === undefined) return null;
    return { caseId: added.caseId, to: { leadsOf: await desksOf(tx, added.caseId) }, butNot: null };
  },
  async inquiry_asked(tx, id) {
    const [inquiry] = await tx.select().from(inquiries).where(eq(inquiries.id, id));
    if (inquiry === undefined) return null;
    const { caseId, toDepartment: department, toDistrict: district, askedBy } = inquiry;
    return { caseId, to: { leadsOf: [{ department, district }] }, butNot: askedBy };
  },
  async inquiry_answered(tx, id) {
    const [inquiry] = await tx.select().from(inquiries).where(eq(inquiries.id, id));
    if (inquiry === undefined || inquiry.state !== "answered") return null;
    return { caseId: inquiry.caseId, to: { account: inquiry.askedBy }, butNot: null };
  },
  async officer_recused(tx, id) {
    const [recusal] = await tx.select().from(recusals).where(eq(recusals.id, id));
    if (recusal === undefined) return null;
    const { caseId, department, recordedBy } = recusal;
    const desks = (await desksOf(tx, caseId)).filter((desk) => desk.department === department);
    const [matter] = await tx.select({ district: cases.district }).from(cases).where(eq(cases.id, caseId));
    const district = matter?.district ?? "";
    const leadsOf = desks.length === 0 ? [{ department, district }] : desks;
    return { caseId, to: { leadsOf, coordinatorsOf: district }, butNot: recordedBy };
  },
  async message_added(tx, id) {
    const [added] = await tx
      .select({ caseId: reports.caseId })
      .from(reportMessages)
      .innerJoin(reports, eq(reports.id, reportMessages.reportId))
      .where(eq(reportMessages.id, id));
    if (added === undefined) return null;
    return { caseId: added.caseId, to: { leadsOf: await desksOf(tx, added.caseId) }, butNot: null };
  },
  async recovery_code_used(tx, id) {
    const [used] = await tx
      .select({ accountId: recoveryCodes.accountId })
      .from(recoveryCodes)
      .where(eq(recoveryCodes.id, id));
    return used === undefined ? null : { caseId: null, to: { account: used.accountId }, butNot: null };
  },
  second_factors_reset: recovered,
  password_link_handed: recovered,
  async audit_chain_broken(tx, id) {
    const [check] = await tx
      .select({ fault: auditVerifications.fault })
      .from(auditVerifications)
      .where(eq(auditVerifications.id, id));
    if (check === undefined || check.fault === null) return null;
    return { caseId: null, to: { everyAuditor: true }, butNot: null };
  },
  async report_astray(tx, id) {
    const [found] = await tx
      .select({ caseId: reports.caseId, district: reportMessages.district, department: reportMessages.aboutDepartment })
      .from(reportMessages)
      .innerJoin(reports, eq(reports.id, reportMessages.reportId))
      .where(eq(reportMessages.id, id));
    if (found === undefined) return null;
    const { caseId, district, department } = found;
    const desks = await leadingDesksOf(tx, caseId, department);
    return { caseId, to: { leadsOf: desks, coordinatorsOf: district }, butNot: null };
  },
  async retaliation_recorded(tx, id) {
    const [found] = await tx
      .select({ caseId: cases.id, district: cases.district, number: retaliations.number })
      .from(retaliations)
      .innerJoin(reports, eq(reports.id, retaliations.reportId))
      .innerJoin(cases, eq(cases.id, reports.caseId))
      .where(eq(retaliations.id, id));
    if (found === undefined) return null;
    const { caseId, district, number } = found;
    return { caseId, number, to: { leadsOf: [{ department: "procuratorate", district }] }, butNot: null };
  },
  async work_sent(tx, id) {
    const moved = await movementOf(tx, id);
    if (moved === null || !isHeld(moved.work)) return moved === null ? null : toNobody;
    const { movement, work } = moved;
    return { caseId: movement.caseId, to: dutyFor(work), butNot: movement.accountId };
  },
  // Whoever sent it thinks that it is gone: its leads and they themselves hear of a return, however urgent it is.
  async work_came_back(tx, id) {
    const moved = await movementOf(tx, id);
    if (moved === null || !isHeld(moved.work)) return moved === null ? null : toNobody;
    const { movement, work } = moved;
    const sender = movement.kind === "return" ? await senderOf(tx, work) : null;
    const also = sender === null ? {} : { leadsOf: [work], account: sender };
    return { caseId: movement.caseId, to: { ...dutyFor(work), ...also }, butNot: movement.accountId };
  },
  async work_reassigned(tx, id) {
    const [decided] = await tx
      .select({ objection: objections, work: assignments })
      .from(objections)
      .innerJoin(assignments, eq(assignments.id, objections.successorId))
      .where(eq(objections.id, id));
    if (decided === undefined) return null;
    const { objection, work } = decided;
    return isHeld(work) ? { caseId: work.caseId, to: dutyFor(work), butNot: objection.decidedBy } : toNobody;
  },
  ...readClockTiding,
  ...readInterventionTiding,
  async match_proposed(tx, id) {
    const [proposal] = await tx.select().from(matchProposals).where(eq(matchProposals.id, id));
    if (proposal === undefined) return null;
    return { caseId: proposal.caseId, to: { leadsOf: await desksOfBoth(tx, proposal) }, butNot: null };
  },
  async cases_joined(tx, id) {
    const [join] = await tx.select().from(caseJoins).where(eq(caseJoins.id, id));
    if (join === undefined) return null;
    return { caseId: join.caseId, to: { leadsOf: await desksOf(tx, join.caseId) }, butNot: join.decidedBy };
  },
  async join_undone(tx, id) {
    const [join] = await tx.select().from(caseJoins).where(eq(caseJoins.id, id));
    if (join === undefined) return null;
    const desks = [...(await desksOf(tx, join.caseId)), ...(await desksOf(tx, join.fromCaseId))];
    return { caseId: join.caseId, to: { leadsOf: desks }, butNot: join.undoBy };
  },
};

type Work = typeof assignments.$inferSelect;

/** What somebody else did to an account is told to its owner. */
async function recovered(tx: Tx, id: string): Promise<Told | null> {
  const [done] = await tx
    .select({ owner: accountRecoveries.subjectId })
    .from(accountRecoveries)
    .where(eq(accountRecoveries.id, id));
  return done === undefined ? null : { caseId: null, to: { account: done.owner }, butNot: null };
}

const isHeld = ({ state }: Work): boolean => heldStates.some((held) => held === state);

/** Moved work is told to those to whom work is told that a report brings, and when that is. */
const dutyFor = (work: Work): Recipients => (isToldByLetter(work.urgency) ? { dutyOf: [work] } : {});

/** What went between two desks, and the work that came of it; a department that was there already goes on with its own. */
async function movementOf(tx: Tx, id: string) {
  const [moved] = await tx
    .select({ movement: movements, work: assignments })
    .from(movements)
    .innerJoin(assignments, eq(assignments.id, movements.successorId))
    .where(eq(movements.id, id));
  return moved ?? null;
}

/** Who had sent the work that was returned: by the transfer that led to the desk it came back from. */
async function senderOf(tx: Tx, { predecessorId }: Work): Promise<string | null> {
  if (predecessorId === null) return null;
  const [sent] = await tx
    .select({ accountId: movements.accountId })
    .from(movements)
    .where(and(eq(movements.successorId, predecessorId), eq(movements.kind, "transfer")));
  return sent?.accountId ?? null;
}

/** Desks that read both cases, and so can decide; prosecutors of both districts, which in two are those of the whole city. */
async function desksOfBoth(tx: Tx, { caseId, otherCaseId }: { caseId: string; otherCaseId: string }): Promise<Desk[]> {
  const [one, other] = [await desksOf(tx, caseId), await desksOf(tx, otherCaseId)];
  const districts = await tx
    .selectDistinct({ district: cases.district })
    .from(cases)
    .where(inArray(cases.id, [caseId, otherCaseId]));
  const district = districts.length === 1 ? (districts[0]?.district ?? "*") : "*";
  const both = one.filter((desk) =>
    other.some((found) => found.department === desk.department && found.district === desk.district),
  );
  return [...both, { department: "procuratorate", district }];
}

/** Desks that have or had the work on a case; what was taken back from a desk does not count. */
async function desksOf(tx: Tx, caseId: string): Promise<Desk[]> {
  return tx
    .selectDistinct({ department: assignments.department, district: assignments.district })
    .from(assignments)
    .where(
      and(
        eq(assignments.caseId, caseId),
        inArray(assignments.state, ["new", "accepted", "working", "objected", "closed"]),
      ),
    );
}

/** The desks that lead on a case, and the one that is said to be the wrong one. */
async function leadingDesksOf(tx: Tx, caseId: string, department: string | null): Promise<Desk[]> {
  const held = await tx
    .select({ department: assignments.department, district: assignments.district, capacity: assignments.capacity })
    .from(assignments)
    .where(and(eq(assignments.caseId, caseId), inArray(assignments.state, [...heldStates])));
  return held.filter((desk) => desk.capacity === "lead" || desk.department === department);
}
