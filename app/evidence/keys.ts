import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { type DataKey, type Place, seal, sealFor, unseal, unsealFrom } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Tx } from "#db/connection.ts";
import { dataKeys, drafts, type evidence } from "#db/schema/index.ts";

type Row = typeof evidence.$inferSelect;

const keyPlace = (id: string): Place => ({ table: "evidence", column: "sealed_key", row: id });
const descriptionPlace = (id: string): Place => ({ table: "evidence", column: "sealed_description", row: id });

/** What is told of a file: the name it had, and what whoever added it said about it. */
const Description = z.object({ name: z.string(), note: z.string() });
export type Description = z.infer<typeof Description>;

/** Seals a file's own key and its description under the key of its draft or its case. */
export function sealedUnder(key: DataKey, id: string, file: { readonly fileKey: Buffer; readonly told: Description }) {
  return {
    sealedKey: sealFor(key, keyPlace(id), file.fileKey),
    sealedDescription: seal(key, descriptionPlace(id), JSON.stringify(file.told)),
  };
}

/** A file's own key. Throws `SealBroken`. */
export const openFileKey = (keys: readonly DataKey[], row: Pick<Row, "id" | "sealedKey">): Buffer =>
  unsealFrom(keys, keyPlace(row.id), row.sealedKey);

/** What is told of a file. Throws `SealBroken`. */
export const openDescription = (keys: readonly DataKey[], row: Pick<Row, "id" | "sealedDescription">): Description =>
  Description.parse(JSON.parse(unseal(keys, descriptionPlace(row.id), row.sealedDescription)));

/** The keys under which a file's row is sealed: its draft's while it belongs to one, then its case's. */
export async function keysOf(
  tx: Tx,
  { vault }: Pick<Portal, "vault">,
  { draftId, caseId }: Pick<Row, "draftId" | "caseId">,
): Promise<readonly DataKey[]> {
  if (draftId !== null) {
    const found = await tx
      .select({ id: drafts.id, wrappedKey: drafts.wrappedKey, masterKeyId: drafts.masterKeyId })
      .from(drafts)
      .where(eq(drafts.id, draftId));
    return found.map((stored) => vault.unwrap(stored));
  }
  if (caseId === null) return [];
  // The case's own key first: one that a join brought along goes away again where the join is undone.
  const found = await tx.select().from(dataKeys).where(eq(dataKeys.caseId, caseId)).orderBy(asc(dataKeys.createdAt));
  return found.map((stored) => vault.unwrap(stored));
}
