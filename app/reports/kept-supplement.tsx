import { ReporterLayout } from "#app/ui/index.ts";
import { SupplementForm, type SupplementState } from "./supplement-form.tsx";

/** What somebody wanted to add, kept on the page while nothing else of it can be shown. */
export function KeptSupplement({ state }: { state: SupplementState }) {
  return (
    <ReporterLayout>
      <SupplementForm urgent={false} before={0} added={false} state={state} />
    </ReporterLayout>
  );
}
