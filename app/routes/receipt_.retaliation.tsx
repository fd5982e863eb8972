import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { formOf } from "#app/platform/http.ts";
import { orUnavailable } from "#app/reports/guide.ts";
import { openReporter } from "#app/reports/receipt-reporter.ts";
import { readOwnMatters, refusedRetaliationStatus, takeRetaliationForm } from "#app/retaliation/receipt-retaliation.ts";
import { ReceiptRetaliationPage } from "#app/retaliation/receipt-retaliation-page.tsx";
import { ErrorPage } from "#app/ui/error-page.tsx";
import { pageTitle, ReporterLayout } from "#app/ui/index.ts";

export const meta = pageTitle((copy) => copy.retaliation.receipt.pageTitle);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const matters = await orUnavailable(async () => {
    const reporter = await openReporter(context, request, new Date());
    return reporter === null ? "no_receipt" : readOwnMatters(context.portal, reporter);
  });
  if (matters === "no_receipt") throw redirect("/receipt", 303);
  if (matters === null) context.unavailable = true;
  const sent = new URL(request.url).searchParams.has("sent");
  return data({ matters, sent }, { status: matters === null ? 503 : 200 });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await formOf(request, context);
  const now = new Date();
  const taken = await takeRetaliationForm(context, () => openReporter(context, request, now), form, now);
  if (taken === "no_receipt") return redirect("/receipt", 303);
  if (taken === "sent") return redirect("/receipt/retaliation?sent", 303);
  return data(taken, { status: refusedRetaliationStatus(taken) });
}

export default function ReceiptRetaliation() {
  const { matters, sent } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>() ?? null;
  if (matters === null && refused === null) return <ErrorPage />;
  return (
    <ReporterLayout>
      <ReceiptRetaliationPage matters={matters ?? []} sent={sent && refused === null} refused={refused} />
    </ReporterLayout>
  );
}
