import { inArray, lt } from "drizzle-orm";
import { forgetFilesOfDrafts } from "#app/evidence/commands.ts";
import type { Tx } from "#db/connection.ts";
import { drafts } from "#db/schema/index.ts";

/**
 * Deletes drafts whose time is up, filed or not, with the files that never became part of a report; with its key a
 * draft's answers and files are gone for good.
 */
export async function removeExpiredDrafts(tx: Tx, now: Date): Promise<number> {
  const expired = await tx.select({ id: drafts.id }).from(drafts).where(lt(drafts.expiresAt, now)).for("update");
  const ids = expired.map(({ id }) => id);
  if (ids.length === 0) return 0;
  await forgetFilesOfDrafts(tx, ids);
  await tx.delete(drafts).where(inArray(drafts.id, ids));
  return ids.length;
}
