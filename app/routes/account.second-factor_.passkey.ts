import type { ActionFunctionArgs } from "@remix-run/node";
import { requireToChangeFactors } from "#app/accounts/own-factors.ts";
import { beginPasskey } from "#app/accounts/passkeys.ts";
import { copyFor } from "#app/copy/index.ts";
import { requireFormToken } from "#app/platform/http.ts";
import { asActor } from "#db/actor.ts";

/** What a browser needs to make a passkey for the account. */
export async function action({ request, context }: ActionFunctionArgs) {
  requireFormToken(context, request.headers.get("X-Form-Token"));
  const { signedIn } = await requireToChangeFactors(request, context, null);
  const { portal, locale } = context;
  const { actor, login } = signedIn;
  const naming = { accountId: actor.accountId, login, rpName: copyFor(locale).ownAccount.passkey.name };
  const ceremony = await asActor(portal.db, actor, (tx) => beginPasskey(tx, portal, naming, new Date()));
  if (ceremony === null) throw new Response(null, { status: 404 });
  return Response.json(ceremony);
}
