import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAccount } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { ListPage } from "#app/identity-requests/list-page.tsx";
import { readRequests } from "#app/identity-requests/queries.ts";
import { requestView } from "#app/identity-requests/request-view.ts";
import { decides } from "#app/identity-requests/rules.ts";
import { installationKey } from "#app/keys/installation-key.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.identityRequests.heading);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await requireAccount(request, context, ["lead", "coordinator"]);
  const { portal, locale } = context;
  const level = decides(signedIn.actor);
  if (level === null) throw new Response(null, { status: 403 });
  const now = new Date();
  const found = await asActor(portal.db, signedIn.actor, async (tx) => ({
    ...(await readRequests(tx, level)),
    oversight: await installationKey(tx, portal, "oversight"),
  }));
  const view = (stored: (typeof found.waiting)[number]) =>
    requestView({ portal, locale }, stored, found.oversight, now);
  return {
    staff: staffOf(signedIn, portal, locale),
    waiting: found.waiting.map(view),
    decided: found.decided.map(view),
    done: new URL(request.url).searchParams.has("done"),
  };
}

export default function IdentityRequests() {
  return <ListPage {...useLoaderData<typeof loader>()} />;
}
