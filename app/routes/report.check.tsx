import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loadCheck, submitCheck } from "#app/reports/check.ts";
import { CheckView } from "#app/reports/check-view.tsx";
import { ErrorPage } from "#app/ui/error-page.tsx";
import { pageTitle, ReporterLayout } from "#app/ui/index.ts";

export const meta = pageTitle((copy) => copy.report.check.title);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = await loadCheck(context, request);
  return data(page, { status: page.model === null ? 503 : 200 });
}

export function action({ request, context }: ActionFunctionArgs) {
  return submitCheck(context, request);
}

export default function CheckReport() {
  const saved = useLoaderData<typeof loader>();
  const model = useActionData<typeof action>()?.model ?? saved.model;
  if (model === null) return <ErrorPage />;
  return (
    <ReporterLayout>
      <CheckView model={model} files={saved.files} />
    </ReporterLayout>
  );
}
