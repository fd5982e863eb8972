import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import { recordDeed } from "#app/audit/record.ts";
import type { AccountActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { recoveryCodes, secondFactors } from "#db/schema/index.ts";
import { mostFactors } from "./rules.ts";

/** A second factor that works, for the list of one's own. */
export interface Factor {
  readonly id: string;
  readonly kind: "totp" | "passkey";
  readonly label: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

const working = (accountId: string) =>
  and(eq(secondFactors.accountId, accountId), isNotNull(secondFactors.confirmedAt));

/** An account's second factors, the oldest first. */
export function factorsOf(tx: Tx, accountId: string): Promise<readonly Factor[]> {
  return tx
    .select({
      id: secondFactors.id,
      kind: secondFactors.kind,
      label: secondFactors.label,
      createdAt: secondFactors.createdAt,
      lastUsedAt: secondFactors.lastUsedAt,
    })
    .from(secondFactors)
    .where(working(accountId))
    .orderBy(asc(secondFactors.createdAt));
}

/** Whether an account has room for one factor more. */
export const hasRoom = async (tx: Tx, accountId: string): Promise<boolean> =>
  (await tx.$count(secondFactors, working(accountId))) < mostFactors;

/** Calls a factor by another name; false when the account has none of that id. */
export async function renameFactor(tx: Tx, accountId: string, id: string, label: string): Promise<boolean> {
  const renamed = await tx
    .update(secondFactors)
    .set({ label })
    .where(and(working(accountId), eq(secondFactors.id, id)))
    .returning({ id: secondFactors.id });
  return renamed.length > 0;
}

/** `needed`: it is the only one, and the account may not be without. */
export type Removal = "removed" | "absent" | "needed";

/** Takes a second factor away. With the last one the recovery codes go too: there is nothing left to recover. */
export async function removeFactor(tx: Tx, actor: AccountActor, id: string, mustHave: boolean): Promise<Removal> {
  // Two removals at the same moment must not leave none: they wait for each other here.
  await tx.execute(sql`select id from second_factors where account_id = ${actor.accountId} order by id for update`);
  const factors = await factorsOf(tx, actor.accountId);
  const factor = factors.find((one) => one.id === id);
  if (factor === undefined) return "absent";
  const isLast = factors.length === 1;
  if (isLast && mustHave) return "needed";
  await tx.delete(secondFactors).where(eq(secondFactors.id, id));
  if (isLast) await tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, actor.accountId));
  await recordDeed(tx, { action: "second_factor_removed", subjectId: actor.accountId, reason: factor.kind });
  return "removed";
}
