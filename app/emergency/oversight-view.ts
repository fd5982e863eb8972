import { deskNames, type StaffReader } from "#app/accounts/reader.ts";
import { readable } from "#app/keys/readable.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import { accessPlace } from "./commands.ts";
import type { OpenEmergency, StoredEmergency } from "./queries.ts";
import { isOpen, type ReviewOutcome } from "./rules.ts";

/** A 紧急调阅 as its overseers see it: which case by its number, who and why. Nothing of the case's contents. */
export interface EmergencyView {
  readonly id: string;
  readonly caseNumber: string;
  readonly officer: string;
  readonly department: string;
  readonly reason: StoredEmergency["access"]["reason"];
  /** Null where they could not be opened. */
  readonly words: string | null;
  readonly openedAt: Date;
  readonly expiresAt: Date;
  readonly isOpen: boolean;
  /** Null while it waits. */
  readonly review: {
    readonly outcome: ReviewOutcome;
    readonly by: string | null;
    readonly at: Date;
    readonly words: string | null;
  } | null;
}

type Reading = Pick<StaffReader, "portal" | "locale">;

export function emergencyView(
  reader: Reading,
  { access, officer, reviewer }: StoredEmergency,
  oversight: DataKey,
  now: Date,
): EmergencyView {
  const { id, outcome, reviewedAt, sealedReview } = access;
  const open = (column: "sealed_reason" | "sealed_review", sealed: Buffer) =>
    readable(reader.portal, [oversight], accessPlace(id, column), sealed);
  return {
    id,
    caseNumber: access.caseNumber,
    officer,
    department: deskNames(reader)(access.department, "").department,
    reason: access.reason,
    words: open("sealed_reason", access.sealedReason),
    openedAt: access.openedAt,
    expiresAt: access.expiresAt,
    isOpen: isOpen(access, now),
    review:
      outcome === null || reviewedAt === null
        ? null
        : {
            outcome,
            by: reviewer,
            at: reviewedAt,
            words: sealedReview === null ? null : open("sealed_review", sealedReview),
          },
  };
}

/** The officer's own access by which they read a case now; null for whoever reads it by their desk. */
export function ownEmergency(accesses: readonly OpenEmergency[], accountId: string, now: Date): OpenEmergency | null {
  return accesses.find((access) => access.accountId === accountId && isOpen(access, now)) ?? null;
}
