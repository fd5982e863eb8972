import { lt } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { sessions } from "#db/schema/index.ts";

/** Deletes sessions that can never be used again. */
export async function removeExpiredSessions(tx: Tx, now: Date): Promise<number> {
  const removed = await tx.delete(sessions).where(lt(sessions.expiresAt, now)).returning({ id: sessions.id });
  return removed.length;
}
