import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { InvitePage } from "#app/people/invite-page.tsx";
import { loadInviting, submitInviting } from "#app/people/inviting.ts";
import { pageTitle } from "#app/ui/index.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.people.inviting.title);

export function loader({ request, context }: LoaderFunctionArgs) {
  return loadInviting(context, request);
}

export function action({ request, context }: ActionFunctionArgs) {
  return submitInviting(context, request);
}

export default function Invite() {
  const answer = useActionData<typeof action>();
  return (
    <InvitePage
      {...useLoaderData<typeof loader>()}
      typed={answer?.typed ?? null}
      problems={answer?.problems ?? []}
      invited={answer?.invited ?? null}
    />
  );
}
