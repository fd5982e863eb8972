import { createCookie } from "@remix-run/node";
import { isHttps } from "#app/platform/http.ts";
import type { Portal } from "#app/platform/portal.ts";

/** Binds a sign-in at the identity provider to the browser that began it. Sent along when the provider sends it back. */
function cookieOf(portal: Portal) {
  const secure = isHttps(portal);
  return createCookie(secure ? "__Host-sign-in-step" : "sign-in-step", {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure,
    maxAge: 300,
  });
}

/** Keeps the token of a step in the browser. */
export const keepStep = (portal: Portal, step: string): Promise<string> => cookieOf(portal).serialize(step);

/** Takes the token back. */
export const dropStep = (portal: Portal): Promise<string> => cookieOf(portal).serialize("", { maxAge: 0 });

/** The token that this browser kept, or null. */
export async function stepOf(portal: Portal, request: Request): Promise<string | null> {
  const value: unknown = await cookieOf(portal).parse(request.headers.get("Cookie"));
  return typeof value === "string" && value.length <= 100 ? value : null;
}
