import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { RequestHandler } from "express";
import type { Portal } from "./portal.ts";

/** The field of every posted form, and the header of what scripts send, that proves it came from a page of ours. */
export const formTokenField = "form_token";
export const formTokenHeader = "X-Form-Token";

const lifetimeSeconds = 30 * 86_400;
const shape = /^[\w-]{43}$/;

const nameOf = (https: boolean): string => (https ? "__Host-form" : "form");

/** The token that belongs to a browser's cookie. Without the session secret nobody can make it. */
export function formTokenOf({ config }: Pick<Portal, "config">, cookie: string): string {
  return createHmac("sha256", config.sessionSecret).update(`form token\0${cookie}`).digest("base64url");
}

/** Whether a form brought the token that belongs to its browser's cookie. */
export function isFormToken(portal: Pick<Portal, "config">, cookie: string | null, given: unknown): boolean {
  if (cookie === null || typeof given !== "string") return false;
  const expected = Buffer.from(formTokenOf(portal, cookie));
  const found = Buffer.from(given);
  return expected.length === found.length && timingSafeEqual(expected, found);
}

/** What a browser's cookie holds; null when it holds none that the portal could have given. */
export function formCookieOf(cookies: string | null | undefined, https: boolean): string | null {
  for (const part of (cookies ?? "").split(";")) {
    const [name, value] = part.trim().split("=");
    if (name === nameOf(https) && value !== undefined && shape.test(value)) return value;
  }
  return null;
}

/**
 * Gives every browser that asks for a page, or comes back without its cookie, a random value of its own, from which the tokens of its forms are made. It
 * outlives the browser's session, so that a form left open overnight can still be sent.
 */
export function giveFormCookie(https: boolean): RequestHandler {
  return (req, res, next) => {
    const known = formCookieOf(req.headers.cookie, https);
    const value = known ?? randomBytes(32).toString("base64url");
    res.locals.formCookie = value;
    if (known === null && req.accepts("html")) {
      const secure = https ? "; Secure" : "";
      res.append(
        "Set-Cookie",
        `${nameOf(https)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${lifetimeSeconds}${secure}`,
      );
    }
    next();
  };
}
