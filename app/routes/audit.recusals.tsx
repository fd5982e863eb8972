import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { loadForAuditor, openForAuditor } from "#app/recusals/for-auditor.ts";
import { ForAuditorPage } from "#app/recusals/for-auditor-page.tsx";
import { pageTitle } from "#app/ui/index.ts";

export const handle = { hydrate: true };
export const meta = pageTitle((copy) => copy.recusals.forAuditor.title);

export function loader({ request, context }: LoaderFunctionArgs) {
  return loadForAuditor(context, request);
}

export function action({ request, context }: ActionFunctionArgs) {
  return openForAuditor(context, request);
}

export default function Recusals() {
  const { staff, recusals } = useLoaderData<typeof loader>();
  return (
    <StaffFrame staff={staff}>
      <ForAuditorPage recusals={recusals} opened={useActionData<typeof action>()?.opened ?? null} />
    </StaffFrame>
  );
}
