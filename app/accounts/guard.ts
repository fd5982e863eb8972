import { type AppLoadContext, redirect } from "@remix-run/node";
import { recordRefusedAccess } from "#app/audit/refused-access.ts";
import { anyone, asActor, type Officer } from "#db/actor.ts";
import type { AccountRole } from "#db/schema/index.ts";
import { isOfficer } from "./rules.ts";
import { keepToken, tokenOf } from "./session-cookie.ts";
import { type FoundSession, findSession, type SignedIn } from "./sessions.ts";

/** An officer or lead at a browser. */
export interface SignedInOfficer extends SignedIn {
  readonly actor: Officer;
}

/** Tokens that an answer in the making gives its browser: the page that goes with it belongs to the new one already. */
const renewed = new WeakMap<AppLoadContext, string>();

/** The cookie that gives a browser its session's new token, for an answer that shows a page of that session. */
export function renewToken(context: AppLoadContext, token: string): Promise<string> {
  renewed.set(context, token);
  return keepToken(context.portal, token);
}

/** The session of this browser, also one that leads no further than to the second factor. */
export async function sessionAt(request: Request, context: AppLoadContext): Promise<FoundSession> {
  const { portal } = context;
  const token = renewed.get(context) ?? (await tokenOf(portal, request));
  if (token === null) return { state: "ended" };
  return asActor(portal.db, anyone, (tx) => findSession(tx, portal, token, new Date()));
}

/** Who is signed in at this browser, or null. Whoever has yet to show a second factor is not signed in. */
export async function signedInAt(request: Request, context: AppLoadContext): Promise<SignedIn | null> {
  const found = await sessionAt(request, context);
  return found.state === "alive" ? found.signedIn : null;
}

/** Lets these roles in. Others are told so (403); whoever is not signed in is asked to, and comes back here. */
export async function requireAccount(
  request: Request,
  context: AppLoadContext,
  roles?: readonly AccountRole[],
): Promise<SignedIn> {
  const found = await sessionAt(request, context);
  if (found.state !== "alive") throw await askToSignIn(request, context, found);
  const { signedIn } = found;
  if (roles !== undefined && !roles.includes(signedIn.actor.kind)) throw await turnAway(request, context, signedIn);
  return signedIn;
}

/** Lets officers and leads of a department in. */
export async function requireOfficer(request: Request, context: AppLoadContext): Promise<SignedInOfficer> {
  const signedIn = await requireAccount(request, context, ["officer", "lead"]);
  const { actor } = signedIn;
  if (!isOfficer(actor)) throw await turnAway(request, context, signedIn);
  return { ...signedIn, actor };
}

/** Tells somebody that a page is not for their role; the attempt is put on the audit trail. */
async function turnAway(request: Request, context: AppLoadContext, { actor }: SignedIn): Promise<Response> {
  await recordRefusedAccess(request, context, actor, { reason: "other_role" });
  return new Response(null, { status: 403 });
}

/** Lets in whoever has shown the password at least: for the pages on which a second factor is shown or set up. */
export async function requirePassword(
  request: Request,
  context: AppLoadContext,
): Promise<Exclude<FoundSession, { state: "ended" }>> {
  const found = await sessionAt(request, context);
  if (found.state === "ended") throw await askToSignIn(request, context, found);
  return found;
}

/** Where somebody halfway in has to go before anything else opens. */
export const stepPages = { confirm: "/sign-in/confirm", set_up: "/account/second-factor" } as const;

/** A posted form cannot be gone back to by its address; a page can. A token that no longer holds is an ended session. */
async function askToSignIn(request: Request, { portal }: AppLoadContext, found: FoundSession): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const query = new URLSearchParams();
  if (request.method === "GET") query.set("next", `${pathname}${search}`);
  if (found.state === "halfway") return redirect(`${stepPages[found.needs]}?${query}`, 303);
  if ((await tokenOf(portal, request)) !== null) query.set("ended", "1");
  return redirect(`/sign-in?${query}`, 303);
}
