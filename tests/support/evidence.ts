import { createHash, randomBytes } from "node:crypto";
import sharp from "sharp";
import { beginUpload } from "#app/evidence/commands.ts";
import type { EvidenceOwner } from "#app/evidence/owner.ts";
import { senderOf } from "#app/evidence/owner.ts";
import { appendBytes } from "#app/evidence/receiving.ts";
import type { Portal } from "#app/platform/portal.ts";
import { beginDraft } from "#app/reports/drafts.ts";
import type { Officer } from "#db/actor.ts";

/** A draft as a page begins it, and as whoever adds files to it. */
export async function someDraft(portal: Portal) {
  const draft = await beginDraft(portal, { pages: [], isChoice: () => false }, new Date());
  const owner: EvidenceOwner = { kind: "draft", draftId: draft.id, draftKey: draft.draftKey };
  return { draft, owner };
}

/** An invented sound recording of so many bytes: the head of a WAV file, then noise that is nowhere else. */
export function someRecording(size: number): Buffer {
  const bytes = randomBytes(size);
  bytes.write("RIFF", 0, "latin1");
  bytes.writeUInt32LE(Math.max(size - 8, 0), 4);
  bytes.write("WAVEfmt ", 8, "latin1");
  return bytes;
}

/** A photo of nothing with a camera's notes in it: where, when, with what. */
export function somePhoto({ width = 2_400, height = 1_800 } = {}): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: { r: 120, g: 160, b: 90 } } })
    .jpeg()
    .withExif({
      IFD0: { Make: "DemoCamera", Model: "Invented 1", Artist: "InventedOwner" },
      IFD3: {
        GPSLatitudeRef: "N",
        GPSLatitude: "39/1 54/1 20/1",
        GPSLongitudeRef: "E",
        GPSLongitude: "116/1 23/1 30/1",
      },
    })
    .toBuffer();
}

export const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

/** Bytes in pieces of so many. */
export async function* inPieces(bytes: Buffer, piece = 65_536): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}

/** Sends a file from its beginning to its end; its id. */
export async function addedFile(
  portal: Portal,
  owner: EvidenceOwner,
  bytes: Buffer,
  told: { readonly name?: string; readonly note?: string } = {},
): Promise<string> {
  const name = told.name ?? "示例录音.wav";
  const begun = await beginUpload(portal, owner, { name, note: told.note ?? "", size: bytes.length }, new Date());
  if (begun.outcome === "refused") throw new Error(`not begun: ${begun.refusal}`);
  const appended = await appendBytes(portal, senderOf(owner), begun.id, 0, inPieces(bytes));
  if (appended.outcome === "refused") throw new Error(`not taken: ${appended.refusal}`);
  return begun.id;
}

/** An officer who adds a file to a case. */
export const officerOwner = (
  officer: Officer,
  caseId: string,
  readers: "shared" | "department" = "shared",
): EvidenceOwner => ({
  kind: "case",
  officer,
  caseId,
  readers,
});
