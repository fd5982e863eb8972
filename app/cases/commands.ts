import { eq } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type { Officer } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { caseEvents, cases } from "#db/schema/index.ts";

/**
 * Writes down that an officer opened the identities of a case (调阅), before anything is shown. Returns false for a
 * case that is absent or hidden. Source: Minors Protection Law 103, and the column "child's identity" of the domain.
 */
export async function recordOpenedIdentities(tx: Tx, actor: Officer, number: string, now: Date): Promise<boolean> {
  const [matter] = await tx
    .select({ id: cases.id, district: cases.district })
    .from(cases)
    .where(eq(cases.number, number));
  if (matter === undefined) return false;
  await tx.insert(caseEvents).values({
    id: newId(),
    caseId: matter.id,
    kind: "identity_opened",
    at: now,
    accountId: actor.accountId,
    department: actor.department,
    district: matter.district,
  });
  return true;
}
