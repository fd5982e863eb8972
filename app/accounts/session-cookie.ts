import { createCookie } from "@remix-run/node";
import { isHttps } from "#app/platform/http.ts";
import type { Portal } from "#app/platform/portal.ts";

/** The cookie that holds a session's token; over https its name binds it to this host alone. */
function cookieOf(portal: Portal) {
  const secure = isHttps(portal);
  return createCookie(secure ? "__Host-session" : "session", { httpOnly: true, sameSite: "lax", path: "/", secure });
}

/** The token that a request brings along, or null. */
export async function tokenOf(portal: Portal, request: Request): Promise<string | null> {
  const value: unknown = await cookieOf(portal).parse(request.headers.get("Cookie"));
  return typeof value === "string" && value.length <= 200 ? value : null;
}

/** Gives the browser a token that lasts until it is closed or the session ends. */
export const keepToken = (portal: Portal, token: string): Promise<string> => cookieOf(portal).serialize(token);

/** Takes the token back. */
export const dropToken = (portal: Portal): Promise<string> => cookieOf(portal).serialize("", { maxAge: 0 });
