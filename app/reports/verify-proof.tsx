import { moment } from "#app/copy/when.ts";
import {
  Button,
  Details,
  ErrorSummary,
  FormToken,
  LinkButton,
  Notice,
  SummaryList,
  TextArea,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import type { ProofStatement } from "./proof.ts";

/** A pasted proof and what it turned out to be. */
export interface Verified {
  readonly typed: string;
  readonly outcome: "valid" | "invalid" | "empty";
  readonly statement: ProofStatement | null;
}

/** Lets anybody check a proof of having reported, here or with the published key. */
export function VerifyProof({ verified }: { verified: Verified | null }) {
  const { receipt } = useCopy();
  const { verify } = receipt;
  const locale = useLocale();
  const error = verified === null || verified.outcome === "valid" ? undefined : verify[verified.outcome];
  return (
    <>
      <ErrorSummary errors={error === undefined ? [] : [{ name: "proof", message: error }]} />
      <h1 className="text-h1">{verify.title}</h1>
      <p className="mt-3 mb-8 text-lead text-soft">{verify.lead}</p>
      {verified?.statement ? (
        <div className="mb-8 grid gap-5">
          <Notice kind="done" title={verify.valid} live>
            {verify.whatText}
          </Notice>
          <SummaryList
            rows={[
              { label: receipt.number, value: verified.statement.number },
              { label: receipt.filedAt, value: moment(locale, new Date(verified.statement.filedAt)) },
              { label: verify.issuer, value: verified.statement.issuer },
            ]}
          />
        </div>
      ) : null}
      <form method="post" action="/proof?index" noValidate autoComplete="off" className="grid gap-6">
        <FormToken />
        <TextArea
          name="proof"
          label={verify.label}
          hint={verify.hint}
          value={verified?.typed}
          error={error}
          rows={4}
          maxLength={4_000}
        />
        <div className="flex flex-wrap gap-3">
          <Button>{verify.go}</Button>
          <LinkButton to="/proof/key.pem" reloadDocument>
            {verify.key}
          </LinkButton>
        </div>
      </form>
      <div className="mt-10 grid max-w-2xl gap-1">
        <Details summary={verify.what}>{verify.whatText}</Details>
        <Details summary={verify.offline}>{verify.offlineText}</Details>
      </div>
    </>
  );
}
