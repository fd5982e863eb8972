import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireOfficer } from "#app/accounts/guard.ts";
import { absentCase } from "#app/cases/absent-case.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { CasePage } from "#app/cases/case-page.tsx";
import { type CaseView, caseView } from "#app/cases/case-view.ts";
import { openIdentities } from "#app/cases/commands.ts";
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

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  const number = caseNumberIn(params);
  const record = await asActor(portal.db, signedIn.actor, (tx) => readCase(tx, number));
  if (record === null) throw await absentCase(request, context, signedIn, number);
  return caseView({ portal, locale, signedIn, identities: "masked" }, record, new Date());
}

/** Opens the identities for this one answer; timeline and audit trail know it before anything is shown. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  await formOf(request, context);
  const { portal, locale } = context;
  const now = new Date();
  const number = caseNumberIn(params);
  const { actor } = signedIn;
  const record = await asActor(portal.db, actor, (tx) => openIdentities(tx, actor, number, now));
  if (record === null) throw await absentCase(request, context, signedIn, number);
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
