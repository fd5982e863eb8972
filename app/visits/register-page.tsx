import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { Button, ErrorSummary, FormToken, LinkButton, Notice, useCopy } from "#app/ui/index.ts";
import type { RegisterRefusalCode } from "./rules.ts";
import type { VisitsView } from "./visit-view.ts";
import { EndChoice, RegisterSection } from "./visits-section.tsx";

interface RegisterPageProps {
  readonly staff: Staff;
  readonly caseNumber: string;
  readonly view: Pick<VisitsView, "register" | "mayRegister">;
  readonly refusal: RegisterRefusalCode | null;
}

/** The register by itself, with why a move on it was not taken, and the way on. */
export function RegisterPage({ staff, caseNumber, view, refusal }: RegisterPageProps) {
  const { register: words, form } = useCopy().visits;
  const message = refusal === null ? null : words.refusals[refusal];
  return (
    <StaffFrame staff={staff}>
      <div className="mx-auto max-w-2xl">
        <p className="font-semibold tabular-nums">{caseNumber}</p>
        <h1 className="mt-2 mb-6 text-h1">{words.title}</h1>
        {refusal === "end_missing" ? (
          <>
            <ErrorSummary errors={[{ name: "end", message: words.refusals.end_missing }]} />
            <form
              method="post"
              action={`/cases/${caseNumber}/register`}
              className="grid gap-4 rounded-lg border border-line bg-paper p-6"
            >
              <FormToken />
              <EndChoice error={words.refusals.end_missing} />
              <div>
                <Button kind="secondary" name="act" value="leave">
                  {words.leave}
                </Button>
              </div>
            </form>
          </>
        ) : (
          <div className="grid gap-6">
            {message === null ? null : <Notice kind="care">{message}</Notice>}
            <RegisterSection caseNumber={caseNumber} view={view} />
          </div>
        )}
        <div className="mt-4">
          <LinkButton kind="quiet" to={`/cases/${caseNumber}/meetings`}>
            {form.back}
          </LinkButton>
        </div>
      </div>
    </StaffFrame>
  );
}
