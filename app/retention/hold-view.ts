import { deskNames, type StaffReader } from "#app/accounts/reader.ts";
import { readable } from "#app/keys/readable.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import { holdPlace } from "./holding.ts";
import type { StoredHolds } from "./queries.ts";
import { type HoldReason, mayHold } from "./rules.ts";

/** The holds of a case as one officer may see them. */
export interface HoldsView {
  readonly mayHold: boolean;
  /** Whether the reader's own department holds the case now. */
  readonly holdsNow: boolean;
  readonly holds: readonly HoldView[];
}

export interface HoldView {
  readonly id: string;
  readonly department: string;
  readonly placedBy: string;
  readonly placedAt: Date;
  readonly releasedAt: Date | null;
  readonly reason: HoldReason;
  /** Shown to the department that wrote them, and to prosecutors; null for others, and where they do not open. */
  readonly words: string | null;
}

interface HeldCase {
  readonly matter: Parameters<typeof mayHold>[1];
  readonly assignments: readonly { readonly assignment: Parameters<typeof mayHold>[2][number] }[];
}

export function holdsView(
  reader: StaffReader,
  { matter, assignments }: HeldCase,
  stored: StoredHolds,
  keys: readonly DataKey[],
): HoldsView {
  const { actor } = reader.signedIn;
  const name = deskNames(reader);
  const desks = assignments.map(({ assignment }) => assignment);
  return {
    mayHold: mayHold(actor, matter, desks),
    holdsNow: stored.some(({ hold }) => hold.department === actor.department && hold.releasedAt === null),
    holds: stored.map(({ hold, placedBy }) => ({
      id: hold.id,
      department: name(hold.department, matter.district).department,
      placedBy,
      placedAt: hold.placedAt,
      releasedAt: hold.releasedAt,
      reason: hold.reason,
      words: [hold.department, "procuratorate"].includes(actor.department)
        ? open(reader, keys, hold.id, hold.sealedReason)
        : null,
    })),
  };
}

function open({ portal }: StaffReader, keys: readonly DataKey[], id: string, sealed: Buffer): string | null {
  // Emptied when the case was destroyed.
  if (sealed.length === 0) return null;
  return readable(portal, keys, holdPlace(id), sealed);
}
