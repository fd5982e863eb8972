import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { type DataKey, seal, unseal } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import { asActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { drafts } from "#db/schema/index.ts";
import { newDraftCode } from "./draft-code.ts";
import { type DraftContent, type EmergencyAnswer, type ForUnit, readDraftContent } from "./draft-content.ts";
import type { TakenDown } from "./taken-down.ts";
import { type Dispute, mergePage, type PageSave } from "./typed.ts";

/** Deleted after this long without a save. */
export const draftDays = 7;
const lifetime = draftDays * 86_400_000;

/** A report being written, opened by whoever holds its token or its code. */
export interface Draft {
  readonly id: string;
  /** The report's id is fixed from the beginning: filing twice finds the same report. */
  readonly reportId: string;
  readonly edition: string;
  /** The keyed hash that opens this draft's row. */
  readonly draftKey: Buffer;
  readonly version: number;
  readonly savedAt: Date;
  readonly filedAt: Date | null;
  /** Null once filed: what was typed is then in the report and nowhere else. */
  readonly content: DraftContent | null;
}

/** What is saved at once: one page or, on the urgent path, several. */
export interface DraftSave {
  readonly pages: readonly PageSave[];
  readonly emergency?: EmergencyAnswer;
  /** Tells choices from words, for two windows that differ. */
  readonly isChoice: (name: string) => boolean;
}

export type Saved =
  | { readonly outcome: "saved"; readonly draft: Draft }
  | { readonly outcome: "disputed"; readonly draft: Draft; readonly disputes: readonly Dispute[] }
  | { readonly outcome: "filed"; readonly draft: Draft }
  | { readonly outcome: "gone" };

type Row = typeof drafts.$inferSelect;
const place = (id: string) => ({ table: "drafts", column: "sealed_answers", row: id });
const tokenKey = ({ vault }: Portal, token: string) => vault.token("draft token", token);
const codeKey = ({ vault }: Portal, code: string) => vault.token("draft code", code);
const keyOf = ({ vault }: Portal, { id, wrappedKey, masterKeyId }: Row): DataKey =>
  vault.unwrap({ id, wrappedKey, masterKeyId });

function applySave(
  content: DraftContent,
  version: number,
  save: DraftSave,
): { content: DraftContent; disputes: readonly Dispute[] } {
  const pages = { ...content.pages };
  const disputes: Dispute[] = [];
  for (const page of save.pages) {
    const merged = mergePage(content.pages[page.page], page, save.isChoice);
    disputes.push(...merged.disputes);
    pages[page.page] = { version, form: page.form, fields: merged.fields };
  }
  return { content: { ...content, pages, emergency: save.emergency ?? content.emergency }, disputes };
}

/** Begins a draft with what was just typed. The token inside is for the browser, the code for the reporter. */
export async function beginDraft(
  portal: Portal,
  save: DraftSave,
  at: Date,
  { forUnit = null, takenDown = null }: { readonly forUnit?: ForUnit; readonly takenDown?: TakenDown | null } = {},
): Promise<Draft & { content: DraftContent }> {
  const id = newId();
  const { key, stored } = portal.vault.newDataKey(id);
  const token = randomBytes(32).toString("base64url");
  const fresh = { token, code: newDraftCode(), pages: {}, emergency: null, forUnit, takenDown };
  const { content } = applySave(fresh, 1, save);
  const draftKey = tokenKey(portal, content.token);
  const draft = { id, reportId: newId(), edition: portal.edition.id, version: 1, savedAt: at, filedAt: null };
  await asActor(portal.db, { kind: "draft", draftKey }, (tx) =>
    tx.insert(drafts).values({
      ...draft,
      tokenHash: draftKey,
      codeHash: codeKey(portal, content.code),
      wrappedKey: stored.wrappedKey,
      masterKeyId: stored.masterKeyId,
      sealedAnswers: seal(key, place(id), JSON.stringify(content)),
      createdAt: at,
      expiresAt: new Date(at.getTime() + lifetime),
    }),
  );
  return { ...draft, draftKey, content };
}

function toDraft(portal: Portal, row: Row, draftKey: Buffer): Draft {
  const sealed = row.filedAt === null ? row.sealedAnswers : null;
  return {
    id: row.id,
    reportId: row.reportId,
    edition: row.edition,
    draftKey,
    version: row.version,
    savedAt: row.savedAt,
    filedAt: row.filedAt,
    content: sealed === null ? null : readDraftContent(unseal([keyOf(portal, row)], place(row.id), sealed)),
  };
}

async function open(portal: Portal, draftKey: Buffer, at: Date): Promise<Draft | null> {
  const [row] = await asActor(portal.db, { kind: "draft", draftKey }, (tx) => tx.select().from(drafts));
  return row === undefined || row.expiresAt <= at ? null : toDraft(portal, row, draftKey);
}

/** The draft that a browser's cookie names; null when there is none, or its seven days are over. */
export async function openDraft(portal: Portal, token: string, at: Date): Promise<Draft | null> {
  return /^[\w-]{43}$/.test(token) ? open(portal, tokenKey(portal, token), at) : null;
}

/** The draft of a code as `parseDraftCode` gives it. Attempts are to be limited by the caller. */
export async function openDraftByCode(portal: Portal, code: string, at: Date): Promise<Draft | null> {
  return open(portal, codeKey(portal, code), at);
}

async function lockDraft(tx: Tx, id: string): Promise<Row | undefined> {
  const [row] = await tx.select().from(drafts).where(eq(drafts.id, id)).for("update");
  return row;
}

/**
 * Saves pages as typed, over whatever else was saved meanwhile, and gives the draft seven more days. Two windows lose
 * nothing to each other: see `mergePage`; a dispute writes nothing and shows both.
 */
export async function saveDraft(portal: Portal, draft: Draft, save: DraftSave, at: Date): Promise<Saved> {
  return asActor(portal.db, { kind: "draft", draftKey: draft.draftKey }, async (tx): Promise<Saved> => {
    const row = await lockDraft(tx, draft.id);
    if (row === undefined) return { outcome: "gone" };
    const current = toDraft(portal, row, draft.draftKey);
    if (current.content === null) return { outcome: "filed", draft: current };
    const version = row.version + 1;
    const { content, disputes } = applySave(current.content, version, save);
    if (disputes.length > 0) return { outcome: "disputed", draft: current, disputes };
    await tx
      .update(drafts)
      .set({
        sealedAnswers: seal(keyOf(portal, row), place(row.id), JSON.stringify(content)),
        version,
        savedAt: at,
        expiresAt: new Date(at.getTime() + lifetime),
      })
      .where(eq(drafts.id, row.id));
    return { outcome: "saved", draft: { ...current, version, savedAt: at, content } };
  });
}
