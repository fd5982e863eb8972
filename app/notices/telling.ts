import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type { Tx } from "#db/connection.ts";
import {
  type AccountRole,
  accounts,
  assignments,
  auditVerifications,
  caseJoins,
  cases,
  emergencyAccesses,
  heldStates,
  identityRequests,
  inquiries,
  matchProposals,
  notices,
  outbox,
  recoveryCodes,
  recusals,
  reportMessages,
  reports,
  retaliations,
  supplements,
} from "#db/schema/index.ts";
import { type Desk, oversees, type Recipients } from "./rules.ts";

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
  | "retaliation_recorded";

/**
 * Owes a letter to each person who is to know of something: once a thing and person, however often this runs. Whoever
 * is recused from the case hears nothing of it. Returns how many letters are owed now; null for a thing that is absent.
 */
export async function tellPeople(tx: Tx, about: Tiding, subjectId: string): Promise<number | null> {
  const told = await readTiding[about](tx, subjectId);
  if (told === null) return null;
  const people = await peopleFor(tx, told);
  if (people.length === 0) return 0;
  const number = await numberOf(tx, told.caseId);
  const owed = await tx
    .insert(notices)
    .values(
      people.map((accountId) => ({
        id: newId(),
        kind: about,
        accountId,
        subjectId,
        caseNumber: told.number ?? number,
      })),
    )
    .onConflictDoNothing()
    .returning({ id: notices.id });
  if (owed.length === 0) return 0;
  await tx
    .insert(outbox)
    .values(owed.map(({ id }) => ({ id: newId(), kind: "send-mail", payload: { v: 1, noticeId: id } })));
  return owed.length;
}

/** What the letter names; nothing where it is about no case. */
async function numberOf(tx: Tx, caseId: string | null): Promise<string> {
  if (caseId === null) return "";
  const [matter] = await tx.select({ number: cases.number }).from(cases).where(eq(cases.id, caseId));
  return matter?.number ?? "";
}

interface Told {
  /** null for what is about the portal or an account. */
  readonly caseId: string | null;
  readonly to: Recipients;
  /** What the letter names instead of the case, where it must not name the case. */
  readonly number?: string;
  /** Who did it, and needs no letter about it. */
  readonly butNot: string | null;
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

/** Whom a case may concern. What is about one account goes to its owner, whatever they are. */
const mayBeTold: readonly AccountRole[] = ["officer", "lead", "coordinator", "auditor"];

async function peopleFor(tx: Tx, { caseId, to, butNot }: Told): Promise<string[]> {
  const [candidates, keptOut] = await Promise.all([
    tx
      .select({
        id: accounts.id,
        role: accounts.role,
        department: accounts.department,
        districts: accounts.districts,
      })
      .from(accounts)
      .where(
        and(
          eq(accounts.active, true),
          isNotNull(accounts.email),
          to.account === undefined ? inArray(accounts.role, [...mayBeTold]) : eq(accounts.id, to.account),
        ),
      ),
    caseId === null
      ? []
      : tx
          .select({ id: recusals.accountId })
          .from(recusals)
          .where(and(eq(recusals.caseId, caseId), isNull(recusals.endedAt))),
  ]);
  const unasked = new Set([...keptOut.map(({ id }) => id), ...(butNot === null ? [] : [butNot])]);
  return candidates.filter((person) => oversees(to, person) && !unasked.has(person.id)).map(({ id }) => id);
}
