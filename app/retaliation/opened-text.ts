import { type DataKey, SealBroken, unseal } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import { entryPlace, statementPlace } from "./commands.ts";

/** What does not open is logged by its place and shown as unreadable, not as empty. */
export function openedText(
  portal: Pick<Portal, "log">,
  key: DataKey,
  table: "retaliations" | "retaliation_entries",
  { id, sealedText }: { readonly id: string; readonly sealedText: Buffer },
): string | null {
  const place = table === "retaliations" ? statementPlace(id) : entryPlace(id);
  try {
    return unseal([key], place, sealedText);
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    portal.log.error({ table: place.table, column: place.column, row: place.row }, "seal.broken");
    return null;
  }
}
