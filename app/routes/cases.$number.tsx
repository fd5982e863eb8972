import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { requireOfficer } from "#app/accounts/guard.ts";
import { absentCase } from "#app/cases/absent-case.ts";
import { caseNumberIn } from "#app/cases/case-number.ts";
import { CasePage } from "#app/cases/case-page.tsx";
import { type CaseView, caseView } from "#app/cases/case-view.ts";
import { lookIntoCase, openIdentities, openReporter } from "#app/cases/commands.ts";
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
  const now = new Date();
  const record = await asActor(portal.db, signedIn.actor, (tx) => lookIntoCase(tx, signedIn.actor, number, now));
  if (record === null) throw await absentCase(request, context, signedIn, number);
  return caseView({ portal, locale, signedIn, identities: "masked", openedReporter: null }, record, now);
}

const Asked = z.object({ reporter: z.uuid().nullable().catch(null), reason: z.string().max(100).catch("") });

/** Opens the identities, or who reported one report, for this one answer: it is recorded before anything is shown. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { reporter, reason } = Asked.parse(Object.fromEntries(await formOf(request, context)));
  const { portal, locale } = context;
  const now = new Date();
  const number = caseNumberIn(params);
  const { actor } = signedIn;
  const record = await asActor(portal.db, actor, (tx) =>
    reporter === null
      ? openIdentities(tx, actor, number, now)
      : openReporter(tx, actor, number, { reportId: reporter, reason }, now),
  );
  if (record === null) throw await absentCase(request, context, signedIn, number);
  const identities = reporter === null ? "open" : "masked";
  return data(caseView({ portal, locale, signedIn, identities, openedReporter: reporter }, record, now));
}

/** Only what was opened comes from the answer; the rest stays as live as the page. */
const pickOpened = ({ identities, core, reports }: CaseView) => ({ identities, core, reports });

export default function Case() {
  const masked = useLoaderData<typeof loader>();
  const opened = useActionData<typeof action>();
  const view = opened === undefined ? masked : { ...masked, ...pickOpened(opened) };
  return <CasePage view={view} />;
}
