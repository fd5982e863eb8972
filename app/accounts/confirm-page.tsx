import type { Copy } from "#app/copy/index.ts";
import {
  Button,
  Details,
  ErrorSummary,
  type FieldError,
  FormToken,
  ReporterLayout,
  TextField,
  useCopy,
} from "#app/ui/index.ts";
import { PasskeyForm } from "./passkey-form.tsx";

export type ConfirmProblem = keyof Copy["ownAccount"]["confirm"]["problems"];

export interface ConfirmView {
  readonly name: string;
  readonly next: string | null;
  /** In already, and asked again before something is changed. */
  readonly again: boolean;
  readonly hasApp: boolean;
  readonly hasPasskey: boolean;
}

const fieldOf: Readonly<Record<ConfirmProblem, string | null>> = {
  code_missing: "code",
  code_wrong: "code",
  recovery_missing: "recovery",
  recovery_wrong: "recovery",
  passkey_wrong: null,
  slow_down: null,
};

/** The second step of signing in: code, passkey or recovery code. */
export function ConfirmPage({ view, problem }: { view: ConfirmView; problem: ConfirmProblem | null }) {
  const { confirm } = useCopy().ownAccount;
  const { name, again, hasApp, hasPasskey } = view;
  const errors: readonly FieldError[] =
    problem === null ? [] : [{ name: fieldOf[problem], message: confirm.problems[problem] }];
  const next = view.next === null ? null : <input type="hidden" name="next" value={view.next} />;
  const errorAt = (field: string) => errors.find((error) => error.name === field)?.message;
  const passkey = hasPasskey ? (
    <section className="rounded-lg border border-line bg-paper p-6">
      <p className="mb-4">{confirm.passkeyLead}</p>
      <PasskeyForm
        does="show"
        action="/sign-in/confirm"
        options="/sign-in/confirm/passkey"
        submit={confirm.passkey}
        kind={hasApp ? "secondary" : "primary"}
        withoutScript={confirm.passkeyNeedsScript}
      >
        {next}
      </PasskeyForm>
    </section>
  ) : null;
  return (
    <ReporterLayout>
      <div className="mx-auto max-w-md">
        <h1 className="text-h1">{confirm.title}</h1>
        <p className="mt-2 mb-8 text-soft">{again ? confirm.again : confirm.lead(name)}</p>
        <ErrorSummary errors={errors} />
        <div className="grid gap-6">
          {hasApp ? (
            <form
              method="post"
              action="/sign-in/confirm"
              className="grid gap-6 rounded-lg border border-line bg-paper p-6"
            >
              <FormToken />
              <input type="hidden" name="by" value="totp" />
              {next}
              <TextField
                name="code"
                label={confirm.code}
                hint={confirm.codeHint}
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={20}
                width="short"
                code
                error={errorAt("code")}
              />
              <Button>{confirm.submit}</Button>
            </form>
          ) : null}
          {passkey}
          <Details summary={confirm.recovery} open={errorAt("recovery") !== undefined}>
            <form method="post" action="/sign-in/confirm" className="grid gap-4 py-2">
              <FormToken />
              <input type="hidden" name="by" value="recovery_code" />
              {next}
              <TextField
                name="recovery"
                label={confirm.recoveryCode}
                hint={confirm.recoveryHint}
                maxLength={40}
                width="half"
                code
                error={errorAt("recovery")}
              />
              <div>
                <Button kind="secondary">{confirm.recoverySubmit}</Button>
              </div>
              <p className="text-fine">{confirm.lost}</p>
            </form>
          </Details>
        </div>
        <form method="post" action="/sign-out" className="mt-8 border-t border-line pt-4">
          <FormToken />
          <Button kind="quiet">{confirm.other}</Button>
        </form>
      </div>
    </ReporterLayout>
  );
}
