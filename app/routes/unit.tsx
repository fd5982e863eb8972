import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { pageTitle } from "#app/ui/index.ts";
import { startForUnit } from "#app/units/starting.ts";
import { UnitPage } from "#app/units/unit-page.tsx";
import { loadUnit } from "#app/units/unit-page-model.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.units.title);

export function loader({ request, context }: LoaderFunctionArgs) {
  return loadUnit(context, request);
}

export function action({ request, context }: ActionFunctionArgs) {
  return startForUnit(context, request);
}

export default function Unit() {
  return <UnitPage {...useLoaderData<typeof loader>()} />;
}
