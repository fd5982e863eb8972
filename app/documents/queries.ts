import { desc, eq } from "drizzle-orm";
import type { Tx } from "#db/connection.ts";
import { accounts, cases, documents } from "#db/schema/index.ts";

/** What a list shows of a document; its content stays sealed and unread. */
const listed = {
  id: documents.id,
  kind: documents.kind,
  number: documents.number,
  department: documents.department,
  district: documents.district,
  issuedAt: documents.issuedAt,
  withdrawnAt: documents.withdrawnAt,
};

/** The documents of a case that the reader may read, the newest first. */
export const documentsOf = (tx: Tx, caseId: string) =>
  tx
    .select({ ...listed, issuedBy: accounts.displayName })
    .from(documents)
    .leftJoin(accounts, eq(accounts.id, documents.accountId))
    .where(eq(documents.caseId, caseId))
    .orderBy(desc(documents.issuedAt), desc(documents.id));
export type ListedDocument = Awaited<ReturnType<typeof documentsOf>>[number];

/** The notices of receipt of one report, the newest first. */
export const noticesOf = (tx: Tx, reportId: string) =>
  tx.select(listed).from(documents).where(eq(documents.reportId, reportId)).orderBy(desc(documents.issuedAt));
export type ListedNotice = Awaited<ReturnType<typeof noticesOf>>[number];

/** One document, still sealed; null for one that is absent or hidden. */
export async function readDocument(tx: Tx, id: string) {
  const [found] = await tx
    .select({ document: documents, caseNumber: cases.number })
    .from(documents)
    .leftJoin(cases, eq(cases.id, documents.caseId))
    .where(eq(documents.id, id));
  return found ?? null;
}
export type DocumentRow = typeof documents.$inferSelect;

/** What anybody who shows the code learns of a document; null for a code that none has. */
export async function documentOfCode(tx: Tx, codeHash: Buffer) {
  const [found] = await tx
    .select({ ...listed, contentHash: documents.contentHash })
    .from(documents)
    .where(eq(documents.verificationHash, codeHash));
  return found ?? null;
}
export type CheckedDocument = NonNullable<Awaited<ReturnType<typeof documentOfCode>>>;
