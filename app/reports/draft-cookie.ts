import { draftCookie, isHttps } from "#app/platform/http.ts";
import type { Portal } from "#app/platform/portal.ts";
import { type Draft, draftDays, openDraft } from "./drafts.ts";

/** `__Host-` binds the cookie to this very host, and needs https. */
const nameOf = (portal: Portal): string => (isHttps(portal) ? `__Host-${draftCookie}` : draftCookie);

function cookieValue(request: Request, name: string): string | null {
  for (const part of (request.headers.get("Cookie") ?? "").split(";")) {
    const [key, ...value] = part.trim().split("=");
    if (key === name) return value.join("=");
  }
  return null;
}

/** Lets this browser go on with the draft: HttpOnly, this site only, for as long as the draft lives. */
export function setDraftCookie(portal: Portal, token: string): string {
  const attributes = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${draftDays * 86_400}`;
  return `${nameOf(portal)}=${token}; ${attributes}${isHttps(portal) ? "; Secure" : ""}`;
}

/** Makes this browser forget the draft; the draft itself stays for its code. */
export function forgetDraftCookie(portal: Portal): string {
  return `${nameOf(portal)}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${isHttps(portal) ? "; Secure" : ""}`;
}

/** The draft that the request's browser is writing, filed or not. */
export async function draftOf(portal: Portal, request: Request, at: Date): Promise<Draft | null> {
  const token = cookieValue(request, nameOf(portal));
  return token === null || token === "" ? null : openDraft(portal, token, at);
}
