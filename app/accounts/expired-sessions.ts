import { lt } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { sessions } from "#db/schema/index.ts";
import { removeExpiredSteps } from "./sign-in-steps.ts";

/** Deletes sessions that can never be used again, and steps of signing in that nobody went on with. */
export async function removeExpiredSessions(tx: Tx, now: Date): Promise<number> {
  await removeExpiredSteps(tx, now);
  const removed = await tx.delete(sessions).where(lt(sessions.expiresAt, now)).returning({ id: sessions.id });
  return removed.length;
}
