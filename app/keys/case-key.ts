import { asc, eq } from "drizzle-orm";
import type { DataKey } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Tx } from "#db/connection.ts";
import { dataKeys } from "#db/schema/index.ts";

/** A key of the case to seal something new with: its first. Whoever can read the case can read its keys. */
export async function caseKey(tx: Tx, { vault }: Pick<Portal, "vault">, caseId: string): Promise<DataKey> {
  const [stored] = await tx
    .select()
    .from(dataKeys)
    .where(eq(dataKeys.caseId, caseId))
    .orderBy(asc(dataKeys.createdAt))
    .limit(1);
  if (stored === undefined) throw new Error(`case ${caseId} has no data key`);
  return vault.unwrap(stored);
}
