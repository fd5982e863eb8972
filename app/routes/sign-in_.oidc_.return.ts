import { type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { deviceOf } from "#app/accounts/devices.ts";
import { stepPages } from "#app/accounts/guard.ts";
import { nextOf, stepAddress } from "#app/accounts/next.ts";
import { finishOidc } from "#app/accounts/oidc.ts";
import { dropStep, stepOf } from "#app/accounts/oidc-cookie.ts";
import { keepToken, tokenOf } from "#app/accounts/session-cookie.ts";

/** Where the identity provider sends the browser back to. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { portal, clientAddress } = context;
  if (portal.config.oidc === null) throw new Response(null, { status: 404 });
  const headers = new Headers({ "Set-Cookie": await dropStep(portal) });
  const finished = await finishOidc(portal, {
    step: (await stepOf(portal, request)) ?? "",
    search: new URL(request.url).search,
    clientAddress,
    device: deviceOf(request.headers.get("User-Agent")),
    formerToken: await tokenOf(portal, request),
    at: new Date(),
  });
  if (typeof finished === "string") return redirect(`/sign-in?oidc=${finished}`, { status: 303, headers });
  const { entered } = finished;
  const next = nextOf(finished.next);
  headers.append("Set-Cookie", await keepToken(portal, entered.token));
  const to = entered.outcome === "signed_in" ? (next ?? entered.home) : stepAddress(stepPages[entered.needs], next);
  return redirect(to, { status: 303, headers });
}
