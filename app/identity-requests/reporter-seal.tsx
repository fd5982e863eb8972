import { Form, useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { moment } from "#app/copy/when.ts";
import { Button, FormToken, LinkButton, useCopy, useLocale } from "#app/ui/index.ts";
import type { ReporterStanding } from "./identity-view.ts";

export const reasonCodes = ["call_back", "protect_reporter", "confirm_facts", "thank_or_train", "other"] as const;

interface ReporterSealProps {
  readonly reportId: string;
  readonly reportNumber: string;
  readonly standing: ReporterStanding;
  /** It was opened for this one answer. */
  readonly isOpened: boolean;
  /** What the reader may see of it; masked until it is opened. */
  readonly children: ReactNode;
}

/** Who reported, and the way there: opened with a reason, asked for, or sealed. */
export function ReporterSeal({ reportId, reportNumber, standing, isOpened, children }: ReporterSealProps) {
  const { identityRequests: words } = useCopy();
  const locale = useLocale();
  const isReadable = standing.kind === "known" || standing.kind === "granted";
  return (
    <div className="mt-6 rounded-md border border-edge bg-sunk p-4" id={`reporter-${reportId}`}>
      <h4 className="font-semibold">{words.reporter}</h4>
      <p className="text-fine text-soft">{isReadable ? words.readable : words.sealed}</p>
      {standing.kind === "granted" ? (
        <p className="text-fine font-semibold">{words.granted(moment(locale, standing.until))}</p>
      ) : null}
      {isReadable ? (
        <>
          <div className="mt-3">{children}</div>
          {isOpened ? (
            <p role="status" className="mt-3 font-semibold">
              {words.opened}
            </p>
          ) : (
            <OpenForm reportId={reportId} reportNumber={reportNumber} asksReason={standing.kind === "known"} />
          )}
        </>
      ) : (
        <AskLine reportId={reportId} reportNumber={reportNumber} standing={standing} />
      )}
    </div>
  );
}

interface OpenFormProps {
  readonly reportId: string;
  readonly reportNumber: string;
  readonly asksReason: boolean;
}

function OpenForm({ reportId, reportNumber, asksReason }: OpenFormProps) {
  const { identityRequests: words } = useCopy();
  // Opened in place: the same page of reports stays, and what is compared.
  const { pathname, search } = useLocation();
  return (
    <Form
      method="post"
      action={`${pathname}${search}#reporter-${reportId}`}
      preventScrollReset
      className="mt-4 flex flex-wrap items-end gap-3 print:hidden"
    >
      <FormToken />
      <input type="hidden" name="reporter" value={reportId} />
      {asksReason ? (
        <label className="grid max-w-full min-w-0 gap-1">
          <span className="text-fine text-soft">{words.why}</span>
          <select
            name="reason"
            defaultValue="call_back"
            className="block min-h-11 w-full rounded-md border border-edge bg-paper px-3 py-2"
          >
            {reasonCodes.map((code) => (
              <option key={code} value={code}>
                {words.reasons[code]}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <Button kind="secondary" label={words.openOf(reportNumber)}>
        {words.open}
      </Button>
    </Form>
  );
}

function AskLine({
  reportId,
  reportNumber,
  standing,
}: Pick<ReporterSealProps, "reportId" | "reportNumber" | "standing">) {
  const { identityRequests: words } = useCopy();
  const locale = useLocale();
  if (standing.kind === "waiting") return <p className="mt-2">{words.waiting(moment(locale, standing.since))}</p>;
  if (standing.kind !== "may_ask") return null;
  return (
    <div className="mt-2 flex flex-wrap items-center justify-between gap-3">
      <p className="max-w-xl">{standing.before === null ? words.askHint : words.before[standing.before]}</p>
      <LinkButton to={`/identity-requests/ask/${reportId}`} kind="secondary" label={words.askOf(reportNumber)}>
        {words.ask}
      </LinkButton>
    </div>
  );
}
