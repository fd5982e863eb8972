import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { PageView } from "#app/reports/page-view.tsx";
import { loadUrgent, submitUrgent } from "#app/reports/urgent.ts";
import { ErrorPage } from "#app/ui/error-page.tsx";
import { pageTitle, ReporterLayout } from "#app/ui/index.ts";

export const meta = pageTitle((copy) => copy.report.urgent.title);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const model = await loadUrgent(context, request);
  return data({ model }, { status: model === null ? 503 : 200 });
}

export function action({ request, context }: ActionFunctionArgs) {
  return submitUrgent(context, request);
}

export default function UrgentReport() {
  const saved = useLoaderData<typeof loader>();
  const model = useActionData<typeof action>()?.model ?? saved.model;
  if (model === null) return <ErrorPage />;
  return (
    <ReporterLayout>
      <PageView model={model} />
    </ReporterLayout>
  );
}
