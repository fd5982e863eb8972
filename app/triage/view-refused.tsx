import { Form } from "@remix-run/react";
import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { Button, ErrorSummary, errorOf, FormToken, LinkButton, TextField, useCopy } from "#app/ui/index.ts";
import type { ViewProblem } from "./saved-views.ts";

/** What could not be done with a view, and what was typed. */
export interface ViewRefused {
  readonly problem: ViewProblem;
  readonly name: string;
  readonly query: string;
  readonly back: string;
}

/** Names another name where a name was the trouble; what was typed stays. */
export function RefusedView({ staff, answer }: { staff: Staff; answer: ViewRefused | null }) {
  const words = useCopy().desk.views;
  const named = answer !== null && ["name_missing", "name_too_long", "name_taken"].includes(answer.problem);
  const errors = answer === null ? [] : [{ name: named ? "name" : null, message: words.problems[answer.problem] }];
  return (
    <StaffFrame staff={staff}>
      <div className="mx-auto max-w-2xl">
        <h1 className="mb-6 text-h1">{words.refusedTitle}</h1>
        <ErrorSummary errors={errors} />
        {named ? (
          <Form method="post" className="mb-6 grid gap-4 rounded-lg border border-line bg-paper p-6">
            <FormToken />
            <input type="hidden" name="act" value="save" />
            <input type="hidden" name="query" value={answer.query} />
            <input type="hidden" name="back" value={answer.back} />
            <TextField
              name="name"
              label={words.name}
              hint={words.nameHint}
              value={answer.name}
              error={errorOf(errors, "name")}
            />
            <div>
              <Button>{words.save}</Button>
            </div>
          </Form>
        ) : null}
        <LinkButton to={answer?.back ?? "/triage"}>{words.back}</LinkButton>
      </div>
    </StaffFrame>
  );
}
