import { desc, eq } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { accounts, registerEntries, visits } from "#db/schema/index.ts";

/** The visits of a case, still sealed, the newest first. */
export const visitsOf = (tx: Tx, caseId: string) =>
  tx
    .select({ visit: visits, author: accounts.displayName })
    .from(visits)
    .innerJoin(accounts, eq(accounts.id, visits.accountId))
    .where(eq(visits.caseId, caseId))
    .orderBy(desc(visits.visitedAt), desc(visits.id));

/** When the child came into the register and left it, the newest first. */
export const registerOf = (tx: Tx, caseId: string) =>
  tx.select().from(registerEntries).where(eq(registerEntries.caseId, caseId)).orderBy(desc(registerEntries.enteredAt));

export interface StoredVisits {
  readonly visits: Awaited<ReturnType<typeof visitsOf>>;
  readonly register: Awaited<ReturnType<typeof registerOf>>;
}
