import { Form } from "@remix-run/react";
import { moment } from "#app/copy/when.ts";
import { Button, Details, FormToken, useCopy, useLocale } from "#app/ui/index.ts";
import { HoldForm } from "./hold-form.tsx";
import type { HoldsView, HoldView } from "./hold-view.ts";

/** Who holds the case and why, and the forms to hold or release it. */
export function HoldSection({ caseNumber, view }: { caseNumber: string; view: HoldsView }) {
  const words = useCopy().retention;
  return (
    <div className="grid gap-6">
      <p className="max-w-2xl text-soft">{words.lead}</p>
      {view.holds.length === 0 ? <p>{words.nobody}</p> : null}
      {view.holds.length === 0 ? null : (
        <ul className="border-t border-line">
          {view.holds.map((hold) => (
            <li key={hold.id} className="border-b border-line py-3">
              <Hold hold={hold} />
            </li>
          ))}
        </ul>
      )}
      {view.mayHold && view.holdsNow ? (
        <Form method="post" action={`/cases/${caseNumber}/hold`} className="print:hidden">
          <FormToken />
          <Button kind="secondary" name="act" value="release">
            {words.release}
          </Button>
        </Form>
      ) : null}
      {view.mayHold && !view.holdsNow ? (
        <div className="print:hidden">
          <Details summary={words.place} look="row">
            <HoldForm caseNumber={caseNumber} typed={null} />
          </Details>
        </div>
      ) : null}
    </div>
  );
}

function Hold({ hold }: { hold: HoldView }) {
  const { retention: words, cases } = useCopy();
  const locale = useLocale();
  return (
    <>
      <p className="font-semibold">
        {hold.releasedAt === null
          ? words.heldFor(words.reasons[hold.reason])
          : words.wasHeldFor(words.reasons[hold.reason])}
      </p>
      <p className="text-fine text-soft">
        {cases.eventBy(hold.department, hold.placedBy)} ·{" "}
        <time dateTime={hold.placedAt.toISOString()}>{moment(locale, hold.placedAt)}</time>
        {hold.releasedAt === null ? null : ` · ${words.releasedAt(moment(locale, hold.releasedAt))}`}
      </p>
      {hold.words === null ? null : (
        <p className="mt-1 max-w-3xl whitespace-pre-line [overflow-wrap:anywhere]">{hold.words}</p>
      )}
    </>
  );
}
