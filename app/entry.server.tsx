import { Writable } from "node:stream";
import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import type { ReactElement } from "react";
import { renderToPipeableStream, renderToString } from "react-dom/server";
import { tokenOf } from "./accounts/session-cookie.ts";
import { isUnavailable } from "./platform/http.ts";
import { describeError } from "./platform/log.ts";
import { isHydrated } from "./ui/hydration.ts";
import { type Page, PageProvider } from "./ui/page-context.tsx";

/** Longest that a page may take to be written before what is missing is left to the browser. */
const renderLimitMs = 5_000;
/** Up to here a page is taken without a pause, in bytes. */
const longestPage = 16 * 1_048_576;

/** Renders one page; an unreachable store turns a failure into "for now". */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  const page: Page = {
    locale: context.locale,
    nonce: context.nonce,
    demo: context.portal.config.mode === "demo",
    formToken: context.formToken,
    requestId: context.requestId,
    staff: (await tokenOf(context.portal, request)) !== null,
    unavailable: context.unavailable,
  };
  const tree = (
    <PageProvider page={page}>
      <RemixServer context={remix} url={request.url} abortDelay={renderLimitMs} nonce={context.nonce} />
    </PageProvider>
  );
  const hydrated = remix.staticHandlerContext.matches.some(({ route }) =>
    isHydrated(remix.routeModules[route.id]?.handle),
  );
  headers.set("Content-Type", "text/html; charset=utf-8");
  if (context.unavailable) headers.set("Retry-After", "30");
  // A page without scripts of React's own has nothing to wait for: written at once it costs a third less.
  const body = hydrated ? await rendered(tree, context) : `<!DOCTYPE html>${renderToString(tree)}`;
  return new Response(body, { status: context.unavailable && status === 500 ? 503 : status, headers });
}

/**
 * A page with its data as one piece. Nothing in it is waited for, so a stream would only cut it into hundreds of pieces
 * of two kilobytes, each of which is compressed and sent on its own: for a long page a third of what it costs.
 */
function rendered(tree: ReactElement, context: AppLoadContext): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    const whole = new Writable({
      highWaterMark: longestPage,
      write(piece: Buffer, _encoding, done) {
        pieces.push(piece);
        done();
      },
      final(done) {
        resolve(Buffer.concat(pieces));
        done();
      },
    });
    const { pipe, abort } = renderToPipeableStream(tree, {
      nonce: context.nonce,
      onAllReady() {
        clearTimeout(limit);
        pipe(whole);
      },
      onShellError(error) {
        clearTimeout(limit);
        reject(error);
      },
      onError(error) {
        context.portal.log.error({ requestId: context.requestId, error: describeError(error) }, "page.failed");
      },
    });
    const limit = setTimeout(abort, renderLimitMs + 1_000);
  });
}

/** Records what went wrong under the request's id; a reader who went away, or asked for what is not there, is nothing wrong. */
export function handleError(error: unknown, { request, context }: LoaderFunctionArgs | ActionFunctionArgs): void {
  if (request.signal.aborted || isRouteErrorResponse(error)) return;
  if (isUnavailable(error)) context.unavailable = true;
  context.portal.log.error({ requestId: context.requestId, error: describeError(error) }, "request.failed");
}
