import { deskNames, type StaffReader } from "#app/accounts/reader.ts";
import { readable } from "#app/keys/readable.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import { requestPlace } from "./commands.ts";
import type { StoredRequest } from "./queries.ts";
import { standingOf } from "./rules.ts";

/** A request as whoever decides it sees it: which case by its number, who asks and why. Nothing of the case's contents. */
export interface RequestView {
  readonly id: string;
  readonly caseNumber: string;
  readonly officer: string;
  readonly department: string;
  readonly reason: StoredRequest["request"]["reason"];
  /** Null where they could not be opened. */
  readonly words: string | null;
  readonly requestedAt: Date;
  readonly standing: ReturnType<typeof standingOf>;
  readonly expiresAt: Date | null;
  readonly isUsed: boolean;
  readonly decision: { readonly by: string; readonly at: Date; readonly words: string | null } | null;
}

type Reading = Pick<StaffReader, "portal" | "locale">;

export function requestView(
  reader: Reading,
  { request, caseNumber, officer, decider }: StoredRequest,
  oversight: DataKey,
  now: Date,
): RequestView {
  const { id, decidedAt, sealedDecision } = request;
  const open = (column: "sealed_reason" | "sealed_decision", sealed: Buffer) =>
    readable(reader.portal, [oversight], requestPlace(id, column), sealed);
  return {
    id,
    caseNumber,
    officer,
    department: deskNames(reader)(request.department, "").department,
    reason: request.reason,
    words: open("sealed_reason", request.sealedReason),
    requestedAt: request.requestedAt,
    standing: standingOf(request, now),
    expiresAt: request.expiresAt,
    isUsed: request.openedAt !== null,
    decision:
      decidedAt === null
        ? null
        : {
            by: decider ?? "",
            at: decidedAt,
            words: sealedDecision === null ? null : open("sealed_decision", sealedDecision),
          },
  };
}
