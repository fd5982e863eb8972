import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import type { AppLoadContext, ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from "express";
import { copyFor } from "#app/copy/index.ts";
import { accessLog, routePatterns } from "./access-log.ts";
import { protectiveHeaders } from "./csp.ts";
import { formCookieOf, formTokenOf, giveFormCookie } from "./form-token.ts";
import { isHttps, type RefusedStatus } from "./http.ts";
import { localeFrom } from "./locale.ts";
import { describeError, requestIdFrom } from "./log.ts";
import type { Portal } from "./portal.ts";
import { limitBody, markVisit, ownOrigin, readable } from "./request-guard.ts";

const clientFiles = fileURLToPath(new URL("../../build/client", import.meta.url));
const MEGABYTE = 1_048_576;

/** The web application as Express sees it: guards first, files next, then every page through Remix. */
export function webApplication(portal: Portal, build: ServerBuild, stopping: AbortSignal): Express {
  const https = isHttps(portal);
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("trust proxy", ["loopback", ...portal.config.trustedProxies]);

  app.use((req, res, next) => {
    const nonce = randomBytes(16).toString("base64");
    res.locals.nonce = nonce;
    res.locals.requestId = requestIdFrom(req.get("x-request-id"));
    res.set(protectiveHeaders(nonce, https));
    res.set("X-Request-Id", res.locals.requestId);
    replaceOwn(res);
    next();
  });
  app.use(accessLog(portal.log, routePatterns(build.routes)));
  app.use(compression({ filter: (_req, res) => isText(res) }));
  app.use(readable);
  app.use(
    "/assets",
    express.static(`${clientFiles}/assets`, {
      index: false,
      redirect: false,
      setHeaders: (res) => res.setHeader("Cache-Control", "public, max-age=31536000, immutable"),
    }),
  );
  app.use(ownOrigin(portal.config.portalUrl));
  app.use(limitBody((path) => (isStreamed(path) ? "streamed" : MEGABYTE)));
  app.use(markVisit(https));
  app.use(giveFormCookie(https));

  app.all(
    "*",
    createRequestHandler({
      build,
      mode: "production",
      getLoadContext: (_req, res) => contextOf(portal, stopping, _req, res),
    }),
  );
  app.use(lastResort(portal));
  return app;
}

function contextOf(portal: Portal, stopping: AbortSignal, req: Request, res: Response): AppLoadContext {
  const refused: RefusedStatus | undefined = res.locals.refused;
  return {
    portal,
    stopping,
    locale: localeFrom(req.headers.cookie, req.headers["accept-language"]),
    nonce: res.locals.nonce,
    requestId: res.locals.requestId,
    clientAddress: req.ip ?? "",
    formToken: formTokenOf(portal, res.locals.formCookie),
    formCookie: formCookieOf(req.headers.cookie, isHttps(portal)),
    refused: refused ?? null,
    drained: () => drained(res),
    unavailable: false,
  };
}

/** Files on their way in are read as they come; the pages that take them hold them to their limits. */
const isStreamed = (path: string): boolean => path === "/evidence/form" || path.startsWith("/evidence/uploads/");

/** A page that has a protective header of its own means that one, and not both. */
function replaceOwn(res: Response): void {
  const protective = new Set(res.getHeaderNames());
  const append = res.append.bind(res);
  res.append = (name, value) => (protective.has(name.toLowerCase()) ? res.set(name, value) : append(name, value));
}

async function drained(res: Response): Promise<void> {
  if (res.destroyed || !res.writableNeedDrain) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      res.off("drain", done).off("close", done);
      resolve();
    };
    res.on("drain", done).on("close", done);
  });
}

const isText = (res: Response): boolean =>
  /^(text\/(?!event-stream)|application\/(json|javascript|xml|problem\+json)|image\/svg)/.test(
    String(res.getHeader("Content-Type") ?? ""),
  );

/** When even the error page fails: plain words, still a page. */
function lastResort(portal: Portal): ErrorRequestHandler {
  return (error, req, res, _next) => {
    portal.log.error({ requestId: res.locals.requestId, error: describeError(error) }, "http.failed");
    if (res.headersSent) {
      res.destroy();
      return;
    }
    const locale = localeFrom(req.headers.cookie, req.headers["accept-language"]);
    const words = copyFor(locale).errors.pages[500];
    res
      .status(500)
      .type("html")
      .send(`<!doctype html><html lang="${locale}"><meta charset="utf-8"><title>${words.title}</title>
<h1>${words.title}</h1><p>${words.what}</p><p>${words.next}</p><p><a href="tel:110">110</a> · <a href="tel:120">120</a></p></html>`);
  };
}
