import type { ActionFunctionArgs } from "@remix-run/node";
import { requirePassword } from "#app/accounts/guard.ts";
import { askForPasskey } from "#app/accounts/passkeys.ts";
import { requireFormToken } from "#app/platform/http.ts";
import { asActor } from "#db/actor.ts";

/** What a browser needs to show one of the account's passkeys as the second factor. */
export async function action({ request, context }: ActionFunctionArgs) {
  requireFormToken(context, request.headers.get("X-Form-Token"));
  const { actor } = (await requirePassword(request, context)).signedIn;
  const { portal } = context;
  const ceremony = await asActor(portal.db, actor, (tx) => askForPasskey(tx, portal, actor.accountId, new Date()));
  if (ceremony === null) throw new Response(null, { status: 404 });
  return Response.json(ceremony);
}
