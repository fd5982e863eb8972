import { and, eq } from "drizzle-orm";
import { copyFor } from "#app/copy/index.ts";
import type { PortalContext } from "#app/platform/http.ts";
import { isUnavailable } from "#app/platform/http.ts";
import { takeToken } from "#app/platform/rate-limit.ts";
import { apiKeys, units } from "#db/schema/index.ts";
import { problem } from "./problem.ts";

/** The unit on whose behalf a system speaks. */
export interface ApiUnit {
  readonly id: string;
  readonly name: string;
  readonly district: string;
}

const largestBody = 1_000_000;

/** Runs one operation; whatever it answers with by throwing a Response is the answer, and a lost database is a 503. */
export async function answer(context: PortalContext, operation: () => Promise<Response>): Promise<Response> {
  try {
    return await operation();
  } catch (error) {
    if (error instanceof Response) return error;
    if (!isUnavailable(error)) throw error;
    return problem(503, copyFor(context.locale).api.unavailable, { headers: { "Retry-After": "30" } });
  }
}

/** Any other method than those an operation has. */
export function methodNotAllowed({ locale }: PortalContext, allowed: string): Response {
  return problem(405, copyFor(locale).api.methodNotAllowed, { headers: { Allow: allowed } });
}

/** The unit of the key in the Authorization header. Throws the 401 that says what is missing. */
export async function unitOf(request: Request, { portal, locale }: PortalContext): Promise<ApiUnit> {
  const words = copyFor(locale).api;
  const challenge = { headers: { "WWW-Authenticate": "Bearer" } };
  const [, key] = /^Bearer +(\S{16,200})$/i.exec(request.headers.get("Authorization") ?? "") ?? [];
  if (key === undefined) throw problem(401, words.keyMissing, challenge);
  const [unit] = await portal.db.orm
    .select({ id: units.id, name: units.name, district: units.district })
    .from(apiKeys)
    .innerJoin(units, eq(units.id, apiKeys.unitId))
    .where(and(eq(apiKeys.keyHash, portal.vault.token("api key", key)), eq(apiKeys.active, true)));
  if (unit === undefined) throw problem(401, words.keyUnknown, challenge);
  return unit;
}

/** The JSON of a request, at most 1 MB. Throws 400 or 413. */
export async function jsonOf(request: Request, { locale }: PortalContext): Promise<unknown> {
  const words = copyFor(locale).api;
  if (!/^application\/([a-z.+-]+\+)?json\b/i.test(request.headers.get("Content-Type") ?? "")) {
    throw problem(415, words.notJson);
  }
  const body = Buffer.from(await request.arrayBuffer());
  if (body.length > largestBody) throw problem(413, words.tooLarge);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw problem(400, words.notJson);
  }
}

/** Counts one attempt of this client. Throws the 429 that says when to try again. */
export async function allow(
  { portal, locale, clientAddress }: PortalContext,
  use: string,
  limit: number,
  key: string = clientAddress,
): Promise<void> {
  const taken = await takeToken(portal.db, portal.vault, { use, key, limit, windowSeconds: 60 });
  if (taken.allowed) return;
  throw problem(429, copyFor(locale).api.tooMany(taken.retryAfterSeconds), {
    headers: { "Retry-After": String(taken.retryAfterSeconds) },
  });
}
