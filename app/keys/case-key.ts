import { asc, eq, sql } from "drizzle-orm";
import { type DataKey, isSealedWith } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Tx } from "#db/connection.ts";
import { dataKeys, reports } from "#db/schema/index.ts";

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

/**
 * The key of the case that a report was sealed with, for whatever belongs to that report: it goes where the report goes
 * when two cases are joined, and back when that is undone. The case's first key where the report is hidden or emptied.
 */
export async function reportKey(
  tx: Tx,
  portal: Pick<Portal, "vault">,
  { caseId, reportId }: { readonly caseId: string; readonly reportId: string },
): Promise<DataKey> {
  const [report] = await tx
    .select({ head: sql<Buffer>`substr(${reports.sealedContent}, 1, 17)` })
    .from(reports)
    .where(eq(reports.id, reportId));
  return keySealedWith(tx, portal, caseId, report?.head ?? null);
}

/**
 * The key of the case that something was sealed with, for whatever belongs to it: for those who do not read the report
 * itself. The case's first key where none fits.
 */
export async function keySealedWith(
  tx: Tx,
  { vault }: Pick<Portal, "vault">,
  caseId: string,
  sealed: Buffer | null,
): Promise<DataKey> {
  const stored = await tx.select().from(dataKeys).where(eq(dataKeys.caseId, caseId)).orderBy(asc(dataKeys.createdAt));
  const own = stored.find(({ id }) => sealed !== null && isSealedWith(id, sealed)) ?? stored[0];
  if (own === undefined) throw new Error(`case ${caseId} has no data key`);
  return vault.unwrap(own);
}
