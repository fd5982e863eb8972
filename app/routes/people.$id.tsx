import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loadPerson, submitPerson } from "#app/people/managing.ts";
import { PersonPage } from "#app/people/person-page.tsx";
import { pageTitle } from "#app/ui/index.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.people.title);

export function loader({ request, params, context }: LoaderFunctionArgs) {
  return loadPerson(context, request, params.id);
}

export function action({ request, params, context }: ActionFunctionArgs) {
  return submitPerson(context, request, params.id);
}

export default function Person() {
  return <PersonPage {...useLoaderData<typeof loader>()} answer={useActionData<typeof action>() ?? null} />;
}
