import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { pageTitle, ReporterLayout } from "#app/ui/index.ts";
import { takeForm } from "#app/uploads/plain-form.ts";
import { RefusedFiles } from "#app/uploads/refused-files.tsx";

export const meta = pageTitle((copy) => copy.uploads.form.title);

export async function action({ request, context }: ActionFunctionArgs) {
  return takeForm(request, context);
}

export default function SentFiles() {
  const refused = useActionData<typeof action>();
  return (
    <ReporterLayout>
      <RefusedFiles files={refused?.files ?? []} back={refused?.back ?? "/"} />
    </ReporterLayout>
  );
}
