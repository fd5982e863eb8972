import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireOfficer } from "#app/accounts/guard.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { CasePage } from "#app/cases/case-page.tsx";
import { type CaseView, caseView } from "#app/cases/case-view.ts";
import { recordOpenedIdentities } from "#app/cases/commands.ts";
import { readCase } from "#app/cases/queries.ts";
import { formOf } from "#app/platform/http.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy, page) =>
  typeof page === "object" && page !== null && "number" in page && typeof page.number === "string"
    ? copy.cases.title(page.number)
    : copy.cases.heading,
);

/** What is hidden is absent: both are answered with the same page. */
const absent = () => new Response(null, { status: 404 });

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const record = await asActor(portal.db, signedIn.actor, (tx) => readCase(tx, caseNumberIn(params)));
  if (record === null) throw absent();
  return caseView({ portal, locale, signedIn, identities: "masked" }, record, new Date());
}

/** Opens the identities for this one answer; the timeline knows it before anything is shown. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  await formOf(request, context);
  const { portal, locale } = context;
  const now = new Date();
  const number = caseNumberIn(params);
  const record = await asActor(portal.db, signedIn.actor, async (tx) => {
    const recorded = await recordOpenedIdentities(tx, signedIn.actor, number, now);
    return recorded ? readCase(tx, number) : null;
  });
  if (record === null) throw absent();
  return data(caseView({ portal, locale, signedIn, identities: "open" }, record, now));
}

/** Only what was opened comes from the answer; the rest stays as live as the page. */
const pickOpened = ({ identities, core, reports }: CaseView) => ({ identities, core, reports });

export default function Case() {
  const masked = useLoaderData<typeof loader>();
  const opened = useActionData<typeof action>();
  const view = opened === undefined ? masked : { ...masked, ...pickOpened(opened) };
  return <CasePage view={view} />;
}
