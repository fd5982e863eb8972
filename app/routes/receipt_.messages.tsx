import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { refusedStatus, takeFromReporter } from "#app/messages/receipt-answer.ts";
import { ReceiptMessagesPage } from "#app/messages/receipt-messages.tsx";
import { readReceiptThread } from "#app/messages/receipt-thread.ts";
import { formOf } from "#app/platform/http.ts";
import { orUnavailable } from "#app/reports/guide.ts";
import { openReporter } from "#app/reports/receipt-reporter.ts";
import { ErrorPage } from "#app/ui/error-page.tsx";
import { pageTitle, ReporterLayout } from "#app/ui/index.ts";

export const meta = pageTitle((copy) => copy.messages.receipt.pageTitle);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const thread = await orUnavailable(async () => {
    const reporter = await openReporter(context, request, new Date());
    return reporter === null ? "no_receipt" : readReceiptThread(context.portal, reporter, context.locale);
  });
  if (thread === "no_receipt") throw redirect("/receipt", 303);
  if (thread === null) context.unavailable = true;
  return data(thread, { status: thread === null ? 503 : 200 });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await formOf(request, context);
  const now = new Date();
  const taken = await takeFromReporter(context, () => openReporter(context, request, now), form, now);
  if (taken === "no_receipt") return redirect("/receipt", 303);
  if (taken === "sent") return redirect("/receipt?sent#messages", 303);
  return data(taken, { status: refusedStatus(taken) });
}

export default function ReceiptMessages() {
  const thread = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>() ?? null;
  if (thread === null && refused === null) return <ErrorPage />;
  return (
    <ReporterLayout>
      <ReceiptMessagesPage thread={thread ?? { entries: [], departments: [] }} refused={refused} />
    </ReporterLayout>
  );
}
