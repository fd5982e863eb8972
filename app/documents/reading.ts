import type { AppLoadContext } from "@remix-run/node";
import { signedInAt } from "#app/accounts/guard.ts";
import { isOfficer } from "#app/accounts/rules.ts";
import { recordRefusedAccess } from "#app/audit/refused-access.ts";
import { copyFor } from "#app/copy/index.ts";
import { day } from "#app/copy/when.ts";
import { openReceiptCode } from "#app/reports/receipt-cookie.ts";
import { findReceipt } from "#app/reports/receipts.ts";
import { asActor, type Officer, type ReporterActor } from "#db/actor.ts";
import { type OpenedDocument, openDocument } from "./commands.ts";
import type { DocumentPageView } from "./document-page.tsx";
import { type DocumentLine, documentLine } from "./document-view.ts";
import { noticesOf } from "./queries.ts";
import { isDocumentId, mayWithdraw } from "./rules.ts";
import { fingerprintOf } from "./sheet.ts";

/** A document in front of whoever may read it. */
export interface ReadDocument {
  readonly opened: OpenedDocument;
  readonly reader: Officer | ReporterActor;
  readonly mayWithdraw: boolean;
}

/**
 * Opens a document for whoever this browser stands for: the officer signed in, else the reporter whose receipt is open.
 * A document that neither may read is absent (404), and an officer's attempt is on record.
 */
export async function readAt(
  request: Request,
  context: AppLoadContext,
  id: string | undefined,
  action: "document_opened" | "document_downloaded",
): Promise<ReadDocument> {
  const { portal } = context;
  const signedIn = await signedInAt(request, context);
  const officer = signedIn !== null && isOfficer(signedIn.actor) ? signedIn.actor : null;
  const reporter = await reporterAt(request, context);
  for (const reader of [officer, reporter]) {
    if (reader === null || !isDocumentId(id)) continue;
    const opened = await asActor(portal.db, reader, (tx) => openDocument(tx, portal, id, action));
    if (opened !== null) {
      return { opened, reader, mayWithdraw: reader.kind !== "reporter" && mayWithdraw(reader, opened.row) };
    }
  }
  if (officer !== null) await recordRefusedAccess(request, context, officer, { reason: "absent_or_hidden" });
  throw new Response(null, { status: 404 });
}

/** The reporter whose receipt is open in this browser. */
async function reporterAt(request: Request, { portal }: AppLoadContext): Promise<ReporterActor | null> {
  const code = openReceiptCode(portal, request, new Date());
  return code === null ? null : ((await findReceipt(portal, code))?.reporter ?? null);
}

/** The reporter's own notices of receipt; null when no receipt is open in this browser. */
export async function ownNoticesAt(request: Request, context: AppLoadContext): Promise<readonly DocumentLine[] | null> {
  const { portal, locale } = context;
  const reporter = await reporterAt(request, context);
  if (reporter === null) return null;
  const rows = await asActor(portal.db, reporter, (tx) => noticesOf(tx, reporter.reportId));
  return rows.map((row) => documentLine(portal, locale, row));
}

/** The line above a form that was withdrawn, in Chinese as the form is. */
export const withdrawnLine = (at: Date | null): string | null =>
  at === null ? null : copyFor("zh-CN").documents.page.withdrawn(day("zh-CN", at));

/** A document as its page shows it. */
export function documentPageView({ opened, reader, mayWithdraw }: ReadDocument): DocumentPageView {
  const { row, sheet, caseNumber } = opened;
  const isReporter = reader.kind === "reporter" || caseNumber === null;
  return {
    id: row.id,
    sheet,
    fingerprint: fingerprintOf(row.contentHash),
    withdrawn: withdrawnLine(row.withdrawnAt),
    back: isReporter ? "/documents/receipt" : `/cases/${caseNumber}/documents`,
    isReporter,
    mayWithdraw,
  };
}
