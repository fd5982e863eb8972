import type { Copy } from "#app/copy/index.ts";
import { moment } from "#app/copy/when.ts";
import {
  Button,
  Card,
  Details,
  ErrorSummary,
  errorOf,
  type FieldError,
  FormToken,
  Notice,
  TextField,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import { QrCode } from "#app/ui/qr-code.tsx";
import { OwnFrame } from "./own-frame.tsx";
import { PasskeyForm } from "./passkey-form.tsx";
import type { Factor } from "./second-factors.ts";
import type { Staff } from "./staff.ts";
import type { TotpSetUp } from "./totp.ts";

export type FactorProblem = keyof Copy["ownAccount"]["factors"]["problems"];

export interface FactorsView {
  /** Null while one has to be set up before anything else opens. */
  readonly staff: Staff | null;
  readonly next: string | null;
  readonly factors: readonly Factor[];
  /** The authenticator app that is being set up. */
  readonly app: TotpSetUp | null;
  /** Whether passkeys can be made under the portal's address. */
  readonly passkeys: boolean;
}

interface FactorsPageProps {
  readonly view: FactorsView;
  readonly problem: FactorProblem | null;
  readonly told: "removed" | "renamed" | null;
  /** The name that was typed beside what was refused. */
  readonly label: string;
}

const fieldOf: Readonly<Record<FactorProblem, string | null>> = {
  code_missing: "code",
  code_wrong: "code",
  passkey_wrong: null,
  full: null,
  needed: null,
  absent: null,
  name_long: null,
  slow_down: null,
};

const address = "/account/second-factor";

/** One's second factors: what there is, and the ways to add one. */
export function FactorsPage({ view, problem, told, label }: FactorsPageProps) {
  const { factors: words, account } = useCopy().ownAccount;
  const { staff, factors } = view;
  const errors: readonly FieldError[] =
    problem === null ? [] : [{ name: view.app === null ? null : fieldOf[problem], message: words.problems[problem] }];
  return (
    <OwnFrame staff={staff} title={words.title} lead={words.lead} back>
      <ErrorSummary errors={errors} />
      {staff === null ? <Notice kind="care">{words.required}</Notice> : null}
      {told === null ? null : (
        <Notice live kind="done">
          {account.told[told]}
        </Notice>
      )}
      {staff === null ? null : (
        <Card title={words.own}>
          {factors.length === 0 ? (
            <p className="text-soft">{words.none}</p>
          ) : (
            <ul className="grid gap-2">
              {factors.map((factor) => (
                <OwnFactor key={factor.id} factor={factor} />
              ))}
            </ul>
          )}
        </Card>
      )}
      {view.app === null ? (
        <>
          <PasskeyCard view={view} label={label} />
          <AppCard view={view} label={label} error={undefined} />
        </>
      ) : (
        <>
          <AppCard view={view} label={label} error={errorOf(errors, "code")} />
          <PasskeyCard view={view} label="" />
        </>
      )}
    </OwnFrame>
  );
}

function PasskeyCard({ view, label }: { view: FactorsView; label: string }) {
  const { factors: words } = useCopy().ownAccount;
  return (
    <Card title={words.passkey.title}>
      <p className="mb-4 max-w-2xl text-soft">{words.passkey.lead}</p>
      {view.passkeys ? (
        <PasskeyForm
          does="make"
          action={address}
          options="/account/second-factor/passkey"
          submit={words.passkey.submit}
          kind={view.app === null ? "primary" : "secondary"}
          withoutScript={words.passkey.needsScript}
        >
          <Next next={view.next} />
          <NameField id="passkey_label" label={label} />
        </PasskeyForm>
      ) : (
        <p>{words.passkey.byAddress}</p>
      )}
    </Card>
  );
}

function AppCard({ view, label, error }: { view: FactorsView; label: string; error: string | undefined }) {
  const { factors: words } = useCopy().ownAccount;
  return (
    <Card title={words.app.title}>
      <p className="mb-4 max-w-2xl text-soft">{words.app.lead}</p>
      {view.app === null ? (
        <form method="post" action={address}>
          <FormToken />
          <input type="hidden" name="by" value="begin_totp" />
          <Next next={view.next} />
          <Button kind="secondary">{words.app.start}</Button>
        </form>
      ) : (
        <AppSetUp app={view.app} next={view.next} error={error} label={label} />
      )}
    </Card>
  );
}

const Next = ({ next }: { next: string | null }) =>
  next === null ? null : <input type="hidden" name="next" value={next} />;

function NameField({ id, label }: { id: string; label: string }) {
  const { factors: words } = useCopy().ownAccount;
  return (
    <TextField
      name={id}
      label={words.nameOf}
      hint={words.nameHint}
      value={label}
      maxLength={40}
      width="half"
      optional
    />
  );
}

interface AppSetUpProps {
  readonly app: TotpSetUp;
  readonly next: string | null;
  readonly error: string | undefined;
  readonly label: string;
}

function AppSetUp({ app, next, error, label }: AppSetUpProps) {
  const { app: words } = useCopy().ownAccount.factors;
  return (
    <div className="grid gap-6 md:grid-cols-[15rem_1fr]">
      <div>
        <p className="mb-3 font-semibold">{words.scan}</p>
        <QrCode text={app.uri} label={words.qr} />
        <p className="mt-3 text-fine text-soft">{words.key}</p>
        <p className="font-code text-body font-semibold break-words select-all">{app.key}</p>
      </div>
      <div className="grid content-start gap-4">
        <form method="post" action={address} className="grid gap-5">
          <FormToken />
          <input type="hidden" name="by" value="totp" />
          <Next next={next} />
          <p className="font-semibold">{words.type}</p>
          <TextField
            name="code"
            label={words.code}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={20}
            width="short"
            code
            error={error}
          />
          <NameField id="label" label={label} />
          <div>
            <Button>{words.submit}</Button>
          </div>
        </form>
        <form method="post" action={address}>
          <FormToken />
          <input type="hidden" name="by" value="forget_totp" />
          <Next next={next} />
          <Button kind="quiet">{words.cancel}</Button>
        </form>
      </div>
    </div>
  );
}

function OwnFactor({ factor }: { factor: Factor }) {
  const { factors: words } = useCopy().ownAccount;
  const locale = useLocale();
  const { id, kind, label, createdAt, lastUsedAt } = factor;
  const name = label === "" ? words.kinds[kind] : label;
  return (
    <li className="rounded-md border border-line px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <p>
          <span className="font-semibold">{name}</span>{" "}
          {label === "" ? null : <span className="text-soft">{words.kinds[kind]}</span>}
          <span className="block text-fine text-soft">
            {words.since} {moment(locale, createdAt)} ·{" "}
            {lastUsedAt === null ? words.neverUsed : `${words.lastUsed} ${moment(locale, lastUsedAt)}`}
          </span>
        </p>
        <form method="post" action={address}>
          <FormToken />
          <input type="hidden" name="by" value="remove" />
          <input type="hidden" name="factor" value={id} />
          <Button kind="quiet" label={words.removeOf(name)}>
            {words.remove}
          </Button>
        </form>
      </div>
      <Details summary={words.rename}>
        <form method="post" action={address} className="flex flex-wrap items-end gap-3 py-2">
          <FormToken />
          <input type="hidden" name="by" value="rename" />
          <input type="hidden" name="factor" value={id} />
          <TextField name={`name-${id}`} label={words.renameOf(name)} value={label} maxLength={40} width="half" />
          <Button kind="secondary">{words.saveName}</Button>
        </form>
      </Details>
    </li>
  );
}
