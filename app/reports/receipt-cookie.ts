import { z } from "zod";
import { type DataKey, SealBroken, seal, unseal } from "#app/platform/crypto.ts";
import { receiptCookie } from "#app/platform/http.ts";
import type { Portal } from "#app/platform/portal.ts";
import { cookieHeader, cookieOf } from "./cookie.ts";

/** A shared device closes the receipt by itself. */
const minutes = 30;

/** Suite, key id, nonce and tag around nothing. */
const shortestSeal = 1 + 16 + 12 + 16;

const place = { table: "cookie", column: "receipt", row: "open" };
/** The cookie is sealed with a key of its own kind, made from the installation's; it opens nothing else. */
const keyOf = ({ vault, config }: Portal): DataKey => ({
  suite: config.sealSuite,
  id: "00000000-0000-7000-8000-000000000001",
  key: vault.token("receipt cookie", "sealing key"),
});
const Open = z.object({ code: z.string(), until: z.number() });

/** Keeps a receipt open in this browser for half an hour, so that a reload shows it and no address ever holds the code. */
export function openReceiptCookie(portal: Portal, code: string, at: Date): string {
  const open: z.infer<typeof Open> = { code, until: at.getTime() + minutes * 60_000 };
  const sealed = seal(keyOf(portal), place, JSON.stringify(open)).toString("base64url");
  return cookieHeader(portal, receiptCookie, sealed, minutes * 60);
}

export const closeReceiptCookie = (portal: Portal): string => cookieHeader(portal, receiptCookie, "", 0);

/** The code of the receipt that is open in this browser; null when there is none, or its half hour is over. */
export function openReceiptCode(portal: Portal, request: Request, at: Date): string | null {
  const sealed = Buffer.from(cookieOf(portal, request, receiptCookie) ?? "", "base64url");
  if (sealed.length < shortestSeal) return null;
  try {
    const open = Open.parse(JSON.parse(unseal([keyOf(portal)], place, sealed)));
    return open.until > at.getTime() ? open.code : null;
  } catch (error) {
    // A cookie of another installation, or one that somebody changed, opens nothing.
    if (error instanceof SealBroken) return null;
    throw error;
  }
}
