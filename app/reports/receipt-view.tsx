import type { ReactNode } from "react";
import { moment } from "#app/copy/when.ts";
import type { FilesOfReport } from "#app/evidence/reporter-files.tsx";
import { ReceiptOpenings } from "#app/identity-requests/receipt-openings.tsx";
import { Button, FormToken, LinkButton, PrintButton, UrgencyBadge, useCopy, useLocale } from "#app/ui/index.ts";
import { Advice } from "./advice.tsx";
import { ReceiptFiles } from "./receipt-files.tsx";
import type { ReceiptModel } from "./receipt-model.ts";
import { ReceiptOwed, ReceiptStatus } from "./receipt-status.tsx";
import { SupplementForm, type SupplementState } from "./supplement-form.tsx";

interface ReceiptViewProps {
  readonly receipt: ReceiptModel;
  readonly added: boolean;
  readonly files: FilesOfReport | null;
  readonly state: SupplementState | null;
  /** What departments tell and ask; and what protects the reporter. */
  readonly told?: ReactNode;
  readonly protection?: ReactNode;
}

/** What a code opens: the state, each department, what is owed by when, and a place to add. Nothing names the child. */
export function ReceiptView({ receipt, added, files, state, told, protection }: ReceiptViewProps) {
  const { receipt: words, documents } = useCopy();
  const locale = useLocale();
  return (
    <>
      <header className="mb-8">
        <p className="text-fine text-soft">{words.number}</p>
        <h1 data-report-number className="font-code text-h1">
          {receipt.number}
        </h1>
        <p className="mt-2 flex flex-wrap items-center gap-3">
          <UrgencyBadge level={receipt.urgency} />
          <span className="text-soft tabular-nums">{`${words.filedAt} ${moment(locale, receipt.filedAt)}`}</span>
        </p>
      </header>
      <div className="grid gap-6">
        <ReceiptStatus receipt={receipt} />
        {told}
        <ReceiptOwed owed={receipt.owed} ahead={receipt.ahead} />
        <SupplementForm urgent={receipt.urgentPath} before={receipt.supplements} added={added} state={state} />
        {files === null ? null : <ReceiptFiles held={files} back="/receipt" />}
        {protection}
        <ReceiptOpenings openings={receipt.openings} />
        {receipt.guidance.length > 0 ? <Advice guidance={receipt.guidance} /> : null}
        <form method="post" action="/receipt" className="grid gap-2 print:hidden">
          <FormToken />
          <div className="flex flex-wrap gap-3">
            <PrintButton>{words.print}</PrintButton>
            <LinkButton to="/documents/receipt" reloadDocument>
              {documents.own.link}
            </LinkButton>
            <Button kind="secondary" name="go" value="close">
              {words.enter.close}
            </Button>
          </div>
          <p className="text-fine text-soft">{words.enter.closeHint}</p>
        </form>
      </div>
    </>
  );
}
