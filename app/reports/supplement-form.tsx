import { Button, Card, ErrorSummary, FormToken, Notice, TextArea, useCopy } from "#app/ui/index.ts";
import type { SupplementProblem } from "./supplement-text.ts";

export interface SupplementState {
  readonly text: string;
  readonly problem: SupplementProblem | "notSaved" | null;
}

/** Anything remembered later, sent to the same departments; the report itself stays as it was filed. */
export function SupplementForm({
  urgent,
  before,
  added,
  state,
}: {
  urgent: boolean;
  before: number;
  added: boolean;
  state: SupplementState | null;
}) {
  const { add } = useCopy().receipt;
  const message = state?.problem ? add[state.problem] : undefined;
  return (
    <Card
      title={add.title}
      aside={before > 0 ? <span className="text-fine text-soft">{add.before(before)}</span> : null}
    >
      {added ? (
        <div className="mb-5">
          <Notice kind="done" title={add.done} live>
            {add.doneText}
          </Notice>
        </div>
      ) : null}
      <p className="max-w-2xl text-soft">{urgent && before === 0 ? add.urgent : add.text}</p>
      <form method="post" action="#add" id="add" noValidate autoComplete="off" className="mt-5 grid gap-5 print:hidden">
        <FormToken />
        <ErrorSummary errors={message === undefined ? [] : [{ name: "supplement", message }]} />
        <TextArea
          name="supplement"
          label={add.label}
          hint={add.hint}
          value={state?.text}
          error={message}
          rows={5}
          maxLength={20_000}
        />
        <div>
          <Button kind="secondary" name="go" value="add">
            {add.go}
          </Button>
        </div>
      </form>
    </Card>
  );
}
