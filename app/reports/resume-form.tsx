import { Button, ErrorSummary, FormToken, TextField, useCopy } from "#app/ui/index.ts";
import type { ResumeProblem } from "./resume.ts";

/** Asks for the code of a draft that was begun elsewhere. */
export function ResumeForm({ typed, problem }: { typed: string; problem: ResumeProblem | null }) {
  const { resume } = useCopy().report;
  const message =
    problem === null ? null : problem.kind === "slow_down" ? resume.slowDown(problem.minutes) : resume[problem.kind];
  return (
    <>
      <ErrorSummary errors={message === null ? [] : [{ name: "code", message }]} />
      <h1 className="text-h1">{resume.title}</h1>
      <p className="mt-3 mb-8 text-lead text-soft">{resume.lead}</p>
      <form method="post" action="/report/resume" noValidate autoComplete="off" className="grid gap-6">
        <FormToken />
        <TextField
          name="code"
          label={resume.label}
          hint={resume.hint}
          value={typed}
          error={message ?? undefined}
          code
          width="half"
          maxLength={40}
        />
        <div>
          <Button>{resume.go}</Button>
        </div>
      </form>
    </>
  );
}
