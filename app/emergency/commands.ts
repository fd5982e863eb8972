import { and, eq, isNull, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { recordDeed } from "#app/audit/record.ts";
import { addToTimeline } from "#app/joint-work/worked-case.ts";
import { installationKey } from "#app/keys/installation-key.ts";
import { type Place, seal } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import { takeToken } from "#app/platform/rate-limit.ts";
import { type AccountActor, asActor, becomeOfficer, type Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { cases, emergencyAccesses, outbox, reports } from "#db/schema/index.ts";
import {
  checkWords,
  type EmergencyGrounds,
  EmergencyRefusal,
  type EmergencyRefusalCode,
  emergencyAttempts,
  emergencyLasts,
  type ReviewOutcome,
  reviewOutcomes,
} from "./rules.ts";

/** Where the words of an access are sealed, under the installation's oversight key. */
export const accessPlace = (id: string, column: "sealed_reason" | "sealed_review"): Place => ({
  table: "emergency_accesses",
  column,
  row: id,
});

/**
 * One attempt at a 紧急调阅: counted, and on the audit trail whether it succeeds or not. `known` for a case that the
 * officer reads anyway. Throws `EmergencyRefusal`; a wrong number and one that is hidden are refused alike.
 */
export async function attemptEmergency(
  portal: Portal,
  officer: Officer,
  grounds: EmergencyGrounds,
  now: Date,
): Promise<"opened" | "known"> {
  const allowance = { ...emergencyAttempts, key: officer.accountId };
  const attempt = await takeToken(portal.db, portal.vault, allowance, now);
  if (!attempt.allowed) {
    if (attempt.firstRefused) await recordRefusal(portal, officer, grounds, "slow_down");
    throw new EmergencyRefusal("slow_down");
  }
  try {
    const presented = { kind: "emergency", accountId: officer.accountId, number: grounds.number } as const;
    return await asActor(portal.db, presented, (tx) => openInEmergency(tx, portal, officer, grounds, now));
  } catch (error) {
    if (error instanceof EmergencyRefusal) await recordRefusal(portal, officer, grounds, error.code);
    throw error;
  }
}

/** What was refused has left nothing else behind: it is recorded in a transaction of its own. */
const recordRefusal = (portal: Portal, officer: Officer, { number }: EmergencyGrounds, code: EmergencyRefusalCode) =>
  asActor(portal.db, officer, (tx) =>
    recordDeed(tx, { action: "emergency_refused", caseNumber: number, reason: code }),
  );

/**
 * Opens one case for one hour, in the transaction of an officer who presents its number. From then on the officer reads
 * it; leads on the case and auditors are told. A case from which the officer is recused is absent; of one whose
 * time was up and whose contents are gone the officer is told so. Source: policy value of the city ("Break-glass" of the domain).
 */
async function openInEmergency(
  tx: Tx,
  portal: Portal,
  officer: Officer,
  { number, reason, words }: EmergencyGrounds,
  now: Date,
): Promise<"opened" | "known"> {
  // A form sent twice waits here, and then finds the first one done.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`emergency ${officer.accountId}`}, 0))`);
  const [matter] = await tx.select().from(cases).where(eq(cases.number, number));
  if (matter === undefined) throw new EmergencyRefusal("not_found");
  if (matter.destroyedAt !== null) throw new EmergencyRefusal("destroyed");
  await becomeOfficer(tx, officer);
  const [readable] = await tx.select({ id: reports.id }).from(reports).where(eq(reports.caseId, matter.id)).limit(1);
  if (readable !== undefined) return "known";
  const [unreviewed] = await tx
    .select({ id: emergencyAccesses.id })
    .from(emergencyAccesses)
    .where(
      and(
        eq(emergencyAccesses.caseId, matter.id),
        eq(emergencyAccesses.accountId, officer.accountId),
        isNull(emergencyAccesses.reviewedAt),
      ),
    );
  if (unreviewed !== undefined) throw new EmergencyRefusal("not_reviewed");
  const id = newId();
  const { accountId, department } = officer;
  await tx.insert(emergencyAccesses).values({
    id,
    caseId: matter.id,
    caseNumber: matter.number,
    accountId,
    department,
    reason,
    sealedReason: seal(await installationKey(tx, portal, "oversight"), accessPlace(id, "sealed_reason"), words),
    openedAt: now,
    expiresAt: new Date(now.getTime() + emergencyLasts),
  });
  await addToTimeline(tx, { accountId, department }, matter, "emergency_access", now);
  await tx.insert(outbox).values({
    id: newId(),
    kind: "tell-people",
    payload: { v: 1, about: "emergency_access", subjectId: id },
    priority: 1,
  });
  await recordDeed(tx, {
    action: "emergency_opened",
    caseId: matter.id,
    caseNumber: matter.number,
    subjectId: id,
    reason,
  });
  return "opened";
}

/** A page that was read by way of a 紧急调阅 is on the audit trail, each time. */
export const recordEmergencyReading = (
  tx: Tx,
  access: { readonly id: string; readonly caseId: string; readonly caseNumber: string; readonly reason: string },
): Promise<void> =>
  recordDeed(tx, {
    action: "emergency_page_read",
    caseId: access.caseId,
    caseNumber: access.caseNumber,
    subjectId: access.id,
    reason: access.reason,
  });

/**
 * The auditor says whether an access was justified; one that was not is shut at once. Decided once. Throws
 * `EmergencyRefusal`; `absent` for one that the actor may not see.
 */
export async function reviewEmergency(
  tx: Tx,
  portal: Portal,
  actor: AccountActor,
  input: { readonly id: string; readonly outcome: string; readonly words: string },
  now: Date,
): Promise<"reviewed" | "absent"> {
  if (actor.kind !== "auditor") return "absent";
  const [access] = await tx.select().from(emergencyAccesses).where(eq(emergencyAccesses.id, input.id));
  if (access === undefined) return "absent";
  if (access.reviewedAt !== null) throw new EmergencyRefusal("already_reviewed");
  const outcome: ReviewOutcome | undefined = reviewOutcomes.find((one) => one === input.outcome);
  if (outcome === undefined) throw new EmergencyRefusal("outcome_missing");
  const words = checkWords(input.words);
  const oversight = await installationKey(tx, portal, "oversight");
  const [reviewed] = await tx
    .update(emergencyAccesses)
    .set({
      reviewedBy: actor.accountId,
      reviewedAt: now,
      outcome,
      sealedReview: seal(oversight, accessPlace(access.id, "sealed_review"), words),
    })
    .where(and(eq(emergencyAccesses.id, access.id), isNull(emergencyAccesses.reviewedAt)))
    .returning({ id: emergencyAccesses.id });
  if (reviewed === undefined) throw new EmergencyRefusal("already_reviewed");
  await recordDeed(tx, {
    action: "emergency_reviewed",
    caseId: access.caseId,
    caseNumber: access.caseNumber,
    subjectId: access.id,
    reason: outcome,
  });
  return "reviewed";
}
