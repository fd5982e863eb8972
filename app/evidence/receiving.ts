import { eq } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { type AuditAction, recordDeed } from "#app/audit/record.ts";
import { showReport } from "#app/joint-work/report-desks.ts";
import type { Portal } from "#app/platform/portal.ts";
import { StorageFault } from "#app/platform/storage.ts";
import { asActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { caseEvents, cases, evidence, outbox } from "#db/schema/index.ts";
import { lockDraft } from "./commands.ts";
import { keysOf, openDescription, openFileKey } from "./keys.ts";
import type { Sender } from "./owner.ts";
import { digestsOf, EvidenceDamaged, keepPiece, openPiece, roomOf } from "./parts.ts";
import type { EvidenceRow } from "./queries.ts";
import { acceptedAs, limitOf, partSize, refusalOfType, type UploadRefusal } from "./rules.ts";
import { sniffed } from "./sniff.ts";

/** How far an upload has come. */
export interface Upload {
  readonly id: string;
  readonly size: number;
  readonly received: number;
  readonly state: EvidenceRow["state"];
  readonly refusedFor: EvidenceRow["refusedFor"];
}

export type Appended =
  | { readonly outcome: "taken"; readonly upload: Upload }
  | { readonly outcome: "refused"; readonly refusal: UploadRefusal; readonly limit?: number | undefined };
const refused = (refusal: UploadRefusal, limit?: number): Appended => ({ outcome: "refused", refusal, limit });

/** An upload that the sender began; null for what is absent or another's. */
export async function findUpload(portal: Portal, sender: Sender, id: string): Promise<Upload | null> {
  const opened = await openUpload(portal, sender, id);
  return opened === null ? null : toUpload(opened.row);
}

const toUpload = ({ id, size, received, state, refusedFor }: EvidenceRow): Upload => ({
  id,
  size,
  received,
  state,
  refusedFor,
});

async function openUpload(portal: Portal, sender: Sender, id: string) {
  return asActor(portal.db, sender, async (tx) => {
    const [row] = await tx.select().from(evidence).where(eq(evidence.id, id));
    if (row === undefined || !isTheirs(row, sender)) return null;
    const keys = await keysOf(tx, portal, row);
    return { row, fileKey: openFileKey(keys, row), name: openDescription(keys, row).name };
  });
}

/** An officer goes on with their own uploads only; drafts and reports have one writer. */
const isTheirs = (row: EvidenceRow, sender: Sender): boolean =>
  sender.kind === "draft" || sender.kind === "reporter" || row.accountId === sender.accountId;

/** Whether a file is over when as many bytes came as were announced, or with the bytes that come now. */
export type Ends = "as_announced" | "with_these";

/**
 * Takes the next bytes of a file from `offset` on. Whole parts are sealed and kept as they fill; what remains when the
 * bytes end, or when the connection is cut, is kept as an unfinished part and filled up next time. With its last byte
 * the file is complete: see `finishUpload`. What is not of a kind that is taken is refused with its first part.
 */
export async function appendBytes(
  portal: Portal,
  sender: Sender,
  id: string,
  offset: number,
  bytes: AsyncIterable<Uint8Array>,
  ends: Ends = "as_announced",
): Promise<Appended> {
  const opened = await openUpload(portal, sender, id);
  if (opened === null) return refused("absent");
  const { row } = opened;
  if (row.state === "refused") return refused(row.refusedFor ?? "unreadable");
  if (row.state === "kept") return offset === row.size ? { outcome: "taken", upload: toUpload(row) } : refused("moved");
  if (offset !== row.received) return refused("moved");
  const arrival = new Arrival(portal, sender, opened, ends);
  try {
    await arrival.resume();
    const whole = await takenAll(arrival, bytes);
    await arrival.end(whole);
    if (!whole) {
      if (ends === "with_these") throw new Refusal("unreadable");
      return refused("unreadable");
    }
  } catch (error) {
    if (error instanceof Stopped) return refused(error.refusal);
    if (error instanceof EvidenceDamaged) return spoilt(portal, sender, id);
    if (!(error instanceof Refusal)) throw error;
    await refuseUpload(portal, sender, id, error.refusal);
    return refused(error.refusal, error.limit);
  }
  return arrival.isComplete ? finishUpload(portal, sender, id) : { outcome: "taken", upload: arrival.upload };
}

/** Takes what comes until its end; false when the connection was cut before. Every other error is a fault of ours. */
async function takenAll(arrival: Arrival, bytes: AsyncIterable<Uint8Array>): Promise<boolean> {
  const reader = bytes[Symbol.asyncIterator]();
  for (;;) {
    let next: IteratorResult<Uint8Array>;
    try {
      next = await reader.next();
    } catch {
      return false;
    }
    if (next.done === true) return true;
    await arrival.take(next.value);
  }
}

/** The upload cannot go on here and now; nothing is lost by it. */
class Stopped extends Error {
  override readonly name = "Stopped";
  constructor(readonly refusal: "moved" | "filed" | "absent") {
    super(refusal);
  }
}

/** A file that turned out not to be what may be kept. */
class Refusal extends Error {
  override readonly name = "Refusal";
  constructor(
    readonly refusal: "unknown_type" | "too_large" | "empty" | "unreadable",
    readonly limit?: number,
  ) {
    super(refusal);
  }
}

/** One request's share of an upload: gathers bytes into parts and keeps each as it fills. */
class Arrival {
  readonly #part = Buffer.allocUnsafe(partSize);
  #filled = 0;
  #received: number;
  /** As announced; where nothing was, the most that a file of this kind may have. */
  #size: number;
  #mediaType: string | null;

  constructor(
    private readonly portal: Portal,
    private readonly sender: Sender,
    private readonly opened: NonNullable<Awaited<ReturnType<typeof openUpload>>>,
    private readonly ends: Ends,
  ) {
    this.#received = opened.row.received;
    this.#size = opened.row.size;
    this.#mediaType = opened.row.mediaType;
  }

  get isComplete(): boolean {
    return this.#received === this.#size;
  }

  get upload(): Upload {
    return { ...toUpload(this.opened.row), received: this.#received, size: this.#size };
  }

  /** Where the bytes at hand end within the file. */
  get #reached(): number {
    return this.#received - (this.#received % partSize) + this.#filled;
  }

  /** Takes up the unfinished part where the last request left it. */
  async resume(): Promise<void> {
    const begun = this.#received % partSize;
    if (begun === 0) return;
    const { row, fileKey } = this.opened;
    const part = await openPiece(this.portal.storage, { id: row.id, fileKey }, Math.floor(this.#received / partSize));
    // It may hold more than the row says: a process that ended had kept the bytes and not yet written so.
    if (part.length < begun) throw new EvidenceDamaged("an unfinished part is shorter than it was");
    part.copy(this.#part, 0, 0, begun);
    this.#filled = begun;
  }

  /** A file with more bytes than it may have, or was said to have, is not the one that was announced. */
  async take(chunk: Uint8Array): Promise<void> {
    for (let at = 0; at < chunk.length; ) {
      const room = Math.min(partSize - this.#filled, this.#size - this.#reached, chunk.length - at);
      if (room <= 0) throw new Refusal("too_large", this.#size);
      this.#part.set(chunk.subarray(at, at + room), this.#filled);
      this.#filled += room;
      at += room;
      if (this.#filled === partSize) await this.#keep("more_may_come");
    }
  }

  /** The request has no more bytes; `whole` unless it was cut. */
  async end(whole: boolean): Promise<void> {
    const over = whole && this.ends === "with_these";
    if (over && this.#reached === 0) throw new Refusal("empty");
    if (over || this.#reached > this.#received) await this.#keep(over ? "over" : "more_may_come");
  }

  async #keep(course: "more_may_come" | "over"): Promise<void> {
    const received = this.#reached;
    const size = course === "over" ? received : this.#size;
    const plain = this.#part.subarray(0, this.#filled);
    // Its first part is judged when it is whole; a shorter file when it is.
    const judged = this.#mediaType === null && (plain.length === partSize || received === size);
    const mediaType = judged ? await this.#typeOf(plain) : this.#mediaType;
    const kind = acceptedAs(mediaType)?.kind ?? null;
    const bounded = course === "more_may_come" && this.ends === "with_these" && kind !== null ? limitOf(kind) : size;
    await this.#write(plain, { received, size: bounded, mediaType, kind });
    this.#received = received;
    this.#size = bounded;
    this.#mediaType = mediaType;
    if (plain.length === partSize) this.#filled = 0;
  }

  /** Throws `Refusal` for what is not taken, and for a file announced larger than its kind may be. */
  async #typeOf(first: Buffer): Promise<string | null> {
    const mediaType = await sniffed(first, this.opened.name);
    const refusal = refusalOfType(mediaType, this.ends === "as_announced" ? this.#size : null);
    const accepted = acceptedAs(mediaType);
    if (refusal !== null) throw new Refusal(refusal, accepted === undefined ? undefined : limitOf(accepted.kind));
    return mediaType;
  }

  /** Under the row's lock, so that of two requests at the same place one is told that the other was there. */
  async #write(plain: Buffer, progress: Pick<EvidenceRow, "received" | "size" | "mediaType" | "kind">): Promise<void> {
    const { row, fileKey } = this.opened;
    const { storage, config, db } = this.portal;
    const index = Math.floor(this.#received / partSize);
    await asActor(db, this.sender, async (tx) => {
      if (!(await isOpen(tx, row.draftId))) throw new Stopped("filed");
      const current = await lockUpload(tx, row.id);
      if (current?.state !== "arriving" || current.received !== this.#received) throw new Stopped("moved");
      if (plain.length > 0) await keepPiece(storage, config.sealSuite, { id: row.id, fileKey }, index, plain);
      await tx.update(evidence).set(progress).where(eq(evidence.id, row.id));
    });
  }
}

/** Whether the file's draft, if it has one, is still being written. Held so until the transaction ends. */
async function isOpen(tx: Tx, draftId: string | null): Promise<boolean> {
  return draftId === null || (await lockDraft(tx, draftId, "share"))?.filedAt === null;
}

async function lockUpload(tx: Tx, id: string): Promise<EvidenceRow | undefined> {
  const [row] = await tx.select().from(evidence).where(eq(evidence.id, id)).for("update");
  return row;
}

/**
 * Completes an upload whose bytes are all here: reads it back through its seal, keeps the digests of what is stored, and
 * promises its examination. From here on it never changes. Doing it twice is doing it once.
 */
export async function finishUpload(portal: Portal, sender: Sender, id: string): Promise<Appended> {
  const opened = await openUpload(portal, sender, id);
  if (opened === null) return refused("absent");
  const { row, fileKey } = opened;
  if (row.state === "kept") return { outcome: "taken", upload: toUpload(row) };
  if (row.state === "refused") return refused(row.refusedFor ?? "unreadable");
  if (row.received !== row.size) return { outcome: "taken", upload: toUpload(row) };
  const digests = await digestsOf(portal.storage, { id, fileKey, size: row.size }).catch((error: unknown) => {
    if (error instanceof EvidenceDamaged) return null;
    throw error;
  });
  if (digests === null) return spoilt(portal, sender, id);
  const keptAt = new Date();
  const finished = await asActor(portal.db, sender, async (tx): Promise<Appended | null> => {
    if (!(await isOpen(tx, row.draftId))) return refused("filed");
    const current = await lockUpload(tx, id);
    if (current?.state !== "arriving") return null;
    const preview = current.kind === "image" ? "waiting" : "none";
    const scan = portal.config.clamd === null ? "not_scanned" : "waiting";
    await tx
      .update(evidence)
      .set({ state: "kept", ...digests, preview, scan, keptAt })
      .where(eq(evidence.id, id));
    if (preview === "waiting" || scan === "waiting") {
      await tx.insert(outbox).values({ id: newId(), kind: "examine-evidence", payload: { v: 1, evidenceId: id } });
    }
    await tellCase(tx, current, keptAt);
    return { outcome: "taken", upload: { ...toUpload(current), state: "kept" } };
  });
  if (finished !== null) return finished;
  // Another request was first.
  const upload = await findUpload(portal, sender, id);
  return upload === null ? refused("absent") : { outcome: "taken", upload };
}

/**
 * What came to a case after filing stands in its timeline and is on record; a department's own file in neither's sight.
 * Where nobody works the case any more, a job brings a reporter's file to those who did.
 */
async function tellCase(tx: Tx, row: EvidenceRow, at: Date): Promise<void> {
  const { caseId, reportId } = row;
  if (caseId === null) return;
  if (row.readers === "shared") {
    await tx.insert(caseEvents).values({
      id: newId(),
      caseId,
      kind: "evidence_added",
      at,
      accountId: row.accountId,
      department: row.department,
      details: { evidenceId: row.id },
    });
  }
  if (reportId !== null) {
    await showReport(tx, reportId);
    await tx.insert(outbox).values({ id: newId(), kind: "bring-late-file", payload: { v: 1, evidenceId: row.id } });
  }
  await recordFile(tx, "evidence_added", row);
}

/** Puts a deed on a file of a case on the audit trail. One on a department's own file is read by that department. */
export async function recordFile(
  tx: Tx,
  action: Extract<AuditAction, `evidence_${string}`>,
  row: Pick<EvidenceRow, "id" | "caseId" | "readers">,
  reason: string | null = null,
): Promise<void> {
  const [matter] =
    row.caseId === null ? [] : await tx.select({ number: cases.number }).from(cases).where(eq(cases.id, row.caseId));
  await recordDeed(tx, {
    action,
    caseId: row.caseId,
    caseNumber: matter?.number ?? null,
    subjectId: row.id,
    compartment: row.readers === "department" ? "department" : null,
    reason,
  });
}

/** What was stored of an upload is not there any more as it was: it has to be sent again. */
async function spoilt(portal: Portal, sender: Sender, id: string): Promise<Appended> {
  portal.log.error({ row: id }, "evidence.damaged");
  await refuseUpload(portal, sender, id, "unreadable");
  return refused("unreadable");
}

/** Refuses what is arriving: the row says why, its bytes go at once; what is left of them after a fault, with the row. */
async function refuseUpload(
  portal: Portal,
  sender: Sender,
  id: string,
  refusedFor: "unknown_type" | "too_large" | "empty" | "unreadable",
): Promise<void> {
  await asActor(portal.db, sender, async (tx) => {
    const row = await lockUpload(tx, id);
    if (row?.state !== "arriving") return;
    await tx.update(evidence).set({ state: "refused", refusedFor }).where(eq(evidence.id, id));
    if (row.caseId !== null) await recordFile(tx, "evidence_refused", row, refusedFor);
  });
  await portal.storage.remove(roomOf(id)).catch((error: unknown) => {
    if (!(error instanceof StorageFault)) throw error;
    portal.log.warn({ row: id, code: error.code }, "evidence.left_behind");
  });
}
