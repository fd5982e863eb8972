import { type AppLoadContext, data, redirect } from "@remix-run/node";
import { formOf } from "#app/platform/http.ts";
import { takeToken } from "#app/platform/rate-limit.ts";
import { parseDraftCode } from "./draft-code.ts";
import { setDraftCookie } from "./draft-cookie.ts";
import { openDraftByCode } from "./drafts.ts";

/** Why a code did not open a draft. A code that was never given and one whose draft is gone are the same. */
export type ResumeProblem =
  | { readonly kind: "malformed" | "unknown" | "filed" }
  | { readonly kind: "slow_down"; readonly minutes: number };

const attempts = { limit: 20, windowSeconds: 900 };

/** Opens a draft by its code in this browser. The limit counts by address, right codes included. */
export async function resumeDraft(context: AppLoadContext, request: Request) {
  const { portal, clientAddress } = context;
  const typed = (await formOf(request, context)).get("code");
  const text = typeof typed === "string" ? typed.slice(0, 40) : "";
  const refuse = (problem: ResumeProblem, status: number, headers: Record<string, string> = {}) =>
    data({ typed: text, problem }, { status, headers });
  const code = parseDraftCode(text);
  if (code === null) return refuse({ kind: "malformed" }, 422);
  const taken = await takeToken(portal.db, portal.vault, { use: "draft code", key: clientAddress, ...attempts });
  if (!taken.allowed) {
    const problem = { kind: "slow_down", minutes: Math.ceil(taken.retryAfterSeconds / 60) } as const;
    return refuse(problem, 429, { "Retry-After": String(taken.retryAfterSeconds) });
  }
  const draft = await openDraftByCode(portal, code, new Date());
  if (draft === null) return refuse({ kind: "unknown" }, 422);
  if (draft.content === null) return refuse({ kind: "filed" }, 422);
  return redirect("/report", { status: 303, headers: { "Set-Cookie": setDraftCookie(portal, draft.content.token) } });
}
