import { type AppLoadContext, data, redirect } from "@remix-run/node";
import { formOf } from "#app/platform/http.ts";
import type { Draft } from "./drafts.ts";
import { orUnavailable, readDraft, visit } from "./guide.ts";
import { keepPages } from "./keep-pages.ts";
import { addressOf, firstPage, onward } from "./onward.ts";
import { readPage } from "./page-form.ts";
import { pageModel, type Shown } from "./page-model.ts";
import { stepsOf } from "./steps.ts";

/** Answers one page's form: keeps what was typed, whatever it is, and goes on, back, or shows what is to be changed. */
export async function submitPage(context: AppLoadContext, request: Request, pageId: string) {
  const { edition } = context.portal;
  const questions = edition.questions.filter(({ page }) => page === pageId);
  if (questions.length === 0) throw new Response(null, { status: 404 });
  const sent = readPage(await formOf(request, context), questions);
  const arrived = await visit(context, request);
  const { rulebook } = arrived;
  const again = (status: number, draft: Draft | null, shown: Shown, headers = new Headers()) => {
    const { typed, reading } = readDraft(draft, rulebook, sent.fields);
    const model = pageModel(pageId, draft, reading, rulebook, typed, { typed: sent.fields, from: sent.from, ...shown });
    if (model === null) throw redirect(addressOf(firstPage), 303);
    return data({ model }, { status, headers });
  };
  if (arrived.filed !== null) return redirect("/report/receipt", 303);
  if (arrived.unavailable) return again(503, null, { unsaved: "unavailable" });
  if (sent.refused.length > 0) return again(422, arrived.draft, { errors: sent.refused });

  const kept = await orUnavailable(() => keepPages(arrived, [pageId], sent));
  if (kept === null) return again(503, arrived.draft, { unsaved: "unavailable" });
  if (kept.outcome === "filed") return redirect("/report/receipt", 303);
  if (kept.outcome === "disputed") return again(409, kept.draft, { disputes: kept.disputes });
  const { draft, headers } = kept;
  if (kept.begun && pageId !== firstPage) return redirect(`${addressOf(firstPage)}?kept`, { status: 303, headers });

  const { typed, reading } = readDraft(draft, rulebook);
  if (draft.content === null) throw new Error("a draft was saved without content");
  const next = onward(pageId, sent, draft.content, typed, reading, stepsOf(edition, reading));
  if ("errors" in next) return again(422, draft, { errors: next.errors }, headers);
  return redirect(next.to, { status: 303, headers });
}
