import type { Copy } from "#app/copy/index.ts";
import {
  Button,
  buttonClass,
  ErrorSummary,
  type FieldError,
  FormToken,
  LinkButton,
  Notice,
  ReporterLayout,
  TextField,
  useCopy,
  usePage,
} from "#app/ui/index.ts";
import type { OidcProblem } from "./oidc.ts";
import { PasskeyForm } from "./passkey-form.tsx";

export type SignInProblem = keyof Copy["accounts"]["signIn"]["problems"];

/** What stands beside login and password. */
export interface OtherWays {
  readonly passkey: boolean;
  readonly oidc: boolean;
}

interface SignInFormProps {
  readonly next: string | null;
  readonly told: "ended" | "signed_out" | null;
  readonly login: string;
  readonly problems: readonly SignInProblem[];
  readonly oidcProblem: OidcProblem | null;
  readonly ways: OtherWays;
}

const fieldOf: Readonly<Record<SignInProblem, string | null>> = {
  login_missing: "login",
  password_missing: "password",
  wrong: "login",
  passkey: null,
  slow_down: null,
};

/** The door for staff. Plain: no script is needed to sign in, unless by a passkey. */
export function SignInForm({ next, told, login, problems, oidcProblem, ways }: SignInFormProps) {
  const { signIn } = useCopy().accounts;
  const { demo } = usePage();
  const errors: readonly FieldError[] = [
    ...problems.map((problem) => ({ name: fieldOf[problem], message: signIn.problems[problem] })),
    ...(oidcProblem === null ? [] : [{ name: null, message: signIn.oidcProblems[oidcProblem] }]),
  ];
  return (
    <ReporterLayout>
      <div className="mx-auto max-w-md">
        <h1 className="text-h1">{signIn.title}</h1>
        <p className="mt-2 mb-8 text-soft">{signIn.lead}</p>
        <ErrorSummary errors={errors} />
        {told !== null && errors.length === 0 ? (
          <div className="mb-6">
            <Notice live>{told === "ended" ? signIn.ended : signIn.signedOut}</Notice>
          </div>
        ) : null}
        <form method="post" action="/sign-in" className="grid gap-6 rounded-lg border border-line bg-paper p-6">
          <FormToken />
          {next === null ? null : <input type="hidden" name="next" value={next} />}
          <TextField
            name="login"
            label={signIn.login}
            autoComplete="username"
            value={login}
            maxLength={100}
            error={problems.includes("login_missing") ? signIn.problems.login_missing : undefined}
          />
          <TextField
            name="password"
            type="password"
            label={signIn.password}
            autoComplete="current-password"
            maxLength={256}
            error={problems.includes("password_missing") ? signIn.problems.password_missing : undefined}
          />
          <div className="flex flex-wrap items-center justify-between gap-3">
            <Button>{signIn.submit}</Button>
            <LinkButton to="/sign-in/forgotten" kind="quiet" reloadDocument>
              {signIn.forgotten}
            </LinkButton>
          </div>
        </form>
        {demo ? <p className="mt-4 text-fine text-soft">{signIn.demo}</p> : null}
        {ways.oidc || ways.passkey ? <Others next={next} ways={ways} /> : null}
        <div className="mt-8 flex flex-wrap items-center gap-3 border-t border-line pt-6">
          <p className="text-soft">{signIn.reporter}</p>
          <LinkButton to="/report" kind="quiet" reloadDocument>
            {signIn.toReport}
          </LinkButton>
        </div>
      </div>
    </ReporterLayout>
  );
}

/** Hidden whole where a passkey is the only other way and no script runs. */
function Others({ next, ways }: { next: string | null; ways: OtherWays }) {
  const { signIn } = useCopy().accounts;
  const onward = next === null ? "" : `?${new URLSearchParams({ next })}`;
  return (
    <section
      aria-labelledby="other-ways"
      {...(ways.oidc ? {} : { "data-needs-script": true })}
      className="mt-8 border-t border-line pt-6"
    >
      <h2 id="other-ways" className="mb-4 text-h3">
        {signIn.other}
      </h2>
      <div className="grid gap-4">
        {ways.oidc ? (
          <div>
            {/* A link: the provider stands at another address, where no form of ours may be sent. */}
            <a href={`/sign-in/oidc${onward}`} className={buttonClass("secondary")}>
              {signIn.oidc}
            </a>
          </div>
        ) : null}
        {ways.passkey ? (
          <div data-needs-script>
            <PasskeyForm
              does="show"
              action="/sign-in"
              options="/sign-in/passkey"
              submit={signIn.passkey}
              kind="secondary"
            >
              {next === null ? null : <input type="hidden" name="next" value={next} />}
            </PasskeyForm>
            <p className="mt-2 text-fine text-soft">{signIn.passkeyHint}</p>
          </div>
        ) : null}
      </div>
    </section>
  );
}
