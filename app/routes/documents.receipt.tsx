import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { OwnNoticesPage } from "#app/documents/own-notices-page.tsx";
import { ownNoticesAt } from "#app/documents/reading.ts";
import { issueOwnNotice } from "#app/issuing/commands.ts";
import { formOf } from "#app/platform/http.ts";
import { openReceiptCode } from "#app/reports/receipt-cookie.ts";
import { pageTitle, ReporterLayout } from "#app/ui/index.ts";

export const meta = pageTitle((copy) => copy.documents.own.title);

export async function loader({ request, context }: LoaderFunctionArgs) {
  return { notices: await ownNoticesAt(request, context) };
}

/** Issues the reporter's notice of receipt, or leads to the one that still says how things stand. */
export async function action({ request, context }: ActionFunctionArgs) {
  await formOf(request, context);
  const now = new Date();
  const code = openReceiptCode(context.portal, request, now);
  const id = code === null ? null : await issueOwnNotice(context.portal, code, now);
  return redirect(id === null ? "/documents/receipt" : `/documents/${id}`, 303);
}

export default function OwnNotices() {
  const { notices } = useLoaderData<typeof loader>();
  return (
    <ReporterLayout>
      <OwnNoticesPage notices={notices} />
    </ReporterLayout>
  );
}
