import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { submitJoining } from "#app/people/joining.ts";
import { JoiningPage } from "#app/people/joining-page.tsx";
import { pageTitle } from "#app/ui/index.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.people.joining.title);

/** Opened with the code behind the address's #, or without one. */
export function loader() {
  return null;
}

export function action({ request, context }: ActionFunctionArgs) {
  return submitJoining(context, request);
}

export default function Invitation() {
  return <JoiningPage joining={useActionData<typeof action>()?.joining ?? { at: "code", typed: "", problem: null }} />;
}
