import type { AppLoadContext } from "@remix-run/node";
import { copyFor } from "#app/copy/index.ts";
import { attachmentOf } from "#app/evidence/rules.ts";
import { takeToken } from "#app/platform/rate-limit.ts";
import { drawPdf } from "./pdf.ts";
import { readAt, withdrawnLine } from "./reading.ts";
import { drawingsByReader } from "./rules.ts";
import { fingerprintOf } from "./sheet.ts";

/** Whatever opens the file, it can do nothing here: no script, no frame, no other page, no guess at its type. */
const lockedDown = {
  "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "no-store",
};

/** `GET /documents/:id/pdf`: the document as a PDF, as a download only. Limited for each reader (429). */
export async function pdfAnswer(request: Request, context: AppLoadContext, id: string | undefined): Promise<Response> {
  const { portal } = context;
  const { opened, reader } = await readAt(request, context, id, "document_downloaded");
  const key = reader.kind === "reporter" ? reader.reportId : reader.accountId;
  const { allowed, retryAfterSeconds } = await takeToken(portal.db, portal.vault, { ...drawingsByReader, key });
  if (!allowed) throw new Response(null, { status: 429, headers: { "Retry-After": String(retryAfterSeconds) } });
  const { sheet, row } = opened;
  const pdf = await drawPdf({
    sheet,
    fingerprint: fingerprintOf(row.contentHash),
    withdrawn: withdrawnLine(row.withdrawnAt),
  });
  const name = `${copyFor("zh-CN").documents.fileName(sheet.title, sheet.number)}.pdf`;
  return new Response(new Uint8Array(pdf), {
    headers: {
      ...lockedDown,
      "Content-Type": "application/pdf",
      "Content-Length": String(pdf.length),
      "Content-Disposition": attachmentOf(name),
    },
  });
}
