import { type DataKey, type Place, SealBroken, unseal } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";

/** A sealed text to be shown. What does not open is logged by its place and is null: shown as unreadable, not as empty. */
export function readable(
  { log }: Pick<Portal, "log">,
  keys: readonly DataKey[],
  place: Place,
  sealed: Buffer,
): string | null {
  try {
    return unseal(keys, place, sealed);
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    log.error({ table: place.table, column: place.column, row: place.row }, "seal.broken");
    return null;
  }
}
