import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { CasePage } from "#app/cases/case-page.tsx";
import { openOnPart, readPart } from "#app/cases/case-route.ts";
import { caseTitle, withOpened } from "#app/cases/opened.ts";

export const handle = { hydrate: true };
export const meta = caseTitle;

export const loader = (args: LoaderFunctionArgs) => readPart(args, "overview");
export const action = async (args: ActionFunctionArgs) => data(await openOnPart(args, "overview"));

export default function Case() {
  return <CasePage view={withOpened(useLoaderData<typeof loader>(), useActionData<typeof action>())} />;
}
