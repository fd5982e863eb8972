import type { NextFunction, Request, RequestHandler, Response } from "express";
import { copyFor } from "#app/copy/index.ts";
import type { RefusedStatus } from "./http.ts";
import { localeFrom } from "./locale.ts";

/**
 * Turns a request away. A reader gets the page that explains the status: the request goes on as a question for
 * that page alone, and nothing else runs. A program gets the same words as a problem document (RFC 9457).
 */
export function refuse(req: Request, res: Response, next: NextFunction, status: RefusedStatus): void {
  if (isApi(req.path) || req.path.endsWith(".data")) {
    const words = copyFor(localeFrom(req.headers.cookie, req.headers["accept-language"])).errors.pages[status];
    res.status(status).type("application/problem+json");
    res.send(JSON.stringify({ status, title: words.title, detail: `${words.what}${words.next}`, errors: [] }));
    return;
  }
  res.locals.refused = status;
  req.method = "GET";
  req.url = refusedPath;
  req.originalUrl = refusedPath;
  if (!isHost(req.headers.host)) req.headers.host = "localhost";
  next();
}

/** The API for other systems: keys instead of cookies, problem documents instead of pages. */
const isApi = (path: string): boolean => path.startsWith("/api/v1/");

const refusedPath = "/refused";
const known = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Refuses what no page could read: a broken escape, a NUL, a host that is none, a method nobody uses. */
export const readable: RequestHandler = (req, res, next) => {
  if (!known.has(req.method)) refuse(req, res, next, 405);
  else if (!isHost(req.headers.host) || !isPath(req.originalUrl)) refuse(req, res, next, 400);
  else next();
};

function isHost(host: string | undefined): boolean {
  return host === undefined || (/^[A-Za-z0-9.\-_[\]:]+$/.test(host) && URL.canParse(`http://${host}/`));
}

function isPath(url: string): boolean {
  if (!url.startsWith("/") || url.startsWith("//") || url.length > 4_096) return false;
  try {
    // A browser reads a backslash as a slash, and so does the router: `/\` would name another host to it.
    return !/[\0\\]/.test(decodeURIComponent(url.split("?", 1)[0] ?? ""));
  } catch {
    return false;
  }
}

/**
 * Refuses a change that another site asks for in the reader's name. `Sec-Fetch-Site` decides where it is sent;
 * elsewhere the Origin. Since our pages send no referrer, an old browser says "null" for its own forms: there
 * a cookie that no other site can make it send stands in. The API has keys and no cookies, so it is left out.
 */
export function ownOrigin(portalUrl: string): RequestHandler {
  const own = new URL(portalUrl).host;
  return (req, res, next) => {
    if (req.method === "GET" || req.method === "HEAD" || req.method === "OPTIONS" || isApi(req.path)) return next();
    const site = req.get("sec-fetch-site");
    const origin = req.get("origin");
    const ours =
      site !== undefined
        ? site === "same-origin" || site === "none"
        : origin === undefined ||
          (origin === "null"
            ? hasVisited(req.headers.cookie)
            : URL.canParse(origin) && [own, req.headers.host].includes(new URL(origin).host));
    if (!ours) return refuse(req, res, next, 403);
    // Remix asks the Origin again, by a rule that knows only the Host and takes "null" for an attack.
    delete req.headers.origin;
    next();
  };
}

const visitCookie = "visited";
const hasVisited = (cookies: string | undefined): boolean =>
  new RegExp(`(?:^|;\\s*)${visitCookie}=1`).test(cookies ?? "");

/** Leaves the cookie that `ownOrigin` looks for; it names nobody and ends with the browser's session. */
export function markVisit(secure: boolean): RequestHandler {
  const cookie = `${visitCookie}=1; Path=/; SameSite=Strict; HttpOnly${secure ? "; Secure" : ""}`;
  return (req, res, next) => {
    if (req.get("sec-fetch-site") === undefined && req.accepts("html") && !hasVisited(req.headers.cookie)) {
      res.append("Set-Cookie", cookie);
    }
    next();
  };
}

/**
 * Holds a body to what its page may take. An announced length is believed, since HTTP holds the sender to it;
 * a body without one is read to its end here, and handed on only when it was small enough. What is `streamed` is left
 * to its page, which reads it as it comes; everything else must have arrived within five minutes.
 */
export function limitBody(bytesFor: (path: string) => number | "streamed"): RequestHandler {
  return (req, res, next) => {
    const limit = bytesFor(req.path);
    if (limit === "streamed") return next();
    endLate(req, res);
    const announced = req.headers["content-length"];
    if (announced !== undefined) {
      if (Number(announced) <= limit) return next();
      return tooLarge(req, res, next);
    }
    if (req.headers["transfer-encoding"] === undefined) return next();
    const chunks: Buffer[] = [];
    let length = 0;
    const read = (): void => {
      for (let chunk: unknown = req.read(); Buffer.isBuffer(chunk); chunk = req.read()) {
        chunks.push(chunk);
        length += chunk.length;
        if (length > limit) {
          req.off("readable", read);
          tooLarge(req, res, next);
          return;
        }
      }
      if (!req.complete) return;
      req.off("readable", read);
      if (length > 0) req.unshift(Buffer.concat(chunks));
      next();
    };
    req.on("readable", read);
  };
}

function endLate(req: Request, res: Response): void {
  const late = setTimeout(() => {
    if (!req.complete) req.destroy();
  }, 300_000).unref();
  res.on("close", () => clearTimeout(late));
}

/** The rest of the body is let pass unread for a moment, so that the sender gets to see the answer. */
function tooLarge(req: Request, res: Response, next: NextFunction): void {
  res.set("Connection", "close");
  res.on("finish", () => setTimeout(() => req.destroy(), 5_000).unref());
  refuse(req, res, next, 413);
  req.resume();
}
