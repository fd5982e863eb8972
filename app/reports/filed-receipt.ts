import { type AppLoadContext, data, redirect } from "@remix-run/node";
import type { FilesOfReport } from "#app/evidence/reporter-files.tsx";
import { formOf } from "#app/platform/http.ts";
import { draftOf, forgetDraftCookie } from "./draft-cookie.ts";
import { filesOfReport } from "./evidence-files.ts";
import { orUnavailable } from "./guide.ts";
import { formatReceiptCode } from "./receipt-code.ts";
import { type ReceiptModel, receiptModel } from "./receipt-model.ts";
import { markReceiptSaved, receiptOfReport } from "./receipts.ts";
import { statusOf, takeSupplement } from "./supplement.ts";

/** The page after filing: the receipt, its code until it was kept, and the proof. */
export interface FiledReceipt {
  readonly receipt: ReceiptModel;
  /** In groups of four; null once the reporter has kept it. */
  readonly code: string | null;
  readonly proof: string;
  readonly added: boolean;
  /** For an officer who wrote it down: what to tell the reporter. */
  readonly isTakenDown: boolean;
  readonly files: FilesOfReport;
}

/** Finds the receipt of the report that this browser filed. */
async function receiptHere(context: AppLoadContext, request: Request) {
  const at = new Date();
  const draft = await draftOf(context.portal, request, at);
  if (draft === null) throw redirect("/receipt", 303);
  if (draft.content !== null) throw redirect("/report", 303);
  const found = await receiptOfReport(context.portal, draft.reportId);
  if (found === null) throw redirect("/receipt", 303);
  return found;
}

/** Null when the store does not answer. */
export async function loadFiledReceipt(context: AppLoadContext, request: Request): Promise<FiledReceipt | null> {
  const page = await orUnavailable(async () => {
    const found = await receiptHere(context, request);
    return { found, files: await filesOfReport(context.portal, found.view.reporter) };
  });
  if (page === null) {
    context.unavailable = true;
    return null;
  }
  const { found, files } = page;
  return {
    files,
    receipt: receiptModel(context.portal, found.view),
    code: found.code === null ? null : formatReceiptCode(found.code),
    proof: found.view.proof,
    isTakenDown: found.view.isTakenDown,
    added: new URL(request.url).searchParams.has("added"),
  };
}

/** 我已保存, a supplement, or the end of it on this device. */
export async function answerFiledReceipt(context: AppLoadContext, request: Request) {
  const { portal } = context;
  const form = await formOf(request, context);
  const go = form.get("go");
  if (go === "finish") {
    const to = form.get("takenDown") === "true" ? "/intake" : "/";
    return redirect(to, { status: 303, headers: { "Set-Cookie": forgetDraftCookie(portal) } });
  }
  if (go === "saved") {
    const { view } = await receiptHere(context, request);
    await markReceiptSaved(portal, view.reporter, new Date());
    return redirect("/report/receipt", 303);
  }
  if (go !== "add") throw new Response(null, { status: 400 });
  const supplement = await takeSupplement(portal, form, async () => (await receiptHere(context, request)).view);
  if (typeof supplement === "string") return redirect("/report/receipt?added#add", 303);
  return data({ supplement }, { status: statusOf(supplement) });
}
