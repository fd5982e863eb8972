import { isHttps } from "#app/platform/http.ts";
import type { Portal } from "#app/platform/portal.ts";

/** A cookie of this very host: HttpOnly, and over https bound by its `__Host-` name. */
const nameOf = (portal: Portal, name: string): string => (isHttps(portal) ? `__Host-${name}` : name);

/** The header that sets a cookie for so many seconds; none removes it. */
export function cookieHeader(portal: Portal, name: string, value: string, seconds: number): string {
  const secure = isHttps(portal) ? "; Secure" : "";
  return `${nameOf(portal, name)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure}`;
}

/** What a request's browser holds under this name; null when it holds nothing. */
export function cookieOf(portal: Portal, request: Request, name: string): string | null {
  const wanted = nameOf(portal, name);
  for (const part of (request.headers.get("Cookie") ?? "").split(";")) {
    const [key, ...value] = part.trim().split("=");
    if (key === wanted) return value.join("=") || null;
  }
  return null;
}
