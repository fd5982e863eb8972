import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { foreseesRetention } from "#app/accounts/rules.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { ForeseenList } from "#app/retention/foreseen-page.tsx";
import { foreseenView, lateRows } from "#app/retention/foreseen-view.ts";
import { foreseenDestruction, foreseenSealing, lateSupplements } from "#app/retention/queries.ts";
import { foreseenDays } from "#app/retention/rules.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.retention.foreseen.heading);

/** A page that is no number, or beyond reason, is the first. */
const Page = z.coerce.number().int().min(0).max(1_000).catch(0);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { actor } = signedIn;
  if (!foreseesRetention(actor)) throw new Response(null, { status: 403 });
  const { portal, locale } = context;
  const page = Page.parse(new URL(request.url).searchParams.get("page") ?? 0);
  const now = new Date();
  const [sealing, destruction, late] = await asActor(portal.db, actor, (tx) =>
    Promise.all([
      foreseenSealing(tx, portal.edition, now, page),
      foreseenDestruction(tx, portal.edition, now, page),
      lateSupplements(tx),
    ]),
  );
  return {
    staff: staffOf(signedIn, portal, locale),
    days: foreseenDays,
    page,
    sealing: foreseenView(portal, locale, sealing),
    destruction: foreseenView(portal, locale, destruction),
    late: lateRows(portal, locale, late),
  };
}

export default function Retention() {
  return <ForeseenList {...useLoaderData<typeof loader>()} />;
}
