import { randomBytes } from "node:crypto";
import { and, count, eq, inArray, isNotNull, ne, type SQL, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type { DataKey } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import { asActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { drafts, evidence, outbox } from "#db/schema/index.ts";
import { keysOf, openDescription, openFileKey, sealedUnder } from "./keys.ts";
import { type EvidenceOwner, type Sender, senderOf } from "./owner.ts";
import { keptName, mostBytes, mostFiles, mostFilesOfOfficer, refusalOfAnnounced, type UploadRefusal } from "./rules.ts";

/** What is known of a file before its bytes. `size` is null where only the end of the file will tell. */
export interface Announced {
  readonly name: string;
  readonly note: string;
  readonly size: number | null;
}

export type Begun =
  | { readonly outcome: "begun"; readonly id: string }
  | { readonly outcome: "refused"; readonly refusal: UploadRefusal };
const refused = (refusal: UploadRefusal): Begun => ({ outcome: "refused", refusal });

/**
 * Makes room for a file: its row, its own key and what is told of it, sealed under the key of its draft or case. Refused
 * before a byte is sent: a file too large or empty, one too many, and whatever the sender may not add to.
 */
export async function beginUpload(
  portal: Portal,
  owner: EvidenceOwner,
  { name: givenName, note: givenNote, size }: Announced,
  now: Date,
): Promise<Begun> {
  const name = keptName(givenName);
  if (name === null) return refused("no_name");
  const note = givenNote
    .normalize("NFC")
    .replace(/\p{Cc}/gu, " ")
    .trim();
  const refusal = refusalOfAnnounced({ size, note });
  if (refusal !== null) return refused(refusal);
  const id = newId();
  const announced = size ?? mostBytes;
  return unlessForbidden(() =>
    asActor(portal.db, senderOf(owner), async (tx) => {
      const place = placeOf(owner);
      if (owner.kind === "draft") {
        const draft = await lockDraft(tx, owner.draftId, "update");
        if (draft === undefined || draft.expiresAt <= now) return refused("absent");
        if (draft.filedAt !== null) return refused("filed");
      } else {
        await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${lockOf(owner)}, 0))`);
      }
      const [key] = await keysOf(tx, portal, place);
      if (key === undefined) return refused("absent");
      if ((await countOf(tx, owner)) >= (owner.kind === "case" ? mostFilesOfOfficer : mostFiles)) {
        return refused("too_many");
      }
      await tx.insert(evidence).values({
        id,
        ...place,
        state: "arriving",
        ...sealedUnder(key, id, { fileKey: randomBytes(32), told: { name, note } }),
        size: announced,
        createdAt: now,
      });
      return { outcome: "begun", id };
    }),
  );
}

function placeOf(owner: EvidenceOwner) {
  switch (owner.kind) {
    case "draft":
      return { draftId: owner.draftId, caseId: null };
    case "receipt":
      return { draftId: null, caseId: owner.reporter.caseId, reportId: owner.reporter.reportId };
    case "case": {
      const { officer, caseId, readers } = owner;
      return { draftId: null, caseId, accountId: officer.accountId, department: officer.department, readers };
    }
  }
}

type Filed = Exclude<EvidenceOwner, { kind: "draft" }>;
const lockOf = (owner: Filed): string =>
  owner.kind === "receipt"
    ? `evidence ${owner.reporter.reportId}`
    : `evidence ${owner.caseId} ${owner.officer.accountId}`;

/** How many files the owner has here; what was refused does not count. */
async function countOf(tx: Tx, owner: EvidenceOwner): Promise<number> {
  const theirs: SQL | undefined =
    owner.kind === "draft"
      ? eq(evidence.draftId, owner.draftId)
      : owner.kind === "receipt"
        ? eq(evidence.reportId, owner.reporter.reportId)
        : and(eq(evidence.caseId, owner.caseId), eq(evidence.accountId, owner.officer.accountId));
  const [found] = await tx
    .select({ files: count() })
    .from(evidence)
    .where(and(theirs, ne(evidence.state, "refused")));
  return found?.files ?? 0;
}

/** Holds a draft, so that it is not filed while one of its files changes: a file must be wholly in a report or not at all. */
export async function lockDraft(tx: Tx, id: string, how: "share" | "update") {
  const [draft] = await tx
    .select({ filedAt: drafts.filedAt, expiresAt: drafts.expiresAt })
    .from(drafts)
    .where(eq(drafts.id, id))
    .for(how);
  return draft;
}

/** What the database's policies forbid is told like what is not there. */
async function unlessForbidden(work: () => Promise<Begun>): Promise<Begun> {
  try {
    return await work();
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    if (cause instanceof Error && "code" in cause && cause.code === "42501") return refused("absent");
    throw error;
  }
}

/**
 * Takes a file out of a draft. Its row, and with it its key, is gone at once; the bytes, which nobody can open any more,
 * are removed by a job. What belongs to a report stays. Returns whether there was such a file.
 */
export async function takeBack(
  portal: Portal,
  owner: Extract<EvidenceOwner, { kind: "draft" }>,
  id: string,
): Promise<boolean> {
  return asActor(portal.db, senderOf(owner), async (tx) => {
    await lockDraft(tx, owner.draftId, "share");
    return (await forget(tx, and(eq(evidence.id, id), eq(evidence.draftId, owner.draftId)))) > 0;
  });
}

/**
 * Gives up a file of a report or a case that is still on its way: it is gone from the list at once, its bytes by a job. A
 * part that is being kept in this moment is waited for; a file that is complete meanwhile is evidence and stays. Returns
 * whether there was such a file.
 */
export async function giveUpUpload(portal: Portal, sender: Sender, id: string): Promise<boolean> {
  return asActor(
    portal.db,
    sender,
    async (tx) =>
      (await forget(tx, and(eq(evidence.id, id), eq(evidence.state, "arriving"), isNotNull(evidence.caseId)))) > 0,
  );
}

/** Deletes rows of files and promises the removal of their bytes. */
async function forget(tx: Tx, which: SQL | undefined): Promise<number> {
  const gone = await tx.delete(evidence).where(which).returning({ id: evidence.id });
  if (gone.length > 0) {
    await tx.insert(outbox).values(gone.map(({ id }) => removalOf(id)));
  }
  return gone.length;
}

/** The promise to remove a file's bytes, and its row where there is one. */
export const removalOf = (evidenceId: string) => ({
  id: newId(),
  kind: "remove-evidence",
  payload: { v: 1, evidenceId },
});

/** Lets go of the files of drafts that are about to be deleted. For the worker. */
export async function forgetFilesOfDrafts(tx: Tx, draftIds: readonly string[]): Promise<void> {
  if (draftIds.length > 0) await forget(tx, inArray(evidence.draftId, [...draftIds]));
}

/** Lets go of uploads that were given up or refused, begun before `before`. For the worker. Returns how many. */
export async function forgetAbandoned(tx: Tx, before: Date): Promise<number> {
  return forget(
    tx,
    and(inArray(evidence.state, ["arriving", "refused"]), sql`${evidence.createdAt} < ${before.toISOString()}`),
  );
}

/**
 * The files of a draft that is being filed, under a lock that keeps them as they are. Read by a statement of its own:
 * one that had to wait for the lock would still see what was there before it waited.
 */
export async function filesOfDraft(tx: Tx, draftId: string) {
  const [[draft], files] = await Promise.all([
    tx
      .select({ id: drafts.id, wrappedKey: drafts.wrappedKey, masterKeyId: drafts.masterKeyId })
      .from(drafts)
      .where(eq(drafts.id, draftId))
      .for("update"),
    tx
      .select({
        id: evidence.id,
        state: evidence.state,
        sealedKey: evidence.sealedKey,
        sealedDescription: evidence.sealedDescription,
      })
      .from(evidence)
      .where(eq(evidence.draftId, draftId)),
  ]);
  return draft === undefined ? null : { draft, files };
}

/**
 * Makes the complete files of a draft the report's: their keys and descriptions are sealed anew under the case's key.
 * Those that are not complete are let go of; they can be added by the receipt. Each statement goes off when it is
 * awaited, which is to be after those of report and key, in the same transaction.
 */
export function attachToReport(
  tx: Tx,
  { vault }: Pick<Portal, "vault">,
  brought: Awaited<ReturnType<typeof filesOfDraft>>,
  { caseKey, caseId, reportId }: { readonly caseKey: DataKey; readonly caseId: string; readonly reportId: string },
): readonly Promise<unknown>[] {
  if (brought === null) return [];
  const keys = [vault.unwrap(brought.draft)];
  const unfinished = brought.files.filter(({ state }) => state !== "kept").map(({ id }) => id);
  const attached = brought.files
    .filter(({ state }) => state === "kept")
    .map((file) => {
      const opened = { fileKey: openFileKey(keys, file), told: openDescription(keys, file) };
      return tx
        .update(evidence)
        .set({ ...sealedUnder(caseKey, file.id, opened), draftId: null, caseId, reportId })
        .where(eq(evidence.id, file.id));
    });
  return unfinished.length === 0 ? attached : [...attached, forget(tx, inArray(evidence.id, unfinished))];
}
