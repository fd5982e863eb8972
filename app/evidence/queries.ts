import { asc, eq, type SQL } from "drizzle-orm";
import { type DataKey, SealBroken } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import { asActor, type ReporterActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import {
  cases,
  type EvidenceKind,
  type EvidenceReaders,
  type EvidenceRefusal,
  type EvidenceState,
  evidence,
  type PreviewState,
  type ScanState,
} from "#db/schema/index.ts";
import { type Description, keysOf, openDescription } from "./keys.ts";

/** A file as a page lists it. */
export interface EvidenceFile {
  readonly id: string;
  /** Name and note are null where the seal does not open: shown as unreadable, not as absent. */
  readonly name: string | null;
  readonly note: string | null;
  /** Null until the first part has come. */
  readonly kind: EvidenceKind | null;
  readonly size: number;
  readonly received: number;
  readonly state: EvidenceState;
  readonly refusedFor: EvidenceRefusal | null;
  readonly preview: PreviewState;
  /** `infected`: quarantined. It has no preview, and only the police open the original. */
  readonly scan: ScanState;
  /** In hexadecimal; null until it is complete. */
  readonly sha256: string | null;
  readonly sm3: string | null;
  /** The report it came with or was added to; null for an officer's. */
  readonly reportId: string | null;
  /** The department whose officer added it; null for a reporter's. */
  readonly department: string | null;
  readonly accountId: string | null;
  readonly readers: EvidenceReaders;
  /** When it was complete, or when it was begun. */
  readonly at: Date;
}

export type EvidenceRow = typeof evidence.$inferSelect;

const listed = (tx: Tx, which: SQL) =>
  tx.select().from(evidence).where(which).orderBy(asc(evidence.createdAt), asc(evidence.id));

/** The files of a case that the officer may know of, oldest first, still sealed. */
export const readEvidenceOfCase = (tx: Tx, caseId: string) => listed(tx, eq(evidence.caseId, caseId));

/** Opens names and notes with the keys of the draft or the case. What does not open is logged by its id. */
export function openedEvidence(
  { log }: Pick<Portal, "log">,
  keys: readonly DataKey[],
  rows: readonly EvidenceRow[],
): readonly EvidenceFile[] {
  const told = (row: EvidenceRow): Description | null => {
    try {
      return openDescription(keys, row);
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      log.error({ table: "evidence", column: "sealed_description", row: row.id }, "seal.broken");
      return null;
    }
  };
  return rows.map((row) => {
    const description = told(row);
    return {
      id: row.id,
      name: description?.name ?? null,
      note: description === null || description.note === "" ? null : description.note,
      kind: row.kind,
      size: row.size,
      received: row.received,
      state: row.state,
      refusedFor: row.refusedFor,
      preview: row.preview,
      scan: row.scan,
      sha256: row.sha256?.toString("hex") ?? null,
      sm3: row.sm3?.toString("hex") ?? null,
      reportId: row.reportId,
      department: row.department,
      accountId: row.accountId,
      readers: row.readers,
      at: row.keptAt ?? row.createdAt,
    };
  });
}

/** The files of a draft, for whoever holds its token or code. */
export async function evidenceOfDraft(
  portal: Portal,
  draft: { readonly id: string; readonly draftKey: Buffer },
): Promise<readonly EvidenceFile[]> {
  return asActor(portal.db, { kind: "draft", draftKey: draft.draftKey }, async (tx) => {
    const rows = await listed(tx, eq(evidence.draftId, draft.id));
    if (rows.length === 0) return [];
    return openedEvidence(portal, await keysOf(tx, portal, { draftId: draft.id, caseId: null }), rows);
  });
}

/** The files of a reporter's own report: what came with it and what they added. */
export async function evidenceOfReport(portal: Portal, reporter: ReporterActor): Promise<readonly EvidenceFile[]> {
  return asActor(portal.db, reporter, async (tx) => {
    const rows = await listed(tx, eq(evidence.reportId, reporter.reportId));
    if (rows.length === 0) return [];
    return openedEvidence(portal, await keysOf(tx, portal, { draftId: null, caseId: reporter.caseId }), rows);
  });
}

/** The id of a case by its number, for whoever adds a file to it; null for one that is absent or hidden. */
export async function caseForEvidence(tx: Tx, number: string): Promise<string | null> {
  const [found] = await tx.select({ id: cases.id }).from(cases).where(eq(cases.number, number));
  return found?.id ?? null;
}
