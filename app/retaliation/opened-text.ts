import { readable } from "#app/keys/readable.ts";
import type { DataKey } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import { entryPlace, statementPlace } from "./commands.ts";

/** What does not open is logged by its place and shown as unreadable, not as empty. */
export function openedText(
  portal: Pick<Portal, "log">,
  key: DataKey,
  table: "retaliations" | "retaliation_entries",
  { id, sealedText }: { readonly id: string; readonly sealedText: Buffer },
): string | null {
  return readable(portal, [key], table === "retaliations" ? statementPlace(id) : entryPlace(id), sealedText);
}
