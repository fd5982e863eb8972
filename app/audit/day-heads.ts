import { desc, gt, lt } from "drizzle-orm";
import { signText, verifyText } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Tx } from "#db/connection.ts";
import { auditDayHeads, auditEntries } from "#db/schema/index.ts";
import { addDays, beijingDay, startOfBeijingDay } from "#guidelines/days.ts";
import { type ChainPlace, type DayHead, dayHeadText, genesis } from "./chain.ts";

/** A head as it is published: says nothing but where the chain stood. */
export interface PublishedHead {
  readonly day: string;
  readonly seq: number;
  /** Hexadecimal. */
  readonly hash: string;
  /** Base64, Ed25519 with the portal's key, over the text of `dayHeadText`. */
  readonly signature: string;
}

/** How many heads are published in one answer: a little more than a year. */
export const headsAtOnce = 400;

/**
 * Signs where the chain stood at the end of the Beijing day before `now`. Done once for a day: whoever comes second
 * changes nothing.
 */
export async function signDayHead(tx: Tx, { signingKey }: Pick<Portal, "signingKey">, now: Date): Promise<string> {
  const day = addDays(beijingDay(now), -1);
  const place = await endOfChainBefore(tx, startOfBeijingDay(beijingDay(now)));
  await tx
    .insert(auditDayHeads)
    .values({ day, ...place, signature: signText(signingKey, dayHeadText({ day, ...place })), signedAt: now })
    .onConflictDoNothing();
  return day;
}

async function endOfChainBefore(tx: Tx, moment: Date): Promise<ChainPlace> {
  const [last] = await tx
    .select({ seq: auditEntries.seq, hash: auditEntries.hash })
    .from(auditEntries)
    .where(lt(auditEntries.at, moment))
    .orderBy(desc(auditEntries.seq))
    .limit(1);
  return last ?? genesis;
}

/** Whether a head carries the portal's own signature, by its key of today or by one that it had before. */
export function isSignedHead({ publicKeys }: Pick<Portal, "publicKeys">, head: DayHead): boolean {
  return publicKeys.some((key) => verifyText(key, dayHeadText(head), head.signature));
}

/** The signed heads, the newest first; those before a day where one is given. */
export async function readDayHeads(tx: Tx, before: string | null, most: number): Promise<readonly PublishedHead[]> {
  const rows = await tx
    .select()
    .from(auditDayHeads)
    .where(before === null ? undefined : lt(auditDayHeads.day, before))
    .orderBy(desc(auditDayHeads.day))
    .limit(most);
  return rows.map(publishedHead);
}

/** The signed heads at entries after this one, all of them: the check of a chain needs each. One a day. */
export async function dayHeadsAfter(tx: Tx, seq: number): Promise<readonly DayHead[]> {
  return tx
    .select({
      day: auditDayHeads.day,
      seq: auditDayHeads.seq,
      hash: auditDayHeads.hash,
      signature: auditDayHeads.signature,
    })
    .from(auditDayHeads)
    .where(seq === genesis.seq ? undefined : gt(auditDayHeads.seq, seq));
}

const publishedHead = ({ day, seq, hash, signature }: DayHead): PublishedHead => ({
  day,
  seq,
  hash: hash.toString("hex"),
  signature: signature.toString("base64"),
});
