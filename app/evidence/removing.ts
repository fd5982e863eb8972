import { eq } from "drizzle-orm";
import type { Portal } from "#app/platform/portal.ts";
import { asSystem } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { cases, evidence } from "#db/schema/index.ts";
import { roomOf } from "./parts.ts";

const job = "remove-evidence";

/**
 * Removes a file's bytes, then its row where there still is one. A file that belongs to a living case, or to a draft that
 * is still there, is evidence and stays: `in_use`. Doing it twice is doing it once.
 */
export async function removeEvidence(
  portal: Pick<Portal, "db" | "storage">,
  id: string,
  complete: (tx: Tx) => Promise<void>,
): Promise<"removed" | "in_use"> {
  const inUse = await asSystem(portal.db, job, async (tx) => {
    const [row] = await tx
      .select({ caseId: evidence.caseId, destroyedAt: cases.destroyedAt })
      .from(evidence)
      .leftJoin(cases, eq(cases.id, evidence.caseId))
      .where(eq(evidence.id, id));
    return row !== undefined && (row.caseId === null || row.destroyedAt === null);
  });
  if (inUse) return "in_use";
  await portal.storage.remove(roomOf(id));
  await asSystem(portal.db, job, async (tx) => {
    await tx.delete(evidence).where(eq(evidence.id, id));
    await complete(tx);
  });
  return "removed";
}
