import { type ActionFunctionArgs, redirect } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { ErrorPage } from "#app/ui/error-page.tsx";
import { pageTitle, ReporterLayout } from "#app/ui/index.ts";
import { takeForm } from "#app/uploads/plain-form.ts";
import { RefusedFiles } from "#app/uploads/refused-files.tsx";

export const meta = pageTitle((copy) => copy.uploads.form.title);

/** Whoever comes by the address alone has sent nothing. */
export function loader() {
  return redirect("/", 303);
}

export async function action({ request, context }: ActionFunctionArgs) {
  return takeForm(request, context);
}

export default function SentFiles() {
  const refused = useActionData<typeof action>();
  if (refused === undefined) return <ErrorPage />;
  return (
    <ReporterLayout>
      <RefusedFiles {...refused} />
    </ReporterLayout>
  );
}
