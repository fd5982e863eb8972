import { type AppLoadContext, data, redirect } from "@remix-run/node";
import { formOf } from "#app/platform/http.ts";
import type { Draft } from "./drafts.ts";
import { allowFiling, fileDraft } from "./file-draft.ts";
import { orUnavailable, readDraft, visit } from "./guide.ts";
import { keepPages } from "./keep-pages.ts";
import { addressOf, firstPage, problemsOn } from "./onward.ts";
import { readPage } from "./page-form.ts";
import { type PageModel, pageModel, type Shown, urgentPage } from "./page-model.ts";
import { urgentQuestions } from "./steps.ts";

/** The one page that takes a minute. Opens without a draft; null when the store does not answer. */
export async function loadUrgent(context: AppLoadContext, request: Request): Promise<PageModel | null> {
  const { draft, filed, rulebook, unavailable } = await visit(context, request);
  if (unavailable) return null;
  if (filed !== null) throw redirect("/report/receipt", 303);
  const { typed, reading } = readDraft(draft, rulebook);
  return pageModel(urgentPage, draft, reading, rulebook, typed);
}

/** Files at once when the few things that matter are there; keeps everything typed otherwise. */
export async function submitUrgent(context: AppLoadContext, request: Request) {
  const arrived = await visit(context, request);
  const { rulebook, draft: before } = arrived;
  const { edition } = rulebook;
  const known = readDraft(before, rulebook);
  const ids = urgentQuestions(known.reading).map(({ id }) => id);
  const sent = readPage(await formOf(request, context), edition.questions);
  const asked = sent.asked ?? ids;
  const again = (status: number, draft: Draft | null, shown: Shown, headers = new Headers()) => {
    const { typed, reading } = readDraft(draft, rulebook, sent.fields);
    const model = pageModel(urgentPage, draft, reading, rulebook, typed, shown);
    if (model === null) throw new Error("the urgent page is always there");
    return data({ model }, { status, headers });
  };
  if (arrived.filed !== null) return redirect("/report/receipt", 303);
  if (arrived.unavailable) return again(503, null, { unsaved: "unavailable" });
  if (sent.refused.length > 0) return again(422, before, { errors: sent.refused });

  const pages = [...new Set(edition.questions.filter(({ id }) => asked.includes(id)).map(({ page }) => page))];
  const kept = await orUnavailable(() => keepPages(arrived, pages, { ...sent, asked }));
  if (kept === null) return again(503, before, { unsaved: "unavailable" });
  if (kept.outcome === "filed") return redirect("/report/receipt", 303);
  if (kept.outcome === "disputed") return again(409, kept.draft, { disputes: kept.disputes });
  const { draft, headers } = kept;
  if (sent.go.kind === "back") return redirect(addressOf(firstPage), { status: 303, headers });

  const { typed, reading } = readDraft(draft, rulebook);
  const errors = problemsOn(urgentQuestions(reading), reading, typed, "urgent");
  if (errors.length > 0) return again(422, draft, { errors }, headers);
  const { report } = reading;
  const filed = await orUnavailable(async () => {
    await allowFiling(context);
    const safety = { ...report.safety, callEmergencyShown: true };
    return fileDraft(arrived, draft, { ...report, urgentPath: true, safety }, { readBack: "urgent" });
  });
  if (filed === null) return again(503, draft, { unsaved: "unavailable" }, headers);
  for (const cookie of headers.getSetCookie()) filed.headers.append("Set-Cookie", cookie);
  return filed;
}
