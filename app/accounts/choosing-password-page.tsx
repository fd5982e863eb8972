import {
  Button,
  ErrorSummary,
  FormToken,
  LinkButton,
  Notice,
  ReporterLayout,
  TextField,
  useCopy,
} from "#app/ui/index.ts";
import type { Choosing, ChoosingProblem } from "./choosing-password.ts";
import { HandedCodeForm } from "./handed-code-form.tsx";
import { passwordLength } from "./rules.ts";

/** The way to a new password: the code of the link, the password, done. */
export function ChoosingPasswordPage({ choosing }: { choosing: Choosing }) {
  return (
    <ReporterLayout>
      <div className="mx-auto max-w-md">{partOf(choosing)}</div>
    </ReporterLayout>
  );
}

function partOf(choosing: Choosing) {
  switch (choosing.at) {
    case "code":
      return <Code {...choosing} />;
    case "gone":
      return <Gone />;
    case "choose":
      return <Choose {...choosing} />;
    case "done":
      return <Done />;
  }
}

function Code({ typed, problem }: Extract<Choosing, { at: "code" }>) {
  const { choose: words } = useCopy().passwordLinks;
  const message =
    problem === null ? undefined : problem === "malformed" ? words.malformed : words.slowDown(problem.minutes);
  return <HandedCodeForm action="/sign-in/new-password" words={words} typed={typed} message={message} />;
}

const isOfSecondField = (problem: ChoosingProblem | null) => problem === "password_differs";

function Choose({ code, login, problem }: Extract<Choosing, { at: "choose" }>) {
  const { choose: words } = useCopy().passwordLinks;
  const message = problem === null ? undefined : words.problems[problem];
  const name = isOfSecondField(problem) ? "again" : "chosen";
  return (
    <>
      <h1 className="text-h1">{words.title}</h1>
      <p className="mt-2 mb-8 text-soft">{words.ends}</p>
      <ErrorSummary errors={message === undefined ? [] : [{ name, message }]} />
      <form
        method="post"
        action="/sign-in/new-password"
        className="grid gap-6 rounded-lg border border-line bg-paper p-6"
      >
        <FormToken />
        <input type="hidden" name="code" value={code} />
        <input type="hidden" name="step" value="set" />
        {/* Beside the new password, so that the browser's store keeps the two together. */}
        <input type="hidden" name="username" autoComplete="username" value={login} />
        <p>
          <span className="text-soft">{words.login}</span> <strong className="ml-2">{login}</strong>
        </p>
        <TextField
          name="chosen"
          type="password"
          label={words.chosen}
          hint={words.chosenHint(passwordLength.least)}
          maxLength={passwordLength.most}
          autoComplete="new-password"
          error={name === "chosen" ? message : undefined}
        />
        <TextField
          name="again"
          type="password"
          label={words.again}
          maxLength={passwordLength.most}
          autoComplete="new-password"
          error={name === "again" ? message : undefined}
        />
        <Button>{words.submit}</Button>
      </form>
    </>
  );
}

function Gone() {
  const { gone, done } = useCopy().passwordLinks.choose;
  return (
    <>
      <h1 className="text-h1">{gone.title}</h1>
      <p className="mt-3 text-lead">{gone.text}</p>
      <p className="mt-2 text-soft">{gone.next}</p>
      <div className="mt-6 flex flex-wrap gap-3">
        <LinkButton to="/sign-in/forgotten" kind="primary" reloadDocument>
          {gone.askAgain}
        </LinkButton>
        <LinkButton to="/sign-in" reloadDocument>
          {done.signIn}
        </LinkButton>
      </div>
    </>
  );
}

function Done() {
  const { done } = useCopy().passwordLinks.choose;
  return (
    <>
      <h1 className="mb-4 text-h1">{done.title}</h1>
      <Notice kind="done" live>
        {done.text}
      </Notice>
      <p className="mt-6">
        <LinkButton to="/sign-in" kind="primary" reloadDocument>
          {done.signIn}
        </LinkButton>
      </p>
    </>
  );
}
