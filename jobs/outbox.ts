import { and, asc, eq, gt, inArray, isNull, lt, lte, sql } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { outbox } from "#db/schema/outbox.ts";

/** A promise that a command made in its own transaction. */
export interface Promised {
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly priority: number;
  /** How often it was handed to the queue before. */
  readonly attempts: number;
}

/** A promise handed to the queue of which nothing has been heard since. */
export interface Outstanding {
  readonly id: string;
  readonly kind: string;
  readonly relayedAt: Date;
}

/** Takes waiting promises for this transaction, most urgent first. Several relays share them without waiting. */
export async function claimPromised(tx: Tx, most: number): Promise<readonly Promised[]> {
  return tx
    .select({
      id: outbox.id,
      kind: outbox.kind,
      payload: outbox.payload,
      priority: outbox.priority,
      attempts: outbox.attempts,
    })
    .from(outbox)
    .where(and(isNull(outbox.relayedAt), isNull(outbox.failedAt), lte(outbox.availableAt, sql`now()`)))
    .orderBy(asc(outbox.priority), asc(outbox.availableAt))
    .limit(most)
    .for("update", { skipLocked: true });
}

/** The queue has these now. */
export async function markRelayed(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(outbox)
    .set({ relayedAt: sql`now()`, attempts: sql`${outbox.attempts} + 1` })
    .where(inArray(outbox.id, [...ids]));
}

/** Lets the relay hand these to the queue again. */
export async function promiseAgain(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(outbox)
    .set({ relayedAt: null })
    .where(inArray(outbox.id, [...ids]));
}

/** The job is done. Called in the transaction that does it, so that neither can be without the other. */
export async function completeOutbox(tx: Tx, id: string): Promise<void> {
  await tx
    .update(outbox)
    .set({ doneAt: sql`now()`, relayedAt: sql`coalesce(${outbox.relayedAt}, now())`, failedAt: null, failure: null })
    .where(and(eq(outbox.id, id), isNull(outbox.doneAt)));
}

/** No other attempt will be made until a person looks. `failure` is a class of error, never its message. */
export async function failOutbox(tx: Tx, id: string, failure: string): Promise<void> {
  await tx
    .update(outbox)
    .set({ failedAt: sql`now()`, failure })
    .where(and(eq(outbox.id, id), isNull(outbox.doneAt), isNull(outbox.failedAt)));
}

/** Takes promises that were handed to the queue more than `quietMs` ago, oldest first, after the one at `after`. */
export async function claimOutstanding(
  tx: Tx,
  quietMs: number,
  after: Date,
  most: number,
): Promise<readonly Outstanding[]> {
  const rows = await tx
    .select({ id: outbox.id, kind: outbox.kind, relayedAt: outbox.relayedAt })
    .from(outbox)
    .where(
      and(
        gt(outbox.relayedAt, after),
        lt(outbox.relayedAt, sql`now() - ${quietMs} * interval '1 millisecond'`),
        isNull(outbox.doneAt),
        isNull(outbox.failedAt),
      ),
    )
    .orderBy(asc(outbox.relayedAt))
    .limit(most)
    .for("update", { skipLocked: true });
  return rows.flatMap(({ id, kind, relayedAt }) => (relayedAt === null ? [] : [{ id, kind, relayedAt }]));
}
