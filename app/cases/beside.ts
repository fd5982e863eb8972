import type { DataKey } from "#app/platform/crypto.ts";
import type { Tx } from "#db/connection.ts";
import type { Reader } from "./reader.ts";

/**
 * What other capabilities keep on a case, read in the same round trip as the case itself. To bring something along: its
 * query here, what the page draws of it in `besideViews`, and one line in `sections.tsx`.
 */
export async function readBeside(_tx: Tx, _caseId: string) {
  await Promise.all([]);
  return {};
}
export type Beside = Awaited<ReturnType<typeof readBeside>>;

/** The same as the page draws it. `keys` are the opened keys of the case. */
export function besideViews(_reader: Reader, _beside: Beside, _keys: readonly DataKey[]) {
  return {};
}
export type BesideViews = ReturnType<typeof besideViews>;
