import { moment } from "#app/copy/when.ts";
import {
  Button,
  Card,
  CopyableCode,
  Details,
  FormToken,
  Notice,
  PrintButton,
  UrgencyBadge,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import { QrCode } from "#app/ui/qr-code.tsx";
import { Advice } from "./advice.tsx";
import type { FiledReceipt } from "./filed-receipt.ts";
import { ReceiptFiles } from "./receipt-files.tsx";
import { ReceiptOwed, ReceiptStatus } from "./receipt-status.tsx";
import { SupplementForm, type SupplementState } from "./supplement-form.tsx";

/** Right after filing: the code to keep, then the state, what comes when, the proof, and how to add. Prints as a receipt. */
export function FiledReceiptView({ page, state }: { page: FiledReceipt; state: SupplementState | null }) {
  const { receipt: words, intake } = useCopy();
  const { receipt, code, proof, added, files, isTakenDown } = page;
  return (
    <>
      <h1 className="text-h1">
        <span aria-hidden="true" className="text-good">
          ✓{" "}
        </span>
        {words.filedTitle}
      </h1>
      <p className="mt-3 max-w-2xl text-lead text-soft">{words.filedLead}</p>
      {isTakenDown ? (
        <div className="mt-6">
          <Notice title={intake.tell.title}>{intake.tell.text}</Notice>
        </div>
      ) : null}
      <div className="mt-8 grid gap-6">
        <KeepCode receipt={receipt} code={code} />
        <ReceiptStatus receipt={receipt} />
        <ReceiptOwed owed={receipt.owed} ahead={receipt.ahead} />
        {receipt.guidance.length > 0 ? <Advice guidance={receipt.guidance} open /> : null}
        <SupplementForm urgent={receipt.urgentPath} before={receipt.supplements} added={added} state={state} />
        <ReceiptFiles held={files} back="/report/receipt" />
        <Proof proof={proof} />
        <form method="post" action="/report/receipt" className="grid gap-2 print:hidden">
          <FormToken />
          {isTakenDown ? <input type="hidden" name="takenDown" value="true" /> : null}
          <div className="flex flex-wrap gap-3">
            <PrintButton>{words.print}</PrintButton>
            <Button kind="secondary" name="go" value="finish">
              {words.finish}
            </Button>
          </div>
          <p className="text-fine text-soft">{words.finishHint}</p>
        </form>
      </div>
    </>
  );
}

function KeepCode({ receipt, code }: Pick<FiledReceipt, "receipt" | "code">) {
  const { receipt: words } = useCopy();
  const locale = useLocale();
  return (
    <section className="rounded-lg border-2 border-accent bg-paper p-5 sm:p-6">
      <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-3">
        <div>
          <dt className="text-fine text-soft">{words.number}</dt>
          <dd data-report-number className="font-code font-semibold">
            {receipt.number}
          </dd>
        </div>
        <div>
          <dt className="text-fine text-soft">{words.filedAt}</dt>
          <dd className="tabular-nums">{moment(locale, receipt.filedAt)}</dd>
        </div>
        <div>
          <dt className="text-fine text-soft">{words.urgency}</dt>
          <dd>
            <UrgencyBadge level={receipt.urgency} />
          </dd>
        </div>
      </dl>
      <div className="mt-5 border-t border-line pt-5">
        <h2 className="text-h2">{words.code.title}</h2>
        {code === null ? (
          <p className="mt-2 text-soft">{words.code.gone}</p>
        ) : (
          <>
            <div data-receipt-code className="mt-3">
              <CopyableCode code={code} label={words.code.name} size="large" />
            </div>
            <p className="mt-3 max-w-2xl">{words.code.text}</p>
            <p className="text-fine text-soft">{words.code.ways}</p>
            <form method="post" action="/report/receipt" className="mt-4 flex flex-wrap gap-3 print:hidden">
              <FormToken />
              <Button name="go" value="saved">
                {words.code.saved}
              </Button>
              <PrintButton>{words.print}</PrintButton>
            </form>
          </>
        )}
      </div>
    </section>
  );
}

function Proof({ proof }: { proof: string }) {
  const { proof: words } = useCopy().receipt;
  return (
    <Card title={words.title}>
      <div className="grid gap-6 sm:grid-cols-[15rem_1fr]">
        <QrCode text={proof} label={words.qr} />
        <div className="grid content-start gap-3">
          <p>{words.text}</p>
          <Details summary={words.raw}>
            <p data-proof className="font-code text-fine break-all select-all">
              {proof}
            </p>
          </Details>
          <p>
            <a href="/proof" className="inline-flex min-h-11 items-center">
              {words.how}
            </a>
          </p>
        </div>
      </div>
    </Card>
  );
}
