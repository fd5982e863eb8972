import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requireOfficer } from "#app/accounts/guard.ts";
import { staffOf } from "#app/accounts/staff.ts";
import { formOf } from "#app/platform/http.ts";
import { isKnownUnit, knowsReporters, searchCases } from "#app/search/commands.ts";
import { readCriteria, SearchForm } from "#app/search/criteria.ts";
import { type SearchAnswer, SearchPage } from "#app/search/search-page.tsx";
import { foundView } from "#app/search/search-view.ts";
import { districtChoices, situationChoices } from "#app/triage/queue-view.ts";
import { pageTitle } from "#app/ui/index.ts";
import { asActor } from "#db/actor.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.search.title);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const signedIn = await requireOfficer(request, context);
  const { portal, locale } = context;
  return {
    staff: staffOf(signedIn, portal, locale),
    districts: districtChoices(portal, locale, districtsOf(context)),
    situations: situationChoices(portal, locale),
    byReporter: knowsReporters(signedIn.actor),
  };
}

const districtsOf = ({ portal: { city } }: LoaderFunctionArgs["context"]): readonly string[] => [
  ...city.districts.map(({ code }) => code),
  city.cityDesk.code,
];

export async function action({ request, context }: ActionFunctionArgs) {
  const { actor } = await requireOfficer(request, context);
  const { portal, locale } = context;
  const typed = SearchForm.parse(Object.fromEntries(await formOf(request, context)));
  const read = readCriteria(typed, { districts: districtsOf(context) });
  const refused = (problems: SearchAnswer["problems"]) =>
    data<SearchAnswer>({ typed, problems, found: null }, { status: 422 });
  if ("problems" in read) return refused(read.problems);
  const { criteria } = read;
  const found = await asActor(portal.db, actor, async (tx) => {
    if (criteria.unit !== null && !(await isKnownUnit(tx, criteria.unit))) return null;
    return searchCases(tx, portal, actor, criteria);
  });
  if (found === null) return refused([{ field: "unit", problem: "unit" }]);
  return data<SearchAnswer>({ typed, problems: [], found: foundView(portal, locale, found) });
}

export default function Search() {
  return <SearchPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>() ?? null} />;
}
