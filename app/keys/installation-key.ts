import { eq } from "drizzle-orm";
import { v7 as newId } from "uuid";
import type { DataKey } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Tx } from "#db/connection.ts";
import { type InstallationKeyPurpose, installationKeys } from "#db/schema/index.ts";

/**
 * The installation's own data key for a purpose that belongs to no case; made when it is first needed. Two who need it
 * at the same moment get the same one.
 */
export async function installationKey(
  tx: Tx,
  { vault }: Pick<Portal, "vault">,
  purpose: InstallationKeyPurpose,
): Promise<DataKey> {
  const known = await readKey(tx, purpose);
  if (known !== undefined) return vault.unwrap(known);
  const { stored } = vault.newDataKey(newId());
  await tx
    .insert(installationKeys)
    .values({ ...stored, purpose, createdAt: new Date() })
    .onConflictDoNothing();
  const kept = await readKey(tx, purpose);
  if (kept === undefined) throw new Error(`the installation's key for ${purpose} was not kept`);
  return vault.unwrap(kept);
}

async function readKey(tx: Tx, purpose: InstallationKeyPurpose) {
  const [row] = await tx.select().from(installationKeys).where(eq(installationKeys.purpose, purpose));
  return row;
}
