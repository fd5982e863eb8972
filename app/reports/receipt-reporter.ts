import type { AppLoadContext } from "@remix-run/node";
import { eq } from "drizzle-orm";
import { asActor, becomeReporter, type ReporterActor } from "#db/actor.ts";
import { receipts, reports } from "#db/schema/index.ts";
import { receiptCodeHash } from "./receipt-code.ts";
import { openReceiptCode } from "./receipt-cookie.ts";

/** The reporter whose receipt is open in this browser; null where none is, or where its code leads nowhere any more. */
export async function openReporter(
  { portal }: Pick<AppLoadContext, "portal">,
  request: Request,
  at: Date,
): Promise<ReporterActor | null> {
  const code = openReceiptCode(portal, request, at);
  if (code === null) return null;
  const codeHash = receiptCodeHash(portal.vault, code);
  return asActor(portal.db, { kind: "receipt", codeHash }, async (tx) => {
    const [found] = await tx
      .select({ reportId: receipts.reportId })
      .from(receipts)
      .where(eq(receipts.codeHash, codeHash));
    if (found === undefined) return null;
    const { reportId } = found;
    await becomeReporter(tx, { reportId, caseId: reportId });
    const [report] = await tx.select({ caseId: reports.caseId }).from(reports).where(eq(reports.id, reportId));
    return report === undefined ? null : { kind: "reporter", reportId, caseId: report.caseId };
  });
}
