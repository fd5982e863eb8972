import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { nextOf } from "#app/accounts/next.ts";
import { beginOidc } from "#app/accounts/oidc.ts";
import { keepStep } from "#app/accounts/oidc-cookie.ts";

/** Sends somebody to the city's identity provider. Without one there is no such page. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { portal, clientAddress } = context;
  if (portal.config.oidc === null) throw new Response(null, { status: 404 });
  const next = nextOf(new URL(request.url).searchParams.get("next")) ?? "/";
  const begun = await beginOidc(portal, { clientAddress, next, at: new Date() });
  if (typeof begun === "string") return redirect(`/sign-in?oidc=${begun}`, 303);
  return redirect(begun.address, { status: 303, headers: { "Set-Cookie": await keepStep(portal, begun.step) } });
}
