import { type AppLoadContext, redirect } from "@remix-run/node";
import { anyone, asActor, type Officer } from "#db/actor.ts";
import type { AccountRole } from "#db/schema/index.ts";
import { isOfficer } from "./rules.ts";
import { tokenOf } from "./session-cookie.ts";
import { findSession, type SignedIn } from "./sessions.ts";

/** An officer or lead at a browser. */
export interface SignedInOfficer extends SignedIn {
  readonly actor: Officer;
}

/** Who is signed in at this browser, or null. */
export async function signedInAt(request: Request, { portal }: AppLoadContext): Promise<SignedIn | null> {
  const token = await tokenOf(portal, request);
  if (token === null) return null;
  const found = await asActor(portal.db, anyone, (tx) => findSession(tx, portal, token, new Date()));
  return found.state === "alive" ? found.signedIn : null;
}

/** Lets these roles in. Others are told so (403); whoever is not signed in is asked to, and comes back here. */
export async function requireAccount(
  request: Request,
  context: AppLoadContext,
  roles?: readonly AccountRole[],
): Promise<SignedIn> {
  const signedIn = await signedInAt(request, context);
  if (signedIn === null) throw await askToSignIn(request, context);
  if (roles !== undefined && !roles.includes(signedIn.actor.kind)) throw new Response(null, { status: 403 });
  return signedIn;
}

/** Lets officers and leads of a department in. */
export async function requireOfficer(request: Request, context: AppLoadContext): Promise<SignedInOfficer> {
  const signedIn = await requireAccount(request, context, ["officer", "lead"]);
  const { actor } = signedIn;
  if (!isOfficer(actor)) throw new Response(null, { status: 403 });
  return { ...signedIn, actor };
}

/** A posted form cannot be gone back to by its address; a page can. A token that no longer holds is an ended session. */
async function askToSignIn(request: Request, { portal }: AppLoadContext): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const query = new URLSearchParams();
  if (request.method === "GET") query.set("next", `${pathname}${search}`);
  if ((await tokenOf(portal, request)) !== null) query.set("ended", "1");
  return redirect(`/sign-in?${query}`, 303);
}
