import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { v7 as newId } from "uuid";
import { z } from "zod";
import { type AuditAction, recordDeed } from "#app/audit/record.ts";
import { copyFor } from "#app/copy/index.ts";
import { day } from "#app/copy/when.ts";
import { caseKey, reportKey } from "#app/keys/case-key.ts";
import { readableRecord } from "#app/keys/readable.ts";
import { type Place, seal } from "#app/platform/crypto.ts";
import type { Portal } from "#app/platform/portal.ts";
import type { Officer, ReporterActor } from "#db/actor.ts";
import type { Tx } from "#db/connection.ts";
import { type DocumentKind, dataKeys, documents, type WithdrawalReason } from "#db/schema/index.ts";
import { beijingDay } from "#guidelines/days.ts";
import { formatVerificationCode, verificationCodeOf, verificationHash } from "./code.ts";
import { officeMark, officeName } from "./office.ts";
import { type DocumentRow, readDocument } from "./queries.ts";
import { mayWithdraw, type Office } from "./rules.ts";
import { type Draft, digestOf, Sheet } from "./sheet.ts";

/** Where the content of a document is sealed. */
const documentPlace = (id: string): Place => ({ table: "documents", column: "sealed_content", row: id });

interface Issue {
  readonly kind: DocumentKind;
  readonly caseId: string;
  readonly caseNumber: string | null;
  readonly reportId: string | null;
  readonly assignmentId: string | null;
  readonly office: Office;
  readonly recipient: Office | null;
  readonly draft: Draft;
}

/**
 * Issues a document: gives it its number, the next of its kind, year and office, its verification code, and keeps it
 * sealed word for word. The database refuses whoever may not issue it. Returns its id.
 */
export async function issueDocument(
  tx: Tx,
  portal: Portal,
  actor: Officer | ReporterActor,
  issue: Issue,
  now: Date,
): Promise<string> {
  const id = newId();
  const code = verificationCodeOf(portal.vault, id);
  const { caseId, reportId } = issue;
  const key = reportId === null ? await caseKey(tx, portal, caseId) : await reportKey(tx, portal, { caseId, reportId });
  const year = Number(beijingDay(now).slice(0, 4));
  // The number last: whoever else issues one at this office waits for this transaction from here on.
  const serial = await nextSerial(tx, issue, year);
  const sheet = sheetOf(portal, issue, { code, year, serial }, now);
  const content = JSON.stringify(sheet);
  await tx.insert(documents).values({
    id,
    caseId,
    reportId,
    assignmentId: issue.assignmentId,
    kind: issue.kind,
    number: sheet.number,
    department: issue.office.department,
    district: issue.office.district,
    year,
    serial,
    recipientDepartment: issue.recipient?.department ?? null,
    recipientDistrict: issue.recipient?.district ?? null,
    accountId: actor.kind === "reporter" ? null : actor.accountId,
    issuedAt: now,
    sealedContent: seal(key, documentPlace(id), content),
    contentHash: digestOf(content),
    verificationHash: verificationHash(portal.vault, code),
  });
  await recordDeed(tx, {
    action: "document_issued",
    caseId: issue.caseId,
    caseNumber: issue.caseNumber,
    subjectId: id,
    details: { kind: issue.kind },
  });
  return id;
}

const Serial = z.object({ serial: z.coerce.number().int().positive() });

async function nextSerial(tx: Tx, { kind, office }: Issue, year: number): Promise<number> {
  const [row] = await tx.execute(
    sql`select portal.next_document_serial(${kind}, ${year}, ${office.department}, ${office.district}) as serial`,
  );
  return Serial.parse(row).serial;
}

/** Official forms are Chinese whoever issues them; one line in English says what they are. */
function sheetOf(
  portal: Portal,
  { kind, office, draft }: Issue,
  given: { readonly code: string; readonly year: number; readonly serial: number },
  now: Date,
): Sheet {
  const { form, kinds } = copyFor("zh-CN").documents;
  return {
    v: 1,
    salt: randomBytes(16).toString("base64url"),
    kind,
    title: kinds[kind],
    english: copyFor("en").documents.kinds[kind],
    number: form.number(officeMark(portal, office), form.marks[kind], given.year, given.serial),
    ...draft,
    office: officeName(portal, "zh-CN", office),
    issuedOn: day("zh-CN", now),
    sealPlace: form.sealPlace,
    verification: {
      code: formatVerificationCode(given.code),
      address: `${portal.config.portalUrl}/verify`,
      says: form.verify,
    },
    pageLine: form.page,
    fingerprintLine: form.fingerprint,
    missingLine: form.missing,
  };
}

/** A document opened for one answer. */
export interface OpenedDocument {
  readonly row: DocumentRow;
  /** Null once its case was sealed from the reader, or its key destroyed. */
  readonly caseNumber: string | null;
  readonly sheet: Sheet;
}

/**
 * Opens a document to look at, print or download it; that it was is on the audit trail first. Null for one that is
 * absent, hidden, or whose case's key is gone.
 */
export async function openDocument(
  tx: Tx,
  portal: Portal,
  id: string,
  action: Extract<AuditAction, "document_opened" | "document_downloaded">,
): Promise<OpenedDocument | null> {
  const found = await readDocument(tx, id);
  if (found === null) return null;
  const sheet = await openSheet(tx, portal, found.document);
  if (sheet === null) return null;
  await recordDeed(tx, {
    action,
    caseId: found.document.caseId,
    caseNumber: found.caseNumber,
    subjectId: id,
    details: { kind: found.document.kind },
  });
  return { row: found.document, caseNumber: found.caseNumber, sheet };
}

/** What a document says; null when its case's key is gone. */
export async function openSheet(tx: Tx, portal: Portal, row: DocumentRow): Promise<Sheet | null> {
  const stored = await tx.select().from(dataKeys).where(eq(dataKeys.caseId, row.caseId));
  const keys = stored.map((key) => portal.vault.unwrap(key));
  return readableRecord(portal, Sheet, keys, documentPlace(row.id), row.sealedContent);
}

/** Withdraws a document: whoever checks its code is told so. Only the office that issued it, once; else absent. */
export async function withdrawDocument(
  tx: Tx,
  actor: Officer,
  id: string,
  reason: WithdrawalReason,
  now: Date,
): Promise<"done" | "absent"> {
  const found = await readDocument(tx, id);
  if (found === null || !mayWithdraw(actor, found.document)) return "absent";
  await tx
    .update(documents)
    .set({ withdrawnAt: now, withdrawnBy: actor.accountId, withdrawnReason: reason })
    .where(eq(documents.id, id));
  await recordDeed(tx, {
    action: "document_withdrawn",
    caseId: found.document.caseId,
    caseNumber: found.caseNumber,
    subjectId: id,
    reason,
    details: { kind: found.document.kind },
  });
  return "done";
}
