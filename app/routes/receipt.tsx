import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loadReceiptBeside } from "#app/feedback/receipt-beside.ts";
import { ReceiptTold } from "#app/feedback/receipt-told.tsx";
import { KeptSupplement } from "#app/reports/kept-supplement.tsx";
import { ReceiptEntry } from "#app/reports/receipt-entry.tsx";
import { answerReceipt, loadReceipt } from "#app/reports/receipt-lookup.ts";
import { ReceiptView } from "#app/reports/receipt-view.tsx";
import { ReceiptRetaliation } from "#app/retaliation/receipt-retaliation-page.tsx";
import { ErrorPage } from "#app/ui/error-page.tsx";
import { pageTitle, ReporterLayout } from "#app/ui/index.ts";

export const meta = pageTitle((copy) => copy.receipt.enter.title);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = await loadReceipt(context, request);
  const beside = page?.receipt ? await loadReceiptBeside(context, request) : null;
  return data(page === null ? null : { ...page, beside }, { status: page === null ? 503 : 200 });
}

export function action({ request, context }: ActionFunctionArgs) {
  return answerReceipt(context, request);
}

export default function Receipt() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (page === null) return answer?.supplement ? <KeptSupplement state={answer.supplement} /> : <ErrorPage />;
  const shown = answer?.lookup ? null : page.receipt;
  return (
    <ReporterLayout>
      {shown === null ? (
        <ReceiptEntry typed={answer?.typed ?? ""} problem={answer?.lookup ?? null} />
      ) : (
        <ReceiptView
          receipt={shown}
          added={page.added}
          files={page.files}
          state={answer?.supplement ?? null}
          told={page.beside === null ? null : <ReceiptTold beside={page.beside} />}
          protection={page.beside === null ? null : <ReceiptRetaliation matters={page.beside.matters} />}
        />
      )}
    </ReporterLayout>
  );
}
