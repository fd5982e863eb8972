import { Button, FormToken, LinkButton, useCopy } from "#app/ui/index.ts";
import { DraftLine } from "./draft-line.tsx";
import type { EmergencyPage } from "./emergency.ts";

/** A call comes before a form: two numbers to press, then on with the report, called or not. */
export function EmergencyView({ draft, from }: EmergencyPage) {
  const { emergency } = useCopy().report;
  return (
    <>
      <DraftLine draft={draft} />
      <div className="rounded-lg border-2 border-critical bg-critical-wash p-5 sm:p-8">
        <h1 className="text-h1 text-critical">
          <span aria-hidden="true">◆ </span>
          {emergency.title}
        </h1>
        <p className="mt-3 max-w-xl text-lead">{emergency.lead}</p>
        <div className="mt-6 grid gap-4 sm:grid-cols-2">
          {[emergency.police, emergency.ambulance].map(({ number, name, say }) => (
            <div key={number} className="grid gap-2">
              <LinkButton to={`tel:${number}`} kind="primary" className="min-h-16">
                <span className="text-h1 tabular-nums">{number}</span>
                <span className="text-lead">{name}</span>
              </LinkButton>
              <p className="text-fine">{say}</p>
            </div>
          ))}
        </div>
        <p className="mt-5 font-semibold">{emergency.safeFirst}</p>
      </div>
      <form method="post" action="/report/emergency" className="mt-8 flex flex-wrap gap-3">
        <FormToken />
        {from === null ? null : <input type="hidden" name="from" value={from} />}
        <Button name="go" value="called">
          {emergency.called}
        </Button>
        <Button kind="secondary" name="go" value="unable">
          {emergency.unable}
        </Button>
      </form>
      <p className="mt-4 max-w-2xl text-fine text-soft">{emergency.after}</p>
    </>
  );
}
