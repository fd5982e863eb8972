import { type AppLoadContext, redirect } from "@remix-run/node";
import { formOf } from "#app/platform/http.ts";
import { forgetDraftCookie } from "./draft-cookie.ts";
import { readDraft, visit } from "./guide.ts";
import { addressOf, firstPage } from "./onward.ts";
import { type PageModel, pageModel } from "./page-model.ts";
import { readAnswers } from "./reading.ts";
import { firstOpenPage, stepsOf } from "./steps.ts";

/** How one comes to the guided report: afresh, with a draft on this device, or after filing. */
export interface Start {
  readonly model: PageModel;
  readonly unfinished: { readonly savedAt: Date; readonly goOn: string } | null;
  readonly lost: boolean;
  readonly filed: boolean;
}

/** The way in: the first page at once, unless this browser is in the middle of a report. Makes nothing. */
export async function startReport(context: AppLoadContext, request: Request): Promise<Start> {
  const arrived = await visit(context, request);
  const { draft, rulebook } = arrived;
  const model = pageModel(firstPage, null, readAnswers({}, rulebook), rulebook, {});
  if (model === null) throw new Error("the edition has no first page");
  const shared = {
    model,
    lost: new URL(request.url).searchParams.has("lost") && draft === null,
    filed: arrived.filed !== null,
  };
  if (draft?.content == null) return { ...shared, unfinished: null };
  const { typed, reading } = readDraft(draft, rulebook);
  const saved = new Set(Object.keys(draft.content.pages));
  const page = firstOpenPage(stepsOf(rulebook.edition, reading), typed, saved);
  return { ...shared, unfinished: { savedAt: draft.savedAt, goOn: addressOf(page) } };
}

/** Begins afresh in this browser; the earlier draft stays for its code. */
export async function startAnother(context: AppLoadContext, request: Request): Promise<Response> {
  await formOf(request, context);
  return redirect("/report", { status: 303, headers: { "Set-Cookie": forgetDraftCookie(context.portal) } });
}
