import { createHash } from "node:crypto";
import type { ChainFault } from "#db/schema/index.ts";

/** An entry of the audit trail with everything that its hash covers. */
export interface ChainEntry {
  readonly seq: number;
  readonly at: Date;
  readonly actorKind: string;
  readonly accountId: string | null;
  readonly department: string | null;
  readonly job: string | null;
  readonly action: string;
  readonly caseId: string | null;
  readonly caseNumber: string | null;
  readonly subjectId: string | null;
  readonly compartment: string | null;
  readonly reason: string | null;
  readonly details: string;
  readonly previousHash: Buffer;
  readonly hash: Buffer;
}

/** Where a chain stands: its last entry and that entry's hash. */
export interface ChainPlace {
  readonly seq: number;
  readonly hash: Buffer;
}

/** A day's head as it was signed and, perhaps, published. */
export interface DayHead extends ChainPlace {
  readonly day: string;
  readonly signature: Buffer;
}

/** What is wrong, at which entry, and against which day's head where it was found by one. */
export interface ChainFinding {
  readonly fault: ChainFault;
  readonly seq: number;
  readonly day: string | null;
}

const sha256 = (text: string): Buffer => createHash("sha256").update(text, "utf8").digest();

/** What the first entry follows. */
export const genesis: ChainPlace = { seq: 0, hash: sha256("portal audit trail") };

/** The hash of an entry, reckoned exactly as the trigger `portal.chain_audit_entry` does when it is written. */
export function hashOfEntry(entry: Omit<ChainEntry, "hash">): Buffer {
  return sha256(
    [
      entry.previousHash.toString("hex"),
      entry.seq,
      entry.at.getTime(),
      entry.actorKind,
      entry.accountId ?? "",
      entry.department ?? "",
      entry.job ?? "",
      entry.action,
      entry.caseId ?? "",
      entry.caseNumber ?? "",
      entry.subjectId ?? "",
      entry.compartment ?? "",
      entry.reason ?? "",
      entry.details,
    ].join("\x1f"),
  );
}

/** The text that is signed for a day's head. It names what it is, so that the signature can stand for nothing else. */
export function dayHeadText({ day, seq, hash }: Omit<DayHead, "signature">): string {
  return `portal audit head\n${day}\n${seq}\n${hash.toString("hex")}`;
}

export interface ChainCheck {
  /** The last entry that was found in order. */
  readonly reached: ChainPlace;
  /** Takes the entries that come next, in their order, and tells the first that is wrong. */
  add(entries: readonly ChainEntry[]): ChainFinding | null;
  /**
   * Ends the check: `head` is where the chain says that it ends, `lastSeq` its last entry's number in the same moment.
   * Tells a tail that was cut off, or put on.
   */
  end(head: ChainPlace, lastSeq: number): ChainFinding | null;
}

interface CheckOptions {
  /** The entry after which to begin; the beginning of the chain unless said otherwise. */
  readonly after?: ChainPlace;
  readonly dayHeads: readonly DayHead[];
  readonly isSigned: (head: DayHead) => boolean;
}

/**
 * Checks a chain page by page. An entry that was changed, removed, inserted or moved breaks it there; one that was
 * replaced together with all that follow still differs from the heads that were signed meanwhile.
 */
export function checkChain({ after = genesis, dayHeads, isSigned }: CheckOptions): ChainCheck {
  let reached = after;
  const headsAt = new Map<number, DayHead[]>();
  for (const head of dayHeads) headsAt.set(head.seq, [...(headsAt.get(head.seq) ?? []), head]);

  const againstDays = (place: ChainPlace): ChainFinding | null => {
    for (const head of headsAt.get(place.seq) ?? []) {
      if (!isSigned(head)) return { fault: "day_unsigned", seq: head.seq, day: head.day };
      if (!head.hash.equals(place.hash)) return { fault: "day_differs", seq: head.seq, day: head.day };
    }
    headsAt.delete(place.seq);
    return null;
  };
  const next = (entry: ChainEntry): ChainFinding | null => {
    const { seq } = entry;
    const expected = reached.seq + 1;
    if (seq > expected) return { fault: "removed", seq: expected, day: null };
    if (seq < expected) return { fault: "inserted", seq, day: null };
    const follows = entry.previousHash.equals(reached.hash);
    const isWhole = entry.hash.equals(hashOfEntry(entry));
    if (!follows || !isWhole) {
      return { fault: follows ? "changed" : isWhole ? "unlinked" : "moved", seq, day: null };
    }
    reached = { seq, hash: entry.hash };
    return againstDays(reached);
  };

  return {
    get reached() {
      return reached;
    },
    add(entries) {
      for (const entry of entries) {
        const finding = next(entry);
        if (finding !== null) return finding;
      }
      return null;
    },
    end(head, lastSeq) {
      const atGenesis = againstDays(genesis);
      if (atGenesis !== null) return atGenesis;
      if (reached.seq < head.seq) return { fault: "tail_removed", seq: reached.seq + 1, day: null };
      if (!reached.hash.equals(head.hash)) return { fault: "head_differs", seq: head.seq, day: null };
      if (lastSeq > head.seq) return { fault: "inserted", seq: head.seq + 1, day: null };
      for (const [seq, [first]] of headsAt) {
        if (first === undefined) continue;
        if (!isSigned(first)) return { fault: "day_unsigned", seq, day: first.day };
        if (seq > head.seq) return { fault: "tail_removed", seq: head.seq + 1, day: first.day };
        if (seq < 0) return { fault: "day_differs", seq, day: first.day };
      }
      return null;
    },
  };
}
