import { and, asc, gt, lte, sql } from "drizzle-orm";
import type { Portal } from "#app/platform/portal.ts";
import type { Tx } from "#db/connection.ts";
import { auditEntries, auditHead } from "#db/schema/index.ts";
import { type ChainEntry, type ChainFinding, type ChainPlace, checkChain, type DayHead, genesis } from "./chain.ts";
import { dayHeadsAfter, isSignedHead } from "./day-heads.ts";

/** Entries read at once. */
const pageLength = 2_000;

/** Opens a transaction of its own for each page, so that a long check holds nothing. */
export type InTransaction = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

export interface Verification {
  /** The last entry in order, and where the chain ended when the check began. */
  readonly reached: ChainPlace;
  readonly upTo: number;
  readonly finding: ChainFinding | null;
  /** False where the check was stopped on its way. */
  readonly finished: boolean;
}

interface VerificationOptions {
  /** Where an earlier part of the check ended. */
  readonly after?: ChainPlace;
  /** Heads that were kept elsewhere, besides those in the database. */
  readonly keptElsewhere?: readonly DayHead[];
  /** Called after each page; false ends the check for now. */
  readonly goOn?: (reached: number, upTo: number) => boolean | Promise<boolean>;
}

/** Checks the chain against itself, against its head and against every head that was signed. */
export async function verifyChain(
  portal: Pick<Portal, "publicKeys">,
  inTransaction: InTransaction,
  { after = genesis, keptElsewhere = [], goOn = () => true }: VerificationOptions = {},
): Promise<Verification> {
  // The signed heads are read first: one signed in between lies within the chain that is read next.
  const stored = await inTransaction((tx) => dayHeadsAfter(tx, after.seq));
  const end = await inTransaction(endOfChain);
  const check = checkChain({
    after,
    dayHeads: [...stored, ...keptElsewhere],
    isSigned: (head) => isSignedHead(portal, head),
  });
  const verdict = (finding: ChainFinding | null, finished: boolean): Verification => ({
    reached: check.reached,
    upTo: end.head.seq,
    finding,
    finished,
  });

  while (check.reached.seq < end.head.seq) {
    const entries = await inTransaction((tx) => entriesAfter(tx, check.reached.seq, end.head.seq));
    if (entries.length === 0) break;
    const finding = check.add(entries);
    if (finding !== null) return verdict(finding, true);
    if (!(await goOn(check.reached.seq, end.head.seq))) return verdict(null, false);
  }
  return verdict(check.end(end.head, end.lastSeq), true);
}

/** What the chain's head says and what its last entry is, in one look. Without a head, the chain has lost its end. */
async function endOfChain(tx: Tx): Promise<{ readonly head: ChainPlace; readonly lastSeq: number }> {
  const [row] = await tx
    .select({
      seq: auditHead.seq,
      hash: auditHead.hash,
      lastSeq: sql`(select coalesce(max(seq), 0) from audit_entries)`.mapWith(Number),
    })
    .from(auditHead);
  const lastSeq = row?.lastSeq ?? genesis.seq;
  return { head: row ?? { ...genesis, seq: lastSeq }, lastSeq };
}

/** At the chain's beginning everything is read, also what numbers itself before the first. */
async function entriesAfter(tx: Tx, seq: number, upTo: number): Promise<readonly ChainEntry[]> {
  return tx
    .select()
    .from(auditEntries)
    .where(and(seq === genesis.seq ? undefined : gt(auditEntries.seq, seq), lte(auditEntries.seq, Math.max(upTo, seq))))
    .orderBy(asc(auditEntries.seq))
    .limit(pageLength);
}
