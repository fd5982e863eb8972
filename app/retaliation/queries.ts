import { asc, desc, eq, inArray, sql } from "drizzle-orm";
import { recordDeed } from "#app/audit/record.ts";
import type { Tx } from "#db/connection.ts";
import { accounts, cases, deliveries, retaliationEntries, retaliations } from "#db/schema/index.ts";

/** The most that one page lists. */
const mostListed = 200;

/** Matters of the reader's districts: those that wait first, then the newest. Row-level security picks which. */
export const listRetaliations = (tx: Tx) =>
  tx
    .select({ matter: retaliations, taker: accounts.displayName })
    .from(retaliations)
    .leftJoin(accounts, eq(accounts.id, retaliations.takenBy))
    .orderBy(sql`array_position(array['opened', 'taken', 'ended'], ${retaliations.state})`, desc(retaliations.openedAt))
    .limit(mostListed);
export type ListedRetaliation = Awaited<ReturnType<typeof listRetaliations>>[number];

/** One matter with what was said; each reading stands on the audit trail. Null for one that is absent or hidden. */
export async function readRetaliation(tx: Tx, number: string) {
  const [found] = await tx
    .select({ matter: retaliations, taker: accounts.displayName })
    .from(retaliations)
    .leftJoin(accounts, eq(accounts.id, retaliations.takenBy))
    .where(eq(retaliations.number, number));
  if (found === undefined) return null;
  const entries = await tx
    .select({ entry: retaliationEntries, writer: accounts.displayName })
    .from(retaliationEntries)
    .leftJoin(accounts, eq(accounts.id, retaliationEntries.accountId))
    .where(eq(retaliationEntries.retaliationId, found.matter.id))
    .orderBy(asc(retaliationEntries.createdAt), asc(retaliationEntries.id));
  const [brought] = await tx
    .select({ caseNumber: cases.number })
    .from(deliveries)
    .innerJoin(cases, eq(cases.id, deliveries.caseId))
    .where(eq(deliveries.reportId, found.matter.reportId))
    .limit(1);
  await recordDeed(tx, { action: "retaliation_read", subjectId: found.matter.id });
  return { ...found, entries, caseNumber: brought?.caseNumber ?? null };
}
export type StoredRetaliation = NonNullable<Awaited<ReturnType<typeof readRetaliation>>>;

/** A reporter's own matters, the newest first, with what was said. */
export async function ownRetaliations(tx: Tx, reportId: string) {
  const matters = await tx
    .select()
    .from(retaliations)
    .where(eq(retaliations.reportId, reportId))
    .orderBy(desc(retaliations.openedAt));
  const ids = matters.map(({ id }) => id);
  const entries =
    ids.length === 0
      ? []
      : await tx
          .select()
          .from(retaliationEntries)
          .where(inArray(retaliationEntries.retaliationId, ids))
          .orderBy(asc(retaliationEntries.createdAt), asc(retaliationEntries.id));
  return { matters, entries };
}
export type OwnRetaliations = Awaited<ReturnType<typeof ownRetaliations>>;
