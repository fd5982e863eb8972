import { and, asc, desc, eq, isNotNull, isNull } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "#db/connection.ts";
import { accounts, caseAccess, cases, identityOpenings, identityRequests, reports } from "#db/schema/index.ts";

/** The most that one page lists of either kind. */
const mostListed = 100;

const decider = alias(accounts, "decider");

/** With its case, so that whoever is kept out of a case is not asked about it. */
const requests = (tx: Tx) =>
  tx
    .select({
      request: identityRequests,
      caseNumber: cases.number,
      officer: accounts.displayName,
      decider: decider.displayName,
    })
    .from(identityRequests)
    .innerJoin(cases, eq(cases.id, identityRequests.caseId))
    .innerJoin(accounts, eq(accounts.id, identityRequests.requestedBy))
    .leftJoin(decider, eq(decider.id, identityRequests.decidedBy))
    .$dynamic();

/** Requests of one level that the reader may decide, the oldest first, then the latest decided ones. */
export async function readRequests(tx: Tx, level: "procuratorate_lead" | "coordinator") {
  const ofLevel = eq(identityRequests.level, level);
  const [waiting, decided] = await Promise.all([
    requests(tx)
      .where(and(ofLevel, isNull(identityRequests.decidedAt)))
      .orderBy(asc(identityRequests.requestedAt))
      .limit(mostListed),
    requests(tx)
      .where(and(ofLevel, isNotNull(identityRequests.decidedAt)))
      .orderBy(desc(identityRequests.decidedAt))
      .limit(mostListed),
  ]);
  return { waiting, decided };
}
export type StoredRequest = Awaited<ReturnType<typeof readRequests>>["waiting"][number];

/** One request by its id; null for one that is absent or hidden. */
export async function readRequest(tx: Tx, id: string): Promise<StoredRequest | null> {
  const [found] = await requests(tx).where(eq(identityRequests.id, id));
  return found ?? null;
}

/**
 * A report that the actor's desk works, with its case; null for one that is absent, hidden, or only read: in an
 * emergency, or by a desk that was informed.
 */
export async function readAskableReport(tx: Tx, reportId: string) {
  const [found] = await tx
    .select({
      id: reports.id,
      number: reports.number,
      caseId: cases.id,
      caseNumber: cases.number,
      district: cases.district,
    })
    .from(reports)
    .innerJoin(cases, eq(cases.id, reports.caseId))
    .innerJoin(caseAccess, and(eq(caseAccess.caseId, cases.id), eq(caseAccess.kind, "assigned")))
    .where(eq(reports.id, reportId))
    .limit(1);
  return found ?? null;
}

/** One's own requests about a report, the latest first. */
export const ownRequests = (tx: Tx, accountId: string, reportId: string): Promise<StoredRequest[]> =>
  requests(tx)
    .where(and(eq(identityRequests.reportId, reportId), eq(identityRequests.requestedBy, accountId)))
    .orderBy(desc(identityRequests.requestedAt))
    .limit(10);

/** Requests about a case that the reader may know of, the latest first; their own among them. */
export const requestsOf = (tx: Tx, caseId: string) =>
  tx
    .select({
      id: identityRequests.id,
      reportId: identityRequests.reportId,
      requestedBy: identityRequests.requestedBy,
      reason: identityRequests.reason,
      requestedAt: identityRequests.requestedAt,
      outcome: identityRequests.outcome,
      decidedAt: identityRequests.decidedAt,
      expiresAt: identityRequests.expiresAt,
    })
    .from(identityRequests)
    .where(eq(identityRequests.caseId, caseId))
    .orderBy(desc(identityRequests.requestedAt))
    .limit(mostListed);
export type RequestOfCase = Awaited<ReturnType<typeof requestsOf>>[number];

/** Which offices opened who reported, for the reporter; the latest first. */
export const openingsOf = (tx: Tx, reportId: string) =>
  tx
    .select({
      id: identityOpenings.id,
      department: identityOpenings.department,
      reason: identityOpenings.reason,
      at: identityOpenings.openedAt,
    })
    .from(identityOpenings)
    .where(eq(identityOpenings.reportId, reportId))
    .orderBy(desc(identityOpenings.openedAt))
    .limit(mostListed);
