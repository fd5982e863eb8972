import { Button, Details, ErrorSummary, FormToken, TextField, useCopy } from "#app/ui/index.ts";
import type { LookupProblem } from "./receipt-lookup.ts";

/** Asks for the 16 digits. Sent as a form, so that no code ever stands in an address. */
export function ReceiptEntry({ typed, problem }: { typed: string; problem: LookupProblem | null }) {
  const { enter } = useCopy().receipt;
  const message =
    problem === null ? null : problem.kind === "slow_down" ? enter.slowDown(problem.minutes) : enter[problem.kind];
  return (
    <>
      <ErrorSummary errors={message === null ? [] : [{ name: "code", message }]} />
      <h1 className="text-h1">{enter.title}</h1>
      <p className="mt-3 mb-8 text-lead text-soft">{enter.lead}</p>
      <form method="post" action="/receipt" noValidate autoComplete="off" className="grid gap-6">
        <FormToken />
        <TextField
          name="code"
          label={enter.label}
          hint={enter.hint}
          value={typed}
          error={message ?? undefined}
          inputMode="numeric"
          code
          maxLength={60}
        />
        <div>
          <Button name="go" value="look">
            {enter.go}
          </Button>
        </div>
      </form>
      <div className="mt-10 max-w-2xl">
        <Details summary={enter.lost}>{enter.lostText}</Details>
      </div>
    </>
  );
}
