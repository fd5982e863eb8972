import { and, eq, gt, lt, sql } from "drizzle-orm";
import type { Db, Tx } from "#db/connection.ts";
import { rateLimits } from "#db/schema/index.ts";
import type { Vault } from "./crypto.ts";

/** How often `key` may be used for `use` within a window. The key itself (an address, a code) is never stored. */
export interface Allowance {
  readonly use: string;
  readonly key: string;
  readonly limit: number;
  readonly windowSeconds: number;
}

export interface Taken {
  readonly allowed: boolean;
  /** The first attempt of its window that is not allowed: what is to be noted once, and not at each attempt. */
  readonly firstRefused: boolean;
  /** When trying again makes sense. */
  readonly retryAfterSeconds: number;
}

/**
 * Counts one attempt and says whether it is still within the allowance. All web processes share the count; outside a
 * transaction it stands even when what follows fails.
 */
export async function takeToken(
  db: Db | Tx,
  vault: Vault,
  { use, key, limit, windowSeconds }: Allowance,
  at: Date = new Date(),
): Promise<Taken> {
  const orm = "orm" in db ? db.orm : db;
  const window = windowSeconds * 1_000;
  const startedAt = Math.floor(at.getTime() / window) * window;
  const [counted] = await orm
    .insert(rateLimits)
    .values({ key: vault.token(`rate limit: ${use}`, key), windowStartedAt: new Date(startedAt), count: 1 })
    .onConflictDoUpdate({
      target: [rateLimits.key, rateLimits.windowStartedAt],
      set: { count: sql`${rateLimits.count} + 1` },
    })
    .returning({ count: rateLimits.count });
  const count = counted?.count ?? 1;
  return {
    allowed: count <= limit,
    firstRefused: count === limit + 1,
    retryAfterSeconds: Math.max(1, Math.ceil((startedAt + window - at.getTime()) / 1_000)),
  };
}

/** Takes an attempt back from the count of its window: where only failures are to be counted, as at sign-in. */
export async function giveBackToken(
  db: Db | Tx,
  vault: Vault,
  { use, key, windowSeconds }: Allowance,
  at: Date = new Date(),
): Promise<void> {
  const orm = "orm" in db ? db.orm : db;
  const window = windowSeconds * 1_000;
  const startedAt = new Date(Math.floor(at.getTime() / window) * window);
  await orm
    .update(rateLimits)
    .set({ count: sql`${rateLimits.count} - 1` })
    .where(
      and(
        eq(rateLimits.key, vault.token(`rate limit: ${use}`, key)),
        eq(rateLimits.windowStartedAt, startedAt),
        gt(rateLimits.count, 0),
      ),
    );
}

/** Takes one token of each allowance; the first that has none left is returned, null when all had. */
export async function takeTokens(
  db: Db | Tx,
  vault: Vault,
  allowances: readonly Allowance[],
  at: Date,
): Promise<Taken | null> {
  for (const allowance of allowances) {
    const taken = await takeToken(db, vault, allowance, at);
    if (!taken.allowed) return taken;
  }
  return null;
}

/** Forgets windows that ended long ago: no allowance lasts longer than a day. */
export async function forgetOldCounts(tx: Tx, now: Date): Promise<void> {
  await tx.delete(rateLimits).where(lt(rateLimits.windowStartedAt, new Date(now.getTime() - 2 * 86_400_000)));
}
