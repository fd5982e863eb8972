import { and, desc, eq, gt, isNull, lt } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type { AccountActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { auditEntries, auditVerifications, outbox } from "#db/schema/index.ts";
import { type ChainPlace, genesis } from "./chain.ts";
import { checkPatienceMs } from "./rules.ts";
import type { Verification } from "./verification.ts";

/** Asks for the whole chain to be checked. While a check is waiting or under way, there is no second one. */
export async function requestVerification(tx: Tx, { accountId }: AccountActor, now: Date): Promise<void> {
  const [open] = await tx
    .select({ id: auditVerifications.id })
    .from(auditVerifications)
    .where(
      and(
        isNull(auditVerifications.finishedAt),
        gt(auditVerifications.requestedAt, new Date(now.getTime() - checkPatienceMs)),
      ),
    )
    .limit(1);
  if (open !== undefined) return;
  await promiseVerification(tx, accountId, now);
}

/** Begins the nightly check. */
export async function beginNightlyVerification(tx: Tx, now: Date): Promise<void> {
  await promiseVerification(tx, null, now);
}

async function promiseVerification(tx: Tx, requestedBy: string | null, now: Date): Promise<void> {
  const id = newId();
  await tx.insert(auditVerifications).values({ id, requestedBy, requestedAt: now });
  await promiseNextPart(tx, id);
}

/** The check goes on in a job of its own, so that a long chain holds up no other work. */
export async function promiseNextPart(tx: Tx, verificationId: string): Promise<void> {
  await tx
    .insert(outbox)
    .values({ id: newId(), kind: "verify-audit-chain", payload: { v: 1, verificationId }, priority: 20 });
}

/**
 * Where an unfinished check goes on; null when it is finished, or gone. The entry at which it stopped was in order
 * then; had it been changed since, the next one would not follow it.
 */
export async function resumeVerification(tx: Tx, id: string, now: Date): Promise<ChainPlace | null> {
  const [row] = await tx
    .update(auditVerifications)
    .set({ startedAt: now })
    .where(and(eq(auditVerifications.id, id), isNull(auditVerifications.startedAt)))
    .returning({ checked: auditVerifications.checked });
  if (row !== undefined) return genesis;
  const [begun] = await tx
    .select({ checked: auditVerifications.checked })
    .from(auditVerifications)
    .where(and(eq(auditVerifications.id, id), isNull(auditVerifications.finishedAt)));
  if (begun === undefined) return null;
  const [last] = await tx
    .select({ seq: auditEntries.seq, hash: auditEntries.hash })
    .from(auditEntries)
    .where(eq(auditEntries.seq, begun.checked));
  return last ?? genesis;
}

/** Writes down how far a check has come, for whoever watches. */
export async function noteProgress(tx: Tx, id: string, checked: number, upToSeq: number): Promise<void> {
  await tx
    .update(auditVerifications)
    .set({ checked, upToSeq })
    .where(and(eq(auditVerifications.id, id), lt(auditVerifications.checked, checked)));
}

/** Ends a check with what it found; a fault is told to every auditor. Once: whoever comes second changes nothing. */
export async function finishVerification(
  tx: Tx,
  id: string,
  { reached, upTo, finding }: Verification,
  now: Date,
): Promise<void> {
  const [ended] = await tx
    .update(auditVerifications)
    .set({
      checked: reached.seq,
      upToSeq: upTo,
      finishedAt: now,
      fault: finding?.fault ?? null,
      faultSeq: finding?.seq ?? null,
      faultDay: finding?.day ?? null,
    })
    .where(and(eq(auditVerifications.id, id), isNull(auditVerifications.finishedAt)))
    .returning({ id: auditVerifications.id });
  if (ended === undefined || finding === null) return;
  await tx.insert(outbox).values({
    id: newId(),
    kind: "tell-people",
    payload: { v: 1, about: "audit_chain_broken", subjectId: id },
    priority: 1,
  });
}

/** What the checks have found: the newest, and the newest that came to an end. */
export async function readVerifications(tx: Tx) {
  const newest = tx.select().from(auditVerifications).orderBy(desc(auditVerifications.requestedAt)).limit(1);
  const [[latest], [finished]] = await Promise.all([
    newest,
    tx
      .select()
      .from(auditVerifications)
      .where(gt(auditVerifications.finishedAt, new Date(0)))
      .orderBy(desc(auditVerifications.finishedAt))
      .limit(1),
  ]);
  return { latest: latest ?? null, finished: finished ?? null };
}
