import { eq } from "drizzle-orm";
import { recordDeed } from "#app/audit/record.ts";
import { recordEmergencyReading } from "#app/emergency/commands.ts";
import { ownEmergency } from "#app/emergency/oversight-view.ts";
import { markOpened } from "#app/identity-requests/commands.ts";
import { openingReason, standingOf } from "#app/identity-requests/rules.ts";
import { addToTimeline } from "#app/joint-work/worked-case.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { caseAccess, cases } from "#db/schema/index.ts";
import { type CasePlace, wholeCase } from "./case-place.ts";
import { type CaseRecord, readCase } from "./queries.ts";
import type { CasePart } from "./tabs.ts";

/**
 * Reads a case for one part of its page. Whoever reads it by way of a 紧急调阅 leaves an entry on the audit trail each time. Null for
 * a case that is absent or hidden.
 */
export async function lookIntoCase(
  tx: Tx,
  actor: Officer,
  number: string,
  now: Date,
  part: CasePart = "print",
  place: CasePlace = wholeCase,
): Promise<CaseRecord | null> {
  const record = await readCase(tx, number, part, place);
  if (record === null) return null;
  const emergency = ownEmergency(record.beside.emergencies, actor.accountId, now);
  if (emergency !== null) await recordEmergencyReading(tx, emergency);
  return record;
}

/**
 * Opens the identities of a case (调阅): the timeline and the audit trail know it before anything is shown. What the
 * officer may see of who reported is opened apart from it. Null for a case that is absent or hidden.
 * Source: Minors Protection Law 103, and the column "child's identity" of the domain.
 */
export async function openIdentities(
  tx: Tx,
  actor: Officer,
  number: string,
  now: Date,
  part: CasePart = "print",
  place: CasePlace = wholeCase,
): Promise<CaseRecord | null> {
  const [matter] = await tx
    .select({ id: cases.id, district: cases.district })
    .from(cases)
    .where(eq(cases.number, number));
  if (matter === undefined) return null;
  await addToTimeline(tx, actor, matter, "identity_opened", now);
  const record = await readCase(tx, number, part, place);
  if (record === null) return null;
  const entry = { caseId: matter.id, caseNumber: number };
  await recordDeed(tx, {
    ...entry,
    action: "identities_opened",
    reason: await groundFor(tx, actor, matter.id),
    details: { parties: record.parties.length },
  });
  return record;
}

/**
 * Opens who reported one report: the audit trail and the reporter's receipt know it before anything is shown. Police and
 * prosecutors say why; whoever was given it on request said so when they asked. The entry is read inside that department
 * only. Null for whoever may not know, as for a case that is absent.
 * Source: the column "reporter's identity" of the domain.
 */
export async function openReporter(
  tx: Tx,
  actor: Officer,
  number: string,
  input: { readonly reportId: string; readonly reason: string },
  now: Date,
  place: CasePlace = wholeCase,
): Promise<CaseRecord | null> {
  const { reportId } = input;
  const record = await readCase(tx, number, "reports", { ...place, reports: { ...place.reports, report: reportId } });
  if (!record?.identities.some((one) => one.reportId === reportId)) return null;
  const granted = record.beside.requests.find(
    (one) => one.reportId === reportId && one.requestedBy === actor.accountId && standingOf(one, now) === "granted",
  );
  const ground = reporterGrounds[actor.department] ?? (granted === undefined ? null : "granted_request");
  if (ground === null) return null;
  const reason = granted?.reason ?? openingReason(input.reason);
  await markOpened(tx, actor, { reportId, reason, requestId: granted?.id ?? null }, now);
  await recordDeed(tx, {
    action: "reporter_identity_opened",
    caseId: record.matter.id,
    caseNumber: number,
    subjectId: reportId,
    compartment: "department",
    reason: ground,
    details: { purpose: reason },
  });
  return record;
}

/** By which rule an officer sees who reported; whoever is of neither department was given it on request. */
const reporterGrounds: Readonly<Record<string, string>> = {
  police: "desk_assigned",
  procuratorate: "prosecutor_in_scope",
};

/** By which rule an officer sees a case: the desk's part in it, supervision, or a 紧急调阅. */
async function groundFor(tx: Tx, actor: Officer, caseId: string): Promise<string> {
  const desks = await tx.select({ kind: caseAccess.kind }).from(caseAccess).where(eq(caseAccess.caseId, caseId));
  if (desks.some(({ kind }) => kind === "assigned")) return "desk_assigned";
  if (desks.length > 0) return "desk_informed";
  return actor.department === "procuratorate" ? "prosecutor_in_scope" : "emergency_access";
}
