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
import type { AskProblem } from "./forgotten.ts";

interface ForgottenPageProps {
  readonly asked: boolean;
  readonly typed: string;
  readonly problem: AskProblem | null;
}

/** Asks for a link to a new password; then says, whoever it was, to look at one's mail. */
export function ForgottenPage({ asked, typed, problem }: ForgottenPageProps) {
  const { ask, asked: told } = useCopy().passwordLinks;
  const message =
    problem === null ? undefined : typeof problem === "string" ? ask.problems[problem] : ask.slowDown(problem.minutes);
  return (
    <ReporterLayout>
      <div className="mx-auto max-w-md">
        <h1 className="text-h1">{asked ? told.title : ask.title}</h1>
        {asked ? (
          <>
            <div className="mt-6">
              <Notice live>{told.text}</Notice>
            </div>
            <p className="mt-4">{told.next}</p>
          </>
        ) : (
          <>
            <p className="mt-2 mb-8 text-soft">{ask.lead}</p>
            <ErrorSummary errors={message === undefined ? [] : [{ name: "who", message }]} />
            <form
              method="post"
              action="/sign-in/forgotten"
              className="grid gap-6 rounded-lg border border-line bg-paper p-6"
            >
              <FormToken />
              <TextField
                name="who"
                label={ask.who}
                hint={ask.whoHint}
                value={typed}
                maxLength={200}
                autoComplete="username"
                error={message}
              />
              <Button>{ask.submit}</Button>
            </form>
            <p className="mt-4 text-fine text-soft">{ask.factor}</p>
          </>
        )}
        <section aria-labelledby="no-mail" className="mt-8 border-t border-line pt-6">
          <h2 id="no-mail" className="mb-2 text-h3">
            {ask.noMail.title}
          </h2>
          <p className="text-soft">{ask.noMail.text}</p>
        </section>
        <div className="mt-8 flex flex-wrap gap-3">
          <LinkButton to="/sign-in" kind={asked ? "primary" : "quiet"} reloadDocument>
            {ask.back}
          </LinkButton>
          {asked ? (
            <LinkButton to="/sign-in/forgotten" kind="quiet" reloadDocument>
              {told.again}
            </LinkButton>
          ) : null}
        </div>
      </div>
    </ReporterLayout>
  );
}
