import { createHash, type Hash } from "node:crypto";
import { SealBroken, type SealSuite, sealBytes, unsealBytes } from "#app/platform/seal-suites.ts";
import { type Storage, StorageFault } from "#app/platform/storage.ts";
import { partSize } from "./rules.ts";

/** What lies in the storage is not what was kept: a part is gone, changed or out of its place, or the digests differ. */
export class EvidenceDamaged extends Error {
  override readonly name = "EvidenceDamaged";
}

/** A file in the storage: its id, its own key, and how long the original is. */
export interface StoredFile {
  readonly id: string;
  readonly fileKey: Buffer;
  readonly size: number;
}

/** Everything of one file lies below this key. */
export const roomOf = (id: string): string => `evidence/${id}`;
const keyOf = (id: string, piece: string): string => `${roomOf(id)}/${piece}`;
/** A part opens as the part of that file and place only. */
const boundTo = (id: string, piece: string): Buffer => Buffer.from(`${id}\0${piece}`);

/** A piece of a file: a part of the original by its number, or its preview. */
export type Piece = number | "preview";

/** Seals a piece under the file's own key and puts it in its place. */
export async function keepPiece(
  storage: Storage,
  suite: SealSuite,
  { id, fileKey }: Pick<StoredFile, "id" | "fileKey">,
  piece: Piece,
  plain: Buffer,
): Promise<void> {
  const name = String(piece);
  await storage.put(keyOf(id, name), sealBytes(suite, fileKey, plain, boundTo(id, name)));
}

/**
 * Opens a piece.
 * @throws EvidenceDamaged when it is gone or does not open; StorageFault when the storage does not answer
 */
export async function openPiece(
  storage: Storage,
  { id, fileKey }: Pick<StoredFile, "id" | "fileKey">,
  piece: Piece,
): Promise<Buffer> {
  const name = String(piece);
  try {
    return unsealBytes(fileKey, await storage.get(keyOf(id, name)), boundTo(id, name));
  } catch (error) {
    if (error instanceof SealBroken || (error instanceof StorageFault && error.code === "missing")) {
      throw new EvidenceDamaged("a part is gone or changed", { cause: error });
    }
    throw error;
  }
}

/** The digests of an original, as far as its bytes were shown to it. SM3: GB/T 32905, for the authorities' own systems. */
export class Digests {
  readonly #sha256: Hash = createHash("sha256");
  readonly #sm3: Hash = createHash("sm3");
  update(bytes: Buffer): void {
    this.#sha256.update(bytes);
    this.#sm3.update(bytes);
  }
  end(): { readonly sha256: Buffer; readonly sm3: Buffer } {
    return { sha256: this.#sha256.digest(), sm3: this.#sm3.digest() };
  }
}

/** The original, part by part: one part is in memory at a time. Throws as `openPiece`, and for a wrong length. */
export async function* partsOf(storage: Storage, file: StoredFile): AsyncGenerator<Buffer, void> {
  const count = Math.ceil(file.size / partSize);
  for (let index = 0; index < count; index += 1) {
    const part = await openPiece(storage, file, index);
    const whole = index < count - 1 ? partSize : file.size - index * partSize;
    if (part.length !== whole) throw new EvidenceDamaged("a part is not as long as it was");
    yield part;
  }
}

/** Reads a whole file back through its seal: what is stored is what is digested. */
export async function digestsOf(storage: Storage, file: StoredFile): Promise<ReturnType<Digests["end"]>> {
  const digests = new Digests();
  for await (const part of partsOf(storage, file)) digests.update(part);
  return digests.end();
}

/**
 * The original as it is handed out. The last part is held back until the digests of the whole are those of its arrival:
 * nobody gets a file to its end that is not the one that was kept.
 * @throws EvidenceDamaged
 */
export async function* verifiedParts(
  storage: Storage,
  file: StoredFile & { readonly sha256: Buffer; readonly sm3: Buffer },
): AsyncGenerator<Buffer, void> {
  const digests = new Digests();
  let held: Buffer | null = null;
  for await (const part of partsOf(storage, file)) {
    digests.update(part);
    if (held !== null) yield held;
    held = part;
  }
  const found = digests.end();
  if (!found.sha256.equals(file.sha256) || !found.sm3.equals(file.sm3)) throw new EvidenceDamaged("other digests");
  if (held !== null) yield held;
}
