import { data } from "@remix-run/node";
import type { Locale } from "#app/copy/index.ts";
import { formTokenField, isFormToken } from "./form-token.ts";
import type { Portal } from "./portal.ts";

/** What the web process gives to every loader and action as `context`. */
export interface PortalContext {
  readonly portal: Portal;
  readonly locale: Locale;
  /** Marks the scripts of this one answer. */
  readonly nonce: string;
  readonly requestId: string;
  /** Who asks, as far as the network tells: for limits on attempts, never for a log. */
  readonly clientAddress: string;
  /** Goes into every form of this answer. */
  readonly formToken: string;
  /** What the browser's cookie holds, from which the tokens of its forms are made; null when it brought none. */
  readonly formCookie: string | null;
  /** Why the request was turned away before it reached a page; null for all others. */
  readonly refused: RefusedStatus | null;
  /** Resolves when the connection has taken what was written so far. A long answer waits for it: Remix does not. */
  drained(): Promise<void>;
  /** Ends open streams when the process is about to stop. */
  readonly stopping: AbortSignal;
  /** Set when a page failed because the store behind the portal did not answer. */
  unavailable: boolean;
}

/** The ways in which a request can be turned away before any page sees it. */
export type RefusedStatus = 400 | 403 | 405 | 413;

declare module "@remix-run/node" {
  interface AppLoadContext extends PortalContext {}
  /** Loaders' data reach their page as they are, dates included. */
  interface Future {
    v3_singleFetch: true;
  }
}

/** The draft's cookie; quick exit clears it, and the draft stays on the server under its code. */
export const draftCookie = "draft";

/** Keeps a looked-up receipt open for half an hour; quick exit clears it. */
export const receiptCookie = "receipt";

/** Whether cookies may be marked Secure: the portal's public address says so. */
export const isHttps = (portal: Portal): boolean => portal.config.portalUrl.startsWith("https://");

/** Refuses what was not sent from a page of ours: `given` is the form's token, or the header's. */
export function requireFormToken({ portal, formCookie }: PortalContext, given: unknown): void {
  if (!isFormToken(portal, formCookie, given)) throw new Response(null, { status: 403 });
}

/** A form that came without its page's token: shown again with a fresh one, so that nothing typed is lost. */
export interface Unsent {
  readonly action: string;
  readonly token: string;
  readonly fields: readonly { readonly key: string; readonly name: string; readonly value: string }[];
}

/**
 * The fields of a posted form, its token checked and taken out. What cannot be read as a form is answered with the page
 * for 400, never with a failure. What came without its token (a page left open until its cookie was gone) is answered
 * with 403 and a page that holds what was typed and sends it again at a press; nothing is done meanwhile.
 */
export async function formOf(request: Request, context: PortalContext): Promise<FormData> {
  const form = await request.formData().catch(() => {
    throw new Response(null, { status: 400 });
  });
  const given = form.get(formTokenField);
  form.delete(formTokenField);
  if (!isFormToken(context.portal, context.formCookie, given)) {
    const { pathname, search } = new URL(request.url);
    const fields = [...form].flatMap(([name, value], index) =>
      typeof value === "string" ? [{ key: `${index} ${name}`, name, value }] : [],
    );
    const unsent: Unsent = { action: `${pathname}${search}`, token: context.formToken, fields };
    throw data({ unsent }, { status: 403 });
  }
  return form;
}

const connectionLost = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "53300",
  "57P01",
  "57P02",
  "57P03",
]);

/** Whether an error says that the database could not be reached, rather than that something is wrong. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && typeof error.code === "string") {
    if (connectionLost.has(error.code) || error.code.startsWith("08")) return true;
  }
  return isUnavailable(error.cause);
}
