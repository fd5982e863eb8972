import { eq } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { caseAccess, caseEvents, cases } from "#db/schema/index.ts";
import { type CaseRecord, readCase } from "./queries.ts";

/**
 * Opens the identities of a case (调阅): the timeline and the audit trail know it before anything is shown. What the
 * officer may see of who reported is an entry of its own for each report, read inside that department only. Null for a case that is absent or hidden.
 * Source: Minors Protection Law 103, and the columns "child's identity" and "reporter's identity" of the domain.
 */
export async function openIdentities(tx: Tx, actor: Officer, number: string, now: Date): Promise<CaseRecord | null> {
  const [matter] = await tx
    .select({ id: cases.id, district: cases.district })
    .from(cases)
    .where(eq(cases.number, number));
  if (matter === undefined) return null;
  await tx.insert(caseEvents).values({
    id: newId(),
    caseId: matter.id,
    kind: "identity_opened",
    at: now,
    accountId: actor.accountId,
    department: actor.department,
    district: matter.district,
  });
  const record = await readCase(tx, number);
  if (record === null) return null;
  const entry = { caseId: matter.id, caseNumber: number };
  await recordDeed(tx, {
    ...entry,
    action: "identities_opened",
    reason: await groundFor(tx, actor, matter.id),
    details: { parties: record.parties.length },
  });
  for (const { reportId } of record.identities) {
    await recordDeed(tx, {
      ...entry,
      action: "reporter_identity_opened",
      subjectId: reportId,
      compartment: "department",
      reason: reporterGrounds[actor.department] ?? "granted_request",
    });
  }
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
