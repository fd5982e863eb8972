import { and, asc, desc, eq } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { accounts, assignments, caseNotes, cases, dataKeys, noteShares } from "#db/schema/index.ts";

/** The notes of a case that the reader may read, still sealed, the newest first. A note that is hidden is absent. */
export const notesOf = (tx: Tx, caseId: string) =>
  tx
    .select({ note: caseNotes, author: accounts.displayName })
    .from(caseNotes)
    .innerJoin(accounts, eq(accounts.id, caseNotes.accountId))
    .where(eq(caseNotes.caseId, caseId))
    .orderBy(desc(caseNotes.createdAt), desc(caseNotes.id));

/** To whom notes of a case were shown besides, as far as the reader is one of the two sides. */
export const sharesOf = (tx: Tx, caseId: string) =>
  tx.select().from(noteShares).where(eq(noteShares.caseId, caseId)).orderBy(asc(noteShares.sharedAt));

export interface StoredNotes {
  readonly notes: Awaited<ReturnType<typeof notesOf>>;
  readonly shares: Awaited<ReturnType<typeof sharesOf>>;
}

/** One note of a case, with what is needed to show it to others; null for one that is absent or hidden. */
export async function readNote(tx: Tx, caseNumber: string, noteId: string) {
  const [found] = await tx
    .select({ note: caseNotes, author: accounts.displayName, matter: cases })
    .from(caseNotes)
    .innerJoin(cases, eq(cases.id, caseNotes.caseId))
    .innerJoin(accounts, eq(accounts.id, caseNotes.accountId))
    .where(and(eq(caseNotes.id, noteId), eq(cases.number, caseNumber)));
  if (found === undefined) return null;
  const { id } = found.matter;
  const [shares, desks, keys] = await Promise.all([
    sharesOf(tx, id),
    tx.select().from(assignments).where(eq(assignments.caseId, id)).orderBy(asc(assignments.deliveredAt)),
    tx.select().from(dataKeys).where(eq(dataKeys.caseId, id)),
  ]);
  return { ...found, shares, desks, keys };
}
export type NoteRecord = NonNullable<Awaited<ReturnType<typeof readNote>>>;
