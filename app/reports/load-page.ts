import { type AppLoadContext, redirect } from "@remix-run/node";
import type { FilesOfReport } from "#app/evidence/reporter-files.tsx";
import { filesOfDraft } from "./evidence-files.ts";
import { readDraft, visit } from "./guide.ts";
import { evidencePage, firstPage } from "./onward.ts";
import { type PageModel, pageModel } from "./page-model.ts";
import { unitsToSuggest } from "./units.ts";

/**
 * One page of the guided report as it stands. Only the first can be opened without a draft; none of them makes one.
 * Without a model when the store does not answer: what a form has just sent can be shown all the same.
 */
export async function loadPage(
  context: AppLoadContext,
  request: Request,
  pageId: string,
): Promise<{ readonly model: PageModel | null; readonly files: FilesOfReport | null }> {
  const { portal } = context;
  const arrived = await visit(context, request);
  const { draft, rulebook } = arrived;
  if (arrived.filed !== null && pageId !== firstPage) throw redirect("/report/receipt", 303);
  if (arrived.unavailable) return { model: null, files: null };
  if (draft === null && pageId !== firstPage) throw redirect("/report?lost", 303);
  const { typed, reading } = readDraft(draft, rulebook);
  const query = new URL(request.url).searchParams;
  const from = query.get("from") === "check" ? "check" : null;
  const asksUnit = reading.questions.some(({ page, field }) => page === pageId && field === "reporter.unit");
  const units =
    asksUnit && !arrived.unavailable ? await unitsToSuggest(portal, reading.answers.reporter.profession) : [];
  const model = pageModel(pageId, draft, reading, rulebook, typed, { from, units, keptAnew: query.has("kept") });
  if (model !== null) {
    return { model, files: pageId === evidencePage && draft !== null ? await filesOfDraft(portal, draft) : null };
  }
  if (rulebook.edition.pages.some(({ id }) => id === pageId)) throw redirect("/report/check", 303);
  throw new Response(null, { status: 404 });
}
