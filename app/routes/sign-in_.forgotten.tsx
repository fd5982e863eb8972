import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { submitForgotten } from "#app/accounts/forgotten.ts";
import { ForgottenPage } from "#app/accounts/forgotten-page.tsx";
import { pageTitle } from "#app/ui/index.ts";

export const meta = pageTitle((copy) => copy.passwordLinks.ask.title);

export function loader({ request }: LoaderFunctionArgs) {
  return { asked: new URL(request.url).searchParams.has("asked") };
}

export function action({ request, context }: ActionFunctionArgs) {
  return submitForgotten(context, request);
}

export default function Forgotten() {
  const { asked } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return <ForgottenPage asked={asked && !answer} typed={answer?.typed ?? ""} problem={answer?.problem ?? null} />;
}
