import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loadPeople, submitPeople } from "#app/people/managing.ts";
import { PeoplePage } from "#app/people/people-page.tsx";
import { pageTitle } from "#app/ui/index.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.people.title);

export function loader({ request, context }: LoaderFunctionArgs) {
  return loadPeople(context, request);
}

export function action({ request, context }: ActionFunctionArgs) {
  return submitPeople(context, request);
}

export default function People() {
  return <PeoplePage {...useLoaderData<typeof loader>()} />;
}
