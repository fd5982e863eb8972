import type { LoaderFunctionArgs } from "@remix-run/node";
import { copyFor } from "#app/copy/index.ts";
import { draftCookie, receiptCookie } from "#app/platform/http.ts";
import { calendarPage } from "#app/ui/calendar-page.ts";

/**
 * Where quick exit leads: an ordinary calendar that says nothing of the portal. Clears what the browser kept of
 * these pages and forgets the draft's cookie; the draft itself can be opened again with its code.
 */
export function loader({ context }: LoaderFunctionArgs) {
  const headers = new Headers({
    "Content-Type": "text/html; charset=utf-8",
    "Clear-Site-Data": '"cache", "storage"',
  });
  for (const name of [draftCookie, receiptCookie]) {
    const gone = "=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax";
    headers.append("Set-Cookie", `__Host-${name}${gone}; Secure`);
    headers.append("Set-Cookie", `${name}${gone}; Secure`);
    headers.append("Set-Cookie", `${name}${gone}`);
  }
  const { locale, nonce } = context;
  return new Response(calendarPage(locale, copyFor(locale).shell.leave, new Date(), nonce), { headers });
}
