import type { LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { raiseObjection } from "#app/triage/objections.ts";
import { SendForm } from "#app/triage/send-form.tsx";
import { sending, sendView } from "#app/triage/send-route.ts";
import { pageTitle } from "#app/ui/index.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.triage.objection.heading);
export const loader = (args: LoaderFunctionArgs) => sendView(args, "objection");
export const action = sending((tx, portal, actor, { department, district, ...asked }, _own, now) =>
  raiseObjection(tx, portal, actor, { ...asked, proposedDepartment: department, proposedDistrict: district }, now),
);

export default function Objection() {
  return <SendForm view={useLoaderData<typeof loader>()} typed={useActionData<typeof action>() ?? null} />;
}
