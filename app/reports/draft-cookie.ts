import { draftCookie } from "#app/platform/http.ts";
import type { Portal } from "#app/platform/portal.ts";
import { cookieHeader, cookieOf } from "./cookie.ts";
import { type Draft, draftDays, openDraft } from "./drafts.ts";

/** Lets this browser go on with the draft for as long as the draft lives. */
export const setDraftCookie = (portal: Portal, token: string): string =>
  cookieHeader(portal, draftCookie, token, draftDays * 86_400);

/** Makes this browser forget the draft; the draft itself stays for its code. */
export const forgetDraftCookie = (portal: Portal): string => cookieHeader(portal, draftCookie, "", 0);

/** The draft that the request's browser is writing, filed or not. */
export async function draftOf(portal: Portal, request: Request, at: Date): Promise<Draft | null> {
  const token = cookieOf(portal, request, draftCookie);
  return token === null ? null : openDraft(portal, token, at);
}
