import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { CasePage } from "#app/cases/case-page.tsx";
import { openOnPart, readPart } from "#app/cases/case-route.ts";
import { caseTitle, withOpened } from "#app/cases/opened.ts";
import { partIn } from "#app/cases/tabs.ts";

export const handle = { hydrate: true };
export const meta = caseTitle;

/** The part that the address names; a word that is none is absent. */
function partOf({ tab }: LoaderFunctionArgs["params"]) {
  const part = partIn(tab);
  if (part === null) throw new Response(null, { status: 404 });
  return part;
}

export const loader = (args: LoaderFunctionArgs) => readPart(args, partOf(args.params));
export const action = async (args: ActionFunctionArgs) => data(await openOnPart(args, partOf(args.params)));

export default function CaseTab() {
  return <CasePage view={withOpened(useLoaderData<typeof loader>(), useActionData<typeof action>())} />;
}
