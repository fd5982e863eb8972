import { type AppLoadContext, redirect } from "@remix-run/node";
import { z } from "zod";
import { formOf } from "#app/platform/http.ts";
import { emergencyAnswers } from "./draft-content.ts";
import { setDraftCookie } from "./draft-cookie.ts";
import { saveDraft } from "./drafts.ts";
import { readDraft, visit } from "./guide.ts";
import { addressOf, firstPage } from "./onward.ts";
import { draftShown, type PageModel } from "./page-model.ts";
import { checkPage, neighbours, stepsOf } from "./steps.ts";

/** The page between two questions that shows 110 and 120. */
export interface EmergencyPage {
  readonly draft: PageModel["draft"];
  readonly from: "check" | null;
}

const Answer = z.object({ go: z.enum(emergencyAnswers), from: z.literal("check").nullable().catch(null) });

/** Null when the store does not answer; without a draft there is nothing to go on with. */
export async function loadEmergency(context: AppLoadContext, request: Request): Promise<EmergencyPage | null> {
  const { draft, filed, unavailable } = await visit(context, request);
  if (unavailable) return null;
  if (filed !== null) throw redirect("/report/receipt", 303);
  if (draft === null) throw redirect("/report?lost", 303);
  const from = new URL(request.url).searchParams.get("from") === checkPage ? checkPage : null;
  return { draft: draftShown(draft), from };
}

/** Records that 110 and 120 were shown and whether they could be dialled, and goes on with the report. */
export async function answerEmergency(context: AppLoadContext, request: Request): Promise<Response> {
  const form = await formOf(request, context);
  const answer = Answer.safeParse({ go: form.get("go"), from: form.get("from") });
  if (!answer.success) throw new Response(null, { status: 400 });
  const { portal } = context;
  const { draft, filed, rulebook, unavailable } = await visit(context, request);
  if (unavailable) throw new Response(null, { status: 503 });
  if (filed !== null) return redirect("/report/receipt", 303);
  if (draft?.content == null) return redirect("/report?lost", 303);
  await saveDraft(portal, draft, { pages: [], emergency: answer.data.go, isChoice: () => true }, rulebook.at);
  const { reading } = readDraft(draft, rulebook);
  const { after } = neighbours(stepsOf(rulebook.edition, reading), firstPage);
  const headers = { "Set-Cookie": setDraftCookie(portal, draft.content.token) };
  return redirect(addressOf(answer.data.from ?? after ?? checkPage), { status: 303, headers });
}
