import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireAccount } from "#app/accounts/guard.ts";
import { reviewsObjections } from "#app/accounts/rules.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { ObjectionList } from "#app/triage/objection-list.tsx";
import { waitingObjections } from "#app/triage/objection-queries.ts";
import { waitingView } from "#app/triage/objection-view.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.triage.review.title);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await requireAccount(request, context, ["lead", "coordinator"]);
  const { actor } = signedIn;
  if (!reviewsObjections(actor)) throw new Response(null, { status: 403 });
  const { portal, locale } = context;
  const waiting = await asActor(portal.db, actor, (tx) => waitingObjections(tx, actor));
  return {
    staff: staffOf(signedIn, portal, locale),
    waiting: waiting.map((objection) => waitingView(portal, locale, objection)),
    decided: new URL(request.url).searchParams.has("decided"),
  };
}

export default function Objections() {
  return <ObjectionList {...useLoaderData<typeof loader>()} />;
}
