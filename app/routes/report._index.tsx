import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { PageView } from "#app/reports/page-view.tsx";
import { startAnother, startReport } from "#app/reports/start.ts";
import { StartNotices, Unfinished } from "#app/reports/start-view.tsx";
import { pageTitle, ReporterLayout, useCopy } from "#app/ui/index.ts";

export const meta = pageTitle((copy) => copy.report.title);

export function loader({ request, context }: LoaderFunctionArgs) {
  return startReport(context, request);
}

export function action({ request, context }: ActionFunctionArgs) {
  return startAnother(context, request);
}

export default function StartReport() {
  const { model, unfinished, lost, filed } = useLoaderData<typeof loader>();
  const { report } = useCopy();
  return (
    <ReporterLayout>
      <StartNotices lost={lost} filed={filed} />
      {unfinished === null ? <PageView model={model} /> : <Unfinished {...unfinished} />}
      <p className="mt-10 border-t border-line pt-4">
        <Link to="/report/resume" className="inline-flex min-h-11 items-center">
          {report.resume.link}
        </Link>
      </p>
    </ReporterLayout>
  );
}
