import type { LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { transferAssignment } from "#app/triage/commands.ts";
import { SendForm } from "#app/triage/send-form.tsx";
import { sending, sendView } from "#app/triage/send-route.ts";
import { pageTitle } from "#app/ui/index.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.triage.transfer.heading);
export const loader = (args: LoaderFunctionArgs) => sendView(args, "transfer");
/** What is not chosen stays as it is. */
export const action = sending((tx, portal, actor, asked, own, now) =>
  transferAssignment(
    tx,
    portal,
    actor,
    { ...asked, department: asked.department ?? own.department, district: asked.district ?? own.district },
    now,
  ),
);

export default function Transfer() {
  return <SendForm view={useLoaderData<typeof loader>()} typed={useActionData<typeof action>() ?? null} />;
}
