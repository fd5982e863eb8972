import type { ActionFunctionArgs } from "@remix-run/node";
import { mayAskForPasskey } from "#app/accounts/passkey-sign-in.ts";
import { askForPasskey } from "#app/accounts/passkeys.ts";
import { requireFormToken } from "#app/platform/http.ts";
import { anyone, asActor } from "#db/actor.ts";

/** What a browser needs to sign somebody in by a passkey alone. */
export async function action({ request, context }: ActionFunctionArgs) {
  requireFormToken(context, request.headers.get("X-Form-Token"));
  const { portal, clientAddress } = context;
  const now = new Date();
  if (!(await mayAskForPasskey(portal, clientAddress, now))) throw new Response(null, { status: 429 });
  const ceremony = await asActor(portal.db, anyone, (tx) => askForPasskey(tx, portal, null, now));
  if (ceremony === null) throw new Response(null, { status: 404 });
  return Response.json(ceremony);
}
