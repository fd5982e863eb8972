import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loadPage } from "#app/reports/load-page.ts";
import { PageView } from "#app/reports/page-view.tsx";
import { submitPage } from "#app/reports/submit-page.ts";
import { ErrorPage } from "#app/ui/error-page.tsx";
import { pageTitle, ReporterLayout } from "#app/ui/index.ts";

export const meta = pageTitle((copy) => copy.report.title);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const page = await loadPage(context, request, params.page ?? "");
  return data(page, { status: page.model === null ? 503 : 200 });
}

export function action({ request, context, params }: ActionFunctionArgs) {
  return submitPage(context, request, params.page ?? "");
}

export default function ReportPage() {
  const saved = useLoaderData<typeof loader>();
  const model = useActionData<typeof action>()?.model ?? saved.model;
  if (model === null) return <ErrorPage />;
  return (
    <ReporterLayout>
      <PageView model={model} files={saved.files} />
    </ReporterLayout>
  );
}
