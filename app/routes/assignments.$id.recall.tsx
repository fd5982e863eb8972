import type { LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { recallTransfer } from "#app/triage/returning.ts";
import { SendForm } from "#app/triage/send-form.tsx";
import { sending, sendView } from "#app/triage/send-route.ts";
import { pageTitle } from "#app/ui/index.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.triage.recall.heading);
export const loader = (args: LoaderFunctionArgs) => sendView(args, "recall");
export const action = sending((tx, portal, actor, asked, _own, now) => recallTransfer(tx, portal, actor, asked, now));

export default function Recall() {
  return <SendForm view={useLoaderData<typeof loader>()} typed={useActionData<typeof action>() ?? null} />;
}
