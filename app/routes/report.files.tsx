import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loadFiles, removeFile } from "#app/reports/files-page.ts";
import { FilesView } from "#app/reports/files-view.tsx";
import { ErrorPage } from "#app/ui/error-page.tsx";
import { pageTitle, ReporterLayout } from "#app/ui/index.ts";

export const meta = pageTitle((copy) => copy.evidence.page.title);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = await loadFiles(context, request);
  return data(page, { status: page === null ? 503 : 200 });
}

export function action({ request, context }: ActionFunctionArgs) {
  return removeFile(context, request);
}

export default function ReportFiles() {
  const page = useLoaderData<typeof loader>();
  if (page === null) return <ErrorPage />;
  return (
    <ReporterLayout>
      <FilesView page={page} />
    </ReporterLayout>
  );
}
