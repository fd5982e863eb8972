import { HandedCodeForm } from "#app/accounts/handed-code-form.tsx";
import { passwordLength } from "#app/accounts/rules.ts";
import { momentWithWeekday } from "#app/copy/when.ts";
import {
  Button,
  Card,
  ErrorSummary,
  type FieldError,
  FormToken,
  LinkButton,
  Notice,
  ReporterLayout,
  SummaryList,
  TextField,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import type { Joining, JoiningProblem } from "./joining.ts";

/** The way of an invited person: the code, what they are invited to, login and password, done. */
export function JoiningPage({ joining }: { joining: Joining }) {
  return (
    <ReporterLayout>
      <div className="mx-auto max-w-xl">{partOf(joining)}</div>
    </ReporterLayout>
  );
}

function partOf(joining: Joining) {
  switch (joining.at) {
    case "code":
      return <CodeForm typed={joining.typed} problem={joining.problem} />;
    case "gone":
      return <Gone />;
    case "choose":
      return <Choose {...joining} />;
    case "done":
      return <Done login={joining.login} />;
  }
}

const box = "grid gap-6 rounded-lg border border-line bg-paper p-6";

function CodeForm({ typed, problem }: Omit<Extract<Joining, { at: "code" }>, "at">) {
  const { joining } = useCopy().people;
  const message =
    problem === null ? undefined : problem === "malformed" ? joining.malformed : joining.slowDown(problem.minutes);
  return <HandedCodeForm action="/invitation" words={joining} typed={typed} message={message} />;
}

function Gone() {
  const { joining } = useCopy().people;
  return (
    <>
      <h1 className="text-h1">{joining.gone.title}</h1>
      <p className="mt-3 text-lead">{joining.gone.text}</p>
      <p className="mt-2 text-soft">{joining.gone.next}</p>
      <div className="mt-6 flex flex-wrap gap-3">
        <LinkButton to="/invitation" kind="primary" reloadDocument>
          {joining.title}
        </LinkButton>
        <LinkButton to="/sign-in" reloadDocument>
          {joining.signIn}
        </LinkButton>
      </div>
    </>
  );
}

const fields: Readonly<Record<JoiningProblem, string>> = {
  login_missing: "login",
  login_malformed: "login",
  login_taken: "login",
  email_malformed: "email",
  password_missing: "password",
  password_differs: "passwordAgain",
  too_short: "password",
  too_long: "password",
  common: "password",
  contains_login: "password",
  contains_unit: "password",
};

function Choose({ code, invitation, login, email, problems }: Omit<Extract<Joining, { at: "choose" }>, "at">) {
  const { people, accounts } = useCopy();
  const words = people.joining;
  const locale = useLocale();
  const { by } = invitation;
  const giver =
    by.department === null
      ? words.by(by.displayName, accounts.roles[by.role])
      : words.byOf(by.displayName, by.department, accounts.roles[by.role]);
  const errors: readonly FieldError[] = problems.map((problem) => ({
    name: fields[problem],
    message: words.problems[problem],
  }));
  const errorOn = (name: string) => errors.find((error) => error.name === name)?.message;
  const places = invitation.districts.length === 0 ? accounts.cityWide : invitation.districts.join(people.list);
  return (
    <>
      <h1 className="mb-6 text-h1">{words.invites(accounts.roles[invitation.role])}</h1>
      <ErrorSummary errors={errors} />
      <Card>
        <SummaryList
          rows={[
            { label: words.invitedBy, value: giver },
            { label: words.name, value: invitation.displayName },
            { label: words.role, value: accounts.roles[invitation.role] },
            ...(invitation.department === null ? [] : [{ label: words.department, value: invitation.department }]),
            ...(invitation.unitName === null
              ? [{ label: words.districts, value: places }]
              : [{ label: words.unit, value: invitation.unitName }]),
            { label: words.until, value: momentWithWeekday(locale, invitation.expiresAt) },
          ]}
        />
        <p className="mt-4 text-fine text-soft">{words.wrong}</p>
      </Card>
      <h2 className="mt-8 mb-4 text-h2">{words.choose}</h2>
      <form method="post" action="/invitation" className={box}>
        <FormToken />
        <input type="hidden" name="code" value={code} />
        <input type="hidden" name="step" value="make" />
        <TextField
          name="login"
          label={words.login}
          hint={words.loginHint}
          value={login}
          maxLength={40}
          autoComplete="username"
          error={errorOn("login")}
        />
        <TextField
          name="email"
          type="email"
          label={words.email}
          hint={words.emailHint}
          value={email}
          maxLength={200}
          autoComplete="email"
          optional
          error={errorOn("email")}
        />
        <TextField
          name="password"
          type="password"
          label={words.password}
          hint={words.passwordHint(passwordLength.least)}
          maxLength={passwordLength.most}
          autoComplete="new-password"
          error={errorOn("password")}
        />
        <TextField
          name="passwordAgain"
          type="password"
          label={words.passwordAgain}
          maxLength={passwordLength.most}
          autoComplete="new-password"
          error={errorOn("passwordAgain")}
        />
        <Button>{words.submit}</Button>
      </form>
    </>
  );
}

function Done({ login }: { login: string }) {
  const { joining } = useCopy().people;
  return (
    <>
      <h1 className="mb-4 text-h1">{joining.done}</h1>
      <Notice kind="done" live>
        {joining.doneText(login)}
      </Notice>
      <p className="mt-6">
        <LinkButton to="/sign-in" kind="primary" reloadDocument>
          {joining.signIn}
        </LinkButton>
      </p>
    </>
  );
}
