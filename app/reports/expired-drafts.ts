import { lt } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { drafts } from "#db/schema/index.ts";

/** Deletes drafts whose time is up, filed or not; with its key a draft's answers are gone from the database for good. */
export async function removeExpiredDrafts(tx: Tx, now: Date): Promise<number> {
  const removed = await tx.delete(drafts).where(lt(drafts.expiresAt, now)).returning({ id: drafts.id });
  return removed.length;
}
