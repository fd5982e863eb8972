import { and, eq, isNotNull } from "drizzle-orm";
import { isSealedWith } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Tx } from "#db/connection.ts";
import { evidence } from "#db/schema/index.ts";
import { keysOf, openDescription, openFileKey, sealedUnder } from "./keys.ts";

/**
 * Files that reporters added while two cases were one, and that went back with their reports: their keys are sealed under
 * the joined case's key and are sealed anew under their own. The files themselves stay as they are, bit for bit.
 */
export async function resealFilesOf(
  tx: Tx,
  portal: Pick<Portal, "vault">,
  caseId: string,
  joinedCaseId: string,
): Promise<void> {
  const [own, joined, files] = await Promise.all([
    keysOf(tx, portal, { draftId: null, caseId }),
    keysOf(tx, portal, { draftId: null, caseId: joinedCaseId }),
    tx
      .select()
      .from(evidence)
      .where(and(eq(evidence.caseId, caseId), isNotNull(evidence.reportId))),
  ]);
  const [key] = own;
  if (key === undefined) return;
  for (const file of files) {
    if (own.some(({ id }) => isSealedWith(id, file.sealedKey))) continue;
    const resealed = sealedUnder(key, file.id, {
      fileKey: openFileKey(joined, file),
      told: openDescription(joined, file),
    });
    await tx.update(evidence).set(resealed).where(eq(evidence.id, file.id));
  }
}
