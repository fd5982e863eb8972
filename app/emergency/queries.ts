import { and, asc, desc, eq, gt, isNotNull, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "#db/connection.ts";
import { accounts, emergencyAccesses } from "#db/schema/index.ts";

/** The most that one page lists of either kind. */
const mostListed = 100;

const reviewer = alias(accounts, "reviewer");

const accesses = (tx: Tx) =>
  tx
    .select({ access: emergencyAccesses, officer: accounts.displayName, reviewer: reviewer.displayName })
    .from(emergencyAccesses)
    .innerJoin(accounts, eq(accounts.id, emergencyAccesses.accountId))
    .leftJoin(reviewer, eq(reviewer.id, emergencyAccesses.reviewedBy))
    .$dynamic();

/** The accesses that the reader may know of: those that wait for a review, the oldest first, then the latest others. */
export async function readEmergencies(tx: Tx) {
  const [waiting, reviewed] = await Promise.all([
    accesses(tx).where(isNull(emergencyAccesses.reviewedAt)).orderBy(asc(emergencyAccesses.openedAt)).limit(mostListed),
    accesses(tx)
      .where(isNotNull(emergencyAccesses.reviewedAt))
      .orderBy(desc(emergencyAccesses.reviewedAt))
      .limit(mostListed),
  ]);
  return { waiting, reviewed };
}
export type StoredEmergency = Awaited<ReturnType<typeof readEmergencies>>["waiting"][number];

/** One access by its id; null for one that is absent or hidden. */
export async function readEmergency(tx: Tx, id: string): Promise<StoredEmergency | null> {
  const [found] = await accesses(tx).where(eq(emergencyAccesses.id, id));
  return found ?? null;
}

/** Accesses by which a case is open now, of those that the reader may know of; their own among them. */
export const emergenciesOf = (tx: Tx, caseId: string) =>
  tx
    .select({
      id: emergencyAccesses.id,
      caseId: emergencyAccesses.caseId,
      caseNumber: emergencyAccesses.caseNumber,
      accountId: emergencyAccesses.accountId,
      reason: emergencyAccesses.reason,
      expiresAt: emergencyAccesses.expiresAt,
      outcome: emergencyAccesses.outcome,
    })
    .from(emergencyAccesses)
    .where(and(eq(emergencyAccesses.caseId, caseId), gt(emergencyAccesses.expiresAt, sql`now()`)));
export type OpenEmergency = Awaited<ReturnType<typeof emergenciesOf>>[number];
