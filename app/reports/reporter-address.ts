import { eq } from "drizzle-orm";
import { z } from "zod";
import { readableRecord } from "#app/keys/readable.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Tx } from "#db/connection.ts";
import { dataKeys, reporterIdentities, reports } from "#db/schema/index.ts";
import { identityPlace } from "./filing.ts";

const Address = z.object({ email: z.email().nullable().catch(null) });

/**
 * The mail address that the reporter of a report left, for the worker that writes to them; null where there is none,
 * where who reported was destroyed, or where it does not open. Whoever may not read the identity finds none either.
 */
export async function reporterAddress(
  tx: Tx,
  portal: Pick<Portal, "vault" | "log">,
  reportId: string,
): Promise<string | null> {
  const [identity] = await tx
    .select({ caseId: reports.caseId, sealed: reporterIdentities.sealedIdentity })
    .from(reporterIdentities)
    .innerJoin(reports, eq(reports.id, reporterIdentities.reportId))
    .where(eq(reporterIdentities.reportId, reportId));
  if (identity === undefined) return null;
  const keys = await tx.select().from(dataKeys).where(eq(dataKeys.caseId, identity.caseId));
  const opened = keys.map((key) => portal.vault.unwrap(key));
  return readableRecord(portal, Address, opened, identityPlace(reportId), identity.sealed)?.email ?? null;
}
