import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { answerEmergency, loadEmergency } from "#app/reports/emergency.ts";
import { EmergencyView } from "#app/reports/emergency-view.tsx";
import { ErrorPage } from "#app/ui/error-page.tsx";
import { pageTitle, ReporterLayout } from "#app/ui/index.ts";

export const meta = pageTitle((copy) => copy.report.emergency.title);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const page = await loadEmergency(context, request);
  return data(page, { status: page === null ? 503 : 200 });
}

export function action({ request, context }: ActionFunctionArgs) {
  return answerEmergency(context, request);
}

export default function Emergency() {
  const page = useLoaderData<typeof loader>();
  if (page === null) return <ErrorPage />;
  return (
    <ReporterLayout>
      <EmergencyView draft={page.draft} from={page.from} />
    </ReporterLayout>
  );
}
