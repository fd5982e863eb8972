import { and, eq } from "drizzle-orm";
import type { Portal } from "#app/platform/portal.ts";
import { type Actor, asActor, type Officer, type ReporterActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { evidence } from "#db/schema/index.ts";
import { keysOf, openDescription, openFileKey } from "./keys.ts";
import type { Sender } from "./owner.ts";
import { EvidenceDamaged, openPiece, type StoredFile, verifiedParts } from "./parts.ts";
import type { EvidenceRow } from "./queries.ts";
import { recordFile } from "./receiving.ts";
import { downloadName } from "./rules.ts";

/** An original on its way out. */
export interface Original {
  readonly name: string;
  readonly size: number;
  /** Part by part, verified against the digests of its arrival; ends with `EvidenceDamaged` instead of its last part. */
  readonly parts: AsyncGenerator<Buffer, void>;
}

export type Opened<T> =
  | { readonly outcome: "opened"; readonly file: T }
  | { readonly outcome: "absent" }
  | { readonly outcome: "infected" };

/**
 * Opens an original for an officer. That it was opened is on record before the first byte is read. What a scan found
 * infected is quarantined: the police alone open it, under a name that no program answers to.
 */
export async function openOriginal(portal: Portal, officer: Officer, id: string): Promise<Opened<Original>> {
  const found = await asActor(portal.db, officer, async (tx) => {
    const kept = await keptFile(tx, portal, id);
    if (kept === null) return null;
    const quarantined = kept.row.scan === "infected";
    if (quarantined && officer.department !== "police") {
      await recordFile(tx, "evidence_refused", kept.row, "infected");
      return "infected";
    }
    await recordFile(tx, "evidence_opened", kept.row, quarantined ? "infected" : null);
    return { ...kept, name: downloadName(kept.name, kept.mediaType, quarantined ? "quarantined" : "open") };
  });
  if (found === null) return { outcome: "absent" };
  if (found === "infected") return { outcome: "infected" };
  const { row, name, stored } = found;
  const parts = watched(portal, officer, row, verifiedParts(portal.storage, stored));
  return { outcome: "opened", file: { name, size: row.size, parts } };
}

/** Opens the preview, a picture made anew without what the original tells beside its picture. An officer's look is on record. */
export async function openPreview(portal: Portal, reader: Sender, id: string): Promise<Opened<Buffer>> {
  const found = await asActor(portal.db, reader, async (tx) => {
    const kept = await keptFile(tx, portal, id);
    if (kept === null || kept.row.preview !== "ready" || kept.row.scan === "infected") return null;
    if (isOfficer(reader)) await recordFile(tx, "evidence_preview_opened", kept.row);
    return kept;
  });
  if (found === null) return { outcome: "absent" };
  try {
    return { outcome: "opened", file: await openPiece(portal.storage, found.stored, "preview") };
  } catch (error) {
    if (error instanceof EvidenceDamaged) await noteDamage(portal, reader, found.row);
    throw error;
  }
}

const isOfficer = (reader: Sender): reader is Officer => reader.kind === "officer" || reader.kind === "lead";

/** A complete file that the reader may know of, with what opens it; hidden is absent. */
async function keptFile(tx: Tx, portal: Portal, id: string) {
  const [row] = await tx
    .select()
    .from(evidence)
    .where(and(eq(evidence.id, id), eq(evidence.state, "kept")));
  if (row === undefined || row.sha256 === null || row.sm3 === null || row.mediaType === null) return null;
  const keys = await keysOf(tx, portal, row);
  const stored: StoredFile & { sha256: Buffer; sm3: Buffer } = {
    id,
    fileKey: openFileKey(keys, row),
    size: row.size,
    sha256: row.sha256,
    sm3: row.sm3,
  };
  return { row, name: openDescription(keys, row).name, mediaType: row.mediaType, stored };
}

async function* watched(
  portal: Portal,
  reader: Officer,
  row: EvidenceRow,
  parts: AsyncGenerator<Buffer, void>,
): AsyncGenerator<Buffer, void> {
  try {
    yield* parts;
  } catch (error) {
    if (error instanceof EvidenceDamaged) await noteDamage(portal, reader, row);
    throw error;
  }
}

/** A file that is not what was kept is a matter for the auditor, not only for the log. */
async function noteDamage(portal: Portal, reader: Actor & (Sender | ReporterActor), row: EvidenceRow): Promise<void> {
  portal.log.error({ row: row.id }, "evidence.damaged");
  await asActor(portal.db, reader, (tx) => recordFile(tx, "evidence_damaged", row));
}
