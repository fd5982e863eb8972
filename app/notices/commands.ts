import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { accounts, notices } from "#db/schema/index.ts";
import type { Notice } from "./letter.ts";

export interface OwedNotice extends Notice {
  readonly id: string;
  /** null where the account has no address any more, or is closed. */
  readonly to: string | null;
}

/** A notice that was promised to somebody and not sent yet; null when it was, or when its account is gone. */
export async function readOwedNotice(tx: Tx, id: string): Promise<OwedNotice | null> {
  const [row] = await tx
    .select({
      id: notices.id,
      kind: notices.kind,
      caseNumber: notices.caseNumber,
      email: accounts.email,
      active: accounts.active,
    })
    .from(notices)
    .innerJoin(accounts, eq(accounts.id, notices.accountId))
    .where(and(eq(notices.id, id), isNull(notices.sentAt)));
  if (row === undefined) return null;
  return { id: row.id, kind: row.kind, caseNumber: row.caseNumber, to: row.active ? row.email : null };
}

/** The mail server has it. */
export async function markNoticeSent(tx: Tx, id: string, now: Date): Promise<void> {
  await tx
    .update(notices)
    .set({ sentAt: now })
    .where(and(eq(notices.id, id), isNull(notices.sentAt)));
}
