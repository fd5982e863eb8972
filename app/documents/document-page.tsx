import {
  Button,
  Details,
  ErrorSummary,
  FormToken,
  LinkButton,
  PrintButton,
  RadioGroup,
  useCopy,
} from "#app/ui/index.ts";
import { withdrawalReasonCodes } from "./rules.ts";
import type { Sheet } from "./sheet.ts";
import { SheetView } from "./sheet-view.tsx";

/** A document for looking at and printing. */
export interface DocumentPageView {
  readonly id: string;
  readonly sheet: Sheet;
  readonly fingerprint: string;
  readonly withdrawn: string | null;
  readonly back: string;
  readonly isReporter: boolean;
  readonly mayWithdraw: boolean;
}

/** The form as on paper, with what can be done with it above and below; neither is printed. */
export function DocumentPage({ view, reasonMissing }: { view: DocumentPageView; reasonMissing: boolean }) {
  const { page, download } = useCopy().documents;
  const error = reasonMissing ? page.reasonMissing : undefined;
  return (
    <main id="content" className="mx-auto max-w-4xl px-4 py-6 sm:px-8 print:max-w-none print:p-0">
      <nav className="mb-6 flex flex-wrap gap-3 print:hidden" aria-label={page.title(view.sheet.number)}>
        <LinkButton to={view.back} kind="quiet" reloadDocument>
          {view.isReporter ? page.backToReceipt : page.back}
        </LinkButton>
        <PrintButton>{page.print}</PrintButton>
        <LinkButton to={`/documents/${view.id}/pdf`} reloadDocument>
          {download}
        </LinkButton>
      </nav>
      <div className="print:hidden">
        <ErrorSummary errors={error === undefined ? [] : [{ name: "reason", message: error }]} />
      </div>
      <SheetView sheet={view.sheet} fingerprint={view.fingerprint} withdrawn={view.withdrawn} />
      {view.mayWithdraw ? (
        <div className="mt-8 print:hidden">
          <Details summary={page.withdraw} open={reasonMissing}>
            <p className="mb-4">{page.withdrawLead}</p>
            <form method="post" action={`/documents/${view.id}`} noValidate className="grid gap-6">
              <FormToken />
              <RadioGroup
                name="reason"
                label={page.reason}
                error={error}
                options={withdrawalReasonCodes.map((value) => ({ value, label: page.reasons[value] }))}
              />
              <div>
                <Button kind="grave">{page.withdraw}</Button>
              </div>
            </form>
          </Details>
        </div>
      ) : null}
    </main>
  );
}
