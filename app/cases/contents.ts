import { z } from "zod";
import { readable, readableRecord } from "#app/keys/readable.ts";
import type { DataKey, Place } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import { contentPlace, identityPlace, partyPlace, type ReporterIdentity } from "#app/reports/filing.ts";
import { supplementPlace } from "#app/reports/supplements.ts";
import { objectionPlace } from "#app/triage/objections.ts";
import { Report } from "#guidelines/report.ts";
import type { CaseRecord } from "./queries.ts";

/** The keys of a case, opened for one request. */
export function openKeys(portal: Portal, record: Pick<CaseRecord, "keys">): readonly DataKey[] {
  return record.keys.map((key) => portal.vault.unwrap(key));
}

/** Opens sealed contents of one case. What does not open is logged by its place and shown as unreadable, not as empty. */
export function contentsOf(portal: Portal, keys: readonly DataKey[]) {
  const open = (place: Place, sealed: Buffer) => readable(portal, keys, place, sealed);
  return {
    report: ({ id, sealedContent }: CaseRecord["reports"][number]): Report | null =>
      sealedContent === null ? null : readableRecord(portal, Report, keys, contentPlace(id), sealedContent),
    reporter: ({ reportId, sealedIdentity }: CaseRecord["identities"][number]): ReporterIdentity | null =>
      readableRecord(portal, Identity, keys, identityPlace(reportId), sealedIdentity),
    party: ({ id, sealedIdentity }: CaseRecord["parties"][number]): PartyIdentity | null =>
      readableRecord(portal, PartyIdentity, keys, partyPlace(id), sealedIdentity),
    supplement: ({ id, sealedText }: CaseRecord["supplements"][number]): string | null =>
      open(supplementPlace(id), sealedText),
    objection: (id: string, column: "sealed_reason" | "sealed_decision", sealed: Buffer): string | null =>
      open(objectionPlace(id, column), sealed),
  };
}
export type Contents = ReturnType<typeof contentsOf>;

const Identity = z.object({
  name: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  contactHours: z.string().nullable(),
  unit: z.string().nullable(),
  anonymous: z.boolean(),
});

/** What the list of people shows of a child or a suspected person; the rest stands in the report. */
const PartyIdentity = z.object({
  name: z.string().nullable(),
  sex: z.string().optional(),
  age: z.number().nullable().optional(),
  bornOn: z.string().nullable().optional(),
});
type PartyIdentity = z.infer<typeof PartyIdentity>;
