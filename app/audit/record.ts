import { sql } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import type { Compartment } from "#db/schema/index.ts";
import type { AuditAction } from "./rules.ts";

export type { AuditAction } from "./rules.ts";

/** One deed: codes and ids only, never a name or a sentence. Who did it and when, the database fills in itself. */
export interface Deed {
  readonly action: AuditAction;
  readonly caseId?: string | null;
  readonly caseNumber?: string | null;
  /** What it was done to: a report, a note, a file, an account. */
  readonly subjectId?: string | null;
  /** Where the deed speaks of a compartment: only those inside it may read the entry. */
  readonly compartment?: Compartment | null;
  /** The code of the reason that was given, or of the rule that allowed or refused it. */
  readonly reason?: string | null;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * Puts a deed of this transaction's actor on the audit trail. Entries are chained one after the other, so the chain is
 * held from here to the transaction's end: record last, after the work.
 */
export async function recordDeed(tx: Tx, deed: Deed): Promise<void> {
  await tx.execute(sql`insert into audit_entries (action, case_id, case_number, subject_id, compartment, reason, details)
    values (${deed.action}, ${deed.caseId ?? null}, ${deed.caseNumber ?? null}, ${deed.subjectId ?? null},
      ${deed.compartment ?? null}, ${deed.reason ?? null}, ${JSON.stringify(deed.details ?? {})})`);
}
