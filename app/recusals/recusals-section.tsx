import { Form } from "@remix-run/react";
import { moment } from "#app/copy/when.ts";
import { Button, FormToken, LinkButton, useCopy, useLocale } from "#app/ui/index.ts";
import type { RecusalsView, RecusalView } from "./recusal-view.ts";

/** Who stepped out of the case, for those who may know, and the way to step out oneself. */
export function RecusalsSection({ caseNumber, view }: { caseNumber: string; view: RecusalsView }) {
  const { recusals: words } = useCopy();
  return (
    <div className="grid gap-4">
      {view.present.length === 0 ? null : (
        <ul className="divide-y divide-line border-b border-line">
          {view.present.map((recusal) => (
            <li key={recusal.id} className="flex flex-wrap items-center justify-between gap-3 py-3">
              <RecusalLine recusal={recusal} />
              <EndRecusal recusal={recusal} caseNumber={caseNumber} />
            </li>
          ))}
        </ul>
      )}
      {view.mayRecuse ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
          <p className="max-w-xl text-soft">{view.isLead ? words.leadHint : words.officerHint}</p>
          <LinkButton to={`/cases/${caseNumber}/recusal`} kind="secondary">
            {view.isLead ? words.openLead : words.open}
          </LinkButton>
        </div>
      ) : null}
    </div>
  );
}

export function RecusalLine({ recusal }: { recusal: RecusalView }) {
  const { recusals: words, cases } = useCopy();
  const locale = useLocale();
  const when = moment(locale, recusal.at);
  return (
    <div>
      <p className="font-semibold">{cases.eventBy(recusal.department, recusal.officer)}</p>
      <p className="text-fine text-soft">
        {words.reasons[recusal.reason]} · {recusal.by === null ? words.stepped(when) : words.kept(recusal.by, when)}
      </p>
    </div>
  );
}

export function EndRecusal({ recusal, caseNumber }: { recusal: RecusalView; caseNumber: string }) {
  const { recusals: words } = useCopy();
  if (!recusal.mayEnd) return null;
  return (
    <Form method="post" action={`/cases/${caseNumber}/recusal`} className="print:hidden">
      <FormToken />
      <input type="hidden" name="recusal" value={recusal.id} />
      <Button kind="secondary" name="act" value="end" label={words.endFor(recusal.officer)}>
        {words.end}
      </Button>
    </Form>
  );
}
