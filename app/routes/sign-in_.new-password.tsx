import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { submitChoosing } from "#app/accounts/choosing-password.ts";
import { ChoosingPasswordPage } from "#app/accounts/choosing-password-page.tsx";
import { pageTitle } from "#app/ui/index.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.passwordLinks.choose.title);

/** Opened with the code behind the address's #, or without one. */
export function loader() {
  return null;
}

export function action({ request, context }: ActionFunctionArgs) {
  return submitChoosing(context, request);
}

export default function NewPassword() {
  const answer = useActionData<typeof action>();
  return <ChoosingPasswordPage choosing={answer?.choosing ?? { at: "code", typed: "", problem: null }} />;
}
