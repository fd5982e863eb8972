import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireOfficer } from "#app/accounts/guard.ts";
import { retaliationListView } from "#app/retaliation/desk-view.ts";
import { RetaliationListPage } from "#app/retaliation/list-page.tsx";
import { listRetaliations } from "#app/retaliation/queries.ts";
import { worksRetaliation } from "#app/retaliation/rules.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.retaliation.desk.heading);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  if (!worksRetaliation(signedIn.actor)) throw new Response(null, { status: 403 });
  const { portal, locale } = context;
  const listed = await asActor(portal.db, signedIn.actor, listRetaliations);
  return retaliationListView({ portal, locale, signedIn }, listed, new Date());
}

export default function Retaliations() {
  return <RetaliationListPage view={useLoaderData<typeof loader>()} />;
}
