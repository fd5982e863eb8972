import { day } from "#app/copy/when.ts";
import { Button, ErrorSummary, Notice, SummaryList, TextField, useCopy, useLocale } from "#app/ui/index.ts";
import type { Check, Checked } from "./verify.ts";

/** Lets anybody check a document by the code on it. */
export function VerifyPage({ check }: { check: Check | null }) {
  const { verify } = useCopy().documents;
  const error = useProblem(check);
  return (
    <>
      <ErrorSummary errors={error === undefined ? [] : [{ name: "code", message: error }]} />
      <h1 className="text-h1">{verify.title}</h1>
      <p className="mt-3 mb-8 text-lead text-soft">{verify.lead}</p>
      {check?.found ? <Found found={check.found} /> : null}
      {/* A code says nothing of anybody: it may stand in an address, as the QR code on the paper needs it. */}
      <form method="get" action="/verify" noValidate autoComplete="off" className="grid gap-6">
        <TextField
          name="code"
          label={verify.label}
          hint={verify.hint}
          value={check?.found ? "" : (check?.typed ?? "")}
          error={error}
          maxLength={60}
        />
        <div>
          <Button kind={check?.found ? "secondary" : "primary"}>{check?.found ? verify.again : verify.submit}</Button>
        </div>
      </form>
    </>
  );
}

function useProblem(check: Check | null): string | undefined {
  const { verify } = useCopy().documents;
  const problem = check?.problem ?? null;
  if (problem === null) return undefined;
  return problem.kind === "slow_down" ? verify.slowDown(problem.minutes) : verify.problems[problem.kind];
}

function Found({ found }: { found: Checked }) {
  const { verify, kinds, states } = useCopy().documents;
  const locale = useLocale();
  const { withdrawnAt } = found;
  return (
    <div className="mb-10 grid gap-5">
      <Notice
        kind={withdrawnAt === null ? "done" : "danger"}
        title={withdrawnAt === null ? verify.found.inForce : verify.found.withdrawn}
        live
      >
        {verify.compare}
      </Notice>
      <SummaryList
        rows={[
          { label: verify.kind, value: kinds[found.kind] },
          { label: verify.number, value: found.number },
          { label: verify.office, value: found.office },
          { label: verify.issuedOn, value: day(locale, found.issuedAt) },
          {
            label: verify.state,
            value: withdrawnAt === null ? states.inForce : verify.withdrawnOn(day(locale, withdrawnAt)),
          },
          { label: verify.fingerprint, value: found.fingerprint },
        ]}
      />
    </div>
  );
}
