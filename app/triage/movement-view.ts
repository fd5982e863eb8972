import type { Locale } from "#app/copy/index.ts";
import { readable } from "#app/keys/readable.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { MovementKind } from "#db/schema/index.ts";
import { movementPlace, type StoredMovements } from "./movements.ts";
import { deskName } from "./objection-view.ts";

/** How work went from one desk to another, with the words that were given, in the reader's language. */
export interface MovementView {
  readonly id: string;
  readonly kind: MovementKind;
  readonly from: string;
  readonly to: string;
  readonly who: string;
  readonly at: Date;
  /** Null where it could not be opened. */
  readonly reason: string | null;
}

export function movementViews(
  { portal, locale }: { readonly portal: Portal; readonly locale: Locale },
  stored: StoredMovements,
  keys: readonly DataKey[],
): readonly MovementView[] {
  return stored.map(({ movement, who }) => ({
    id: movement.id,
    kind: movement.kind,
    from: deskName(portal, locale, movement.fromDepartment, movement.fromDistrict),
    to: deskName(portal, locale, movement.toDepartment, movement.toDistrict),
    who,
    at: movement.at,
    reason: readable(portal, keys, movementPlace(movement.id), movement.sealedReason),
  }));
}
