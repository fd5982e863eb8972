import type { AppLoadContext } from "@remix-run/node";
import { formOf } from "#app/platform/http.ts";
import { orUnavailable, visit } from "./guide.ts";
import { keepPages } from "./keep-pages.ts";
import { readPage } from "./page-form.ts";

/** Saves a page in the middle of writing it. Never begins a draft: nothing is kept before somebody presses a button. */
export async function savePage(context: AppLoadContext, request: Request, pageId: string): Promise<Response> {
  const questions = context.portal.edition.questions.filter(({ page }) => page === pageId);
  if (questions.length === 0) throw new Response(null, { status: 404 });
  const sent = readPage(await formOf(request, context), questions);
  const arrived = await visit(context, request);
  if (arrived.unavailable) return new Response(null, { status: 503 });
  if (sent.refused.length > 0) return new Response(null, { status: 422 });
  if (arrived.draft === null) return new Response(null, { status: 409 });
  const kept = await orUnavailable(() => keepPages(arrived, [pageId], { ...sent, go: { kind: "next" } }));
  if (kept === null) return new Response(null, { status: 503 });
  return kept.outcome === "saved"
    ? new Response(null, { status: 204, headers: kept.headers })
    : new Response(null, { status: 409 });
}
