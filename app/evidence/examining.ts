import { eq } from "drizzle-orm";
import type { ClamdConfig } from "#app/platform/config-outside.ts";
import type { Portal } from "#app/platform/portal.ts";
import { asSystem } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { evidence, type PreviewState, type ScanState } from "#db/schema/index.ts";
import { keysOf, openFileKey } from "./keys.ts";
import { keepPiece, partsOf } from "./parts.ts";
import { drawPreview } from "./preview.ts";
import { scanFor } from "./scan.ts";

const job = "examine-evidence";

/**
 * Scans a complete file where there is a scanner, then draws the preview of an image in a process that may use little
 * and is ended soon. What is infected is kept, for it may be the evidence itself: without a preview, and opened by the
 * police alone. A preview that cannot be drawn is said to have failed; a scanner or storage that is away is tried again.
 * Doing it twice does it again with the same end; a file that is gone is done with.
 */
export async function examineEvidence(
  portal: Pick<Portal, "db" | "vault" | "storage" | "config" | "log">,
  id: string,
  signal: AbortSignal,
  complete: (tx: Tx) => Promise<void>,
): Promise<void> {
  const found = await asSystem(portal.db, job, async (tx) => {
    const [row] = await tx.select().from(evidence).where(eq(evidence.id, id));
    if (row?.state !== "kept") return null;
    return { row, fileKey: openFileKey(await keysOf(tx, portal, row), row) };
  });
  if (found === null) return asSystem(portal.db, job, complete);
  const { row, fileKey } = found;
  const stored = { id, fileKey, size: row.size };
  const original = () => partsOf(portal.storage, stored);
  const scan = await scanned(portal.config.clamd, original, signal);
  let preview: PreviewState = "none";
  if (row.kind === "image" && scan !== "infected") {
    const drawn = await drawPreview(original(), signal);
    if (drawn !== null) await keepPiece(portal.storage, portal.config.sealSuite, stored, "preview", drawn);
    preview = drawn === null ? "failed" : "ready";
  }
  await asSystem(portal.db, job, async (tx) => {
    await tx.update(evidence).set({ scan, preview }).where(eq(evidence.id, id));
    await complete(tx);
  });
  if (scan === "infected") portal.log.warn({ row: id }, "evidence.infected");
}

async function scanned(
  clamd: ClamdConfig | null,
  original: () => AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<ScanState> {
  return clamd === null ? "not_scanned" : scanFor(clamd, original(), signal);
}
