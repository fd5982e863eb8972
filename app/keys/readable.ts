import type { z } from "zod";
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

/** The same for a record that was sealed as JSON. */
export function readableRecord<T>(
  portal: Pick<Portal, "log">,
  schema: z.ZodType<T>,
  keys: readonly DataKey[],
  place: Place,
  sealed: Buffer,
): T | null {
  const json = readable(portal, keys, place, sealed);
  return json === null ? null : schema.parse(JSON.parse(json));
}
