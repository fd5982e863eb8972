import type { ActionFunctionArgs } from "@remix-run/node";
import { useActionData } from "@remix-run/react";
import { resumeDraft } from "#app/reports/resume.ts";
import { ResumeForm } from "#app/reports/resume-form.tsx";
import { pageTitle, ReporterLayout } from "#app/ui/index.ts";

export const meta = pageTitle((copy) => copy.report.resume.title);

export function action({ request, context }: ActionFunctionArgs) {
  return resumeDraft(context, request);
}

export default function ResumeReport() {
  const answer = useActionData<typeof action>();
  return (
    <ReporterLayout>
      <ResumeForm typed={answer?.typed ?? ""} problem={answer?.problem ?? null} />
    </ReporterLayout>
  );
}
