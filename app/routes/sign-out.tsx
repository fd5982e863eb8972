import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { dropToken, tokenOf } from "#app/accounts/session-cookie.ts";
import { endSession } from "#app/accounts/sessions.ts";
import { formOf } from "#app/platform/http.ts";
import { anyone, asActor } from "#db/actor.ts";

/** A link signs nobody out. */
export function loader() {
  return redirect("/sign-in", 303);
}

/** Ends the session on the server, then in the browser. */
export async function action({ request, context }: ActionFunctionArgs) {
  await formOf(request, context);
  const { portal } = context;
  const token = await tokenOf(portal, request);
  if (token !== null) await asActor(portal.db, anyone, (tx) => endSession(tx, portal, token));
  return redirect("/sign-in?out=1", { status: 303, headers: { "Set-Cookie": await dropToken(portal) } });
}
