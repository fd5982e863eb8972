import { type AppLoadContext, data, redirect } from "@remix-run/node";
import type { FilesOfReport } from "#app/evidence/reporter-files.tsx";
import { formOf } from "#app/platform/http.ts";
import type { Portal } from "#app/platform/portal.ts";
import { takeToken } from "#app/platform/rate-limit.ts";
import { filesOfReport } from "./evidence-files.ts";
import { orUnavailable } from "./guide.ts";
import { parseReceiptCode } from "./receipt-code.ts";
import { closeReceiptCookie, openReceiptCode, openReceiptCookie } from "./receipt-cookie.ts";
import { type ReceiptModel, receiptModel } from "./receipt-model.ts";
import { findReceipt } from "./receipts.ts";
import { statusOf, takeSupplement } from "./supplement.ts";

/** Why a code did not lead to a receipt. A wrong code and an absent one are told alike. */
export type LookupProblem =
  | { readonly kind: "missing" | "characters" | "length" | "check_digit" | "unknown" }
  | { readonly kind: "slow_down"; readonly minutes: number };

export interface ReceiptPage {
  readonly receipt: ReceiptModel | null;
  readonly added: boolean;
  readonly files: FilesOfReport | null;
}

/** Attempts, right ones included: from one address, and on codes that begin alike from anywhere. */
const byAddress = { use: "receipt by address", limit: 60, windowSeconds: 900 };
const byPrefix = { use: "receipt by prefix", limit: 60, windowSeconds: 3_600 };
const prefixLength = 6;

async function mayTry({ db, vault }: Portal, clientAddress: string, code: string): Promise<number | null> {
  const address = await takeToken(db, vault, { ...byAddress, key: clientAddress });
  if (!address.allowed) return address.retryAfterSeconds;
  const prefix = await takeToken(db, vault, { ...byPrefix, key: code.slice(0, prefixLength) });
  return prefix.allowed ? null : prefix.retryAfterSeconds;
}

/** The receipt that is open in this browser, or the form for its code; null when the store does not answer. */
export async function loadReceipt(context: AppLoadContext, request: Request): Promise<ReceiptPage | null> {
  const code = openReceiptCode(context.portal, request, new Date());
  if (code === null) return { receipt: null, added: false, files: null };
  const found = await orUnavailable(async () => {
    const view = await findReceipt(context.portal, code);
    return { view, files: view === null ? null : await filesOfReport(context.portal, view.reporter) };
  });
  if (found === null) {
    context.unavailable = true;
    return null;
  }
  const { view, files } = found;
  return {
    receipt: view === null ? null : receiptModel(context.portal, view),
    added: new URL(request.url).searchParams.has("added"),
    files,
  };
}

/** Looks a code up, adds to the report that is open, or closes it. The code never stands in an address. */
export async function answerReceipt(context: AppLoadContext, request: Request) {
  const form = await formOf(request, context);
  const go = form.get("go");
  if (go === "close") {
    return redirect("/receipt", { status: 303, headers: { "Set-Cookie": closeReceiptCookie(context.portal) } });
  }
  return go === "add" ? addToOpenReceipt(context, request, form) : lookUp(context, form);
}

async function lookUp({ portal, clientAddress }: AppLoadContext, form: FormData) {
  const given = form.get("code");
  const typed = typeof given === "string" ? given.slice(0, 60) : "";
  const refuse = (lookup: LookupProblem, status: number, headers: Record<string, string> = {}) =>
    data({ typed, lookup, supplement: null }, { status, headers });
  const { code, problem } = parseReceiptCode(typed);
  if (problem !== undefined) return refuse({ kind: problem }, 422);
  const wait = await mayTry(portal, clientAddress, code);
  if (wait !== null) {
    return refuse({ kind: "slow_down", minutes: Math.ceil(wait / 60) }, 429, { "Retry-After": String(wait) });
  }
  if ((await findReceipt(portal, code)) === null) return refuse({ kind: "unknown" }, 422);
  const headers = { "Set-Cookie": openReceiptCookie(portal, code, new Date()) };
  return redirect("/receipt", { status: 303, headers });
}

async function addToOpenReceipt({ portal }: AppLoadContext, request: Request, form: FormData) {
  const code = openReceiptCode(portal, request, new Date());
  if (code === null) return redirect("/receipt", 303);
  const supplement = await takeSupplement(portal, form, () => findReceipt(portal, code));
  if (supplement === "added") return redirect("/receipt?added#add", 303);
  if (supplement === "no_receipt") return redirect("/receipt", 303);
  return data({ typed: "", lookup: null, supplement }, { status: statusOf(supplement), headers: {} });
}
