import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { answerFiledReceipt, loadFiledReceipt } from "#app/reports/filed-receipt.ts";
import { FiledReceiptView } from "#app/reports/filed-receipt-view.tsx";
import { KeptSupplement } from "#app/reports/kept-supplement.tsx";
import { ErrorPage } from "#app/ui/error-page.tsx";
import { pageTitle, ReporterLayout } from "#app/ui/index.ts";

export const meta = pageTitle((copy) => copy.receipt.filedTitle);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = await loadFiledReceipt(context, request);
  return data(page, { status: page === null ? 503 : 200 });
}

export function action({ request, context }: ActionFunctionArgs) {
  return answerFiledReceipt(context, request);
}

export default function FiledReceiptPage() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (page === null) return answer?.supplement ? <KeptSupplement state={answer.supplement} /> : <ErrorPage />;
  return (
    <ReporterLayout>
      <FiledReceiptView page={page} state={answer?.supplement ?? null} />
    </ReporterLayout>
  );
}
