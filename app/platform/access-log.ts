import type { RequestHandler } from "express";
import type { Log } from "./log.ts";

interface RouteEntry {
  readonly id: string;
  readonly parentId?: string | undefined;
  readonly path?: string | undefined;
}

/** Finds the pattern of an address (`/receipt/:code`), so that a log never holds the address itself. */
export function routePatterns(routes: Readonly<Record<string, RouteEntry | undefined>>): (path: string) => string {
  const fullPath = (route: RouteEntry): string => {
    const parent = route.parentId === undefined ? undefined : routes[route.parentId];
    return `${parent === undefined ? "" : fullPath(parent)}${route.path ? `/${route.path}` : ""}`;
  };
  const patterns = [
    ...new Set(Object.values(routes).map((route) => (route === undefined ? "" : fullPath(route) || "/"))),
  ]
    .filter((pattern) => pattern !== "" && !pattern.includes("*"))
    .sort((one, other) => dynamicParts(one) - dynamicParts(other))
    .map((pattern) => ({ pattern, matches: matcherOf(pattern) }));
  return (path) => {
    const page = path.replace(/\.data$/, "").replace(/^\/_root$/, "/");
    return patterns.find(({ matches }) => matches.test(page))?.pattern ?? "(none)";
  };
}

const dynamicParts = (pattern: string): number => pattern.split(":").length;

function matcherOf(pattern: string): RegExp {
  const parts = pattern
    .split("/")
    .slice(1)
    .map((part) => {
      const optional = part.endsWith("?");
      const name = optional ? part.slice(0, -1) : part;
      const one = name.startsWith(":") ? "/[^/]+" : `/${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`;
      return optional ? `(?:${one})?` : one;
    });
  return new RegExp(`^${pattern === "/" ? "/" : parts.join("")}/?$`);
}

/** One line for each answer: method, pattern, status and time. Neither address nor sender is written down. */
export function accessLog(log: Log, patternOf: (path: string) => string): RequestHandler {
  return (req, res, next) => {
    const { method, path } = req;
    const begun = performance.now();
    res.on("close", () => {
      const answer = {
        requestId: res.locals.requestId,
        method,
        route: patternOf(path),
        status: res.writableFinished ? res.statusCode : 499,
        ms: Math.round(performance.now() - begun),
      };
      if (path === "/healthz" || path === "/readyz") log.debug(answer, "http.answered");
      else log.info(answer, "http.answered");
    });
    next();
  };
}
