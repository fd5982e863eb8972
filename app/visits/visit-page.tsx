import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { ErrorSummary, type FieldError, LinkButton, useCopy } from "#app/ui/index.ts";
import { mostNames, mostWords, type TypedVisit, type VisitProblem, type VisitProblems } from "./rules.ts";
import { VisitForm } from "./visit-form.tsx";

/** A visit that was not taken as it was typed; what was typed stays. */
export interface RefusedVisit {
  readonly typed: TypedVisit;
  readonly problems: VisitProblems;
}

interface VisitPageProps {
  readonly staff: Staff;
  readonly caseNumber: string;
  readonly refused: RefusedVisit | null;
}

/** 登记走访: the form on a page of its own. */
export function VisitPage({ staff, caseNumber, refused }: VisitPageProps) {
  const words = useCopy().visits;
  const errors: readonly FieldError[] = Object.entries(refused?.problems ?? {}).map(([name, problem]) => ({
    name,
    message: messageFor(name, problem, words.problems),
  }));
  return (
    <StaffFrame staff={staff}>
      <div className="mx-auto max-w-2xl">
        <p className="font-semibold tabular-nums">{caseNumber}</p>
        <h1 className="mt-2 mb-6 text-h1">{words.write}</h1>
        <ErrorSummary errors={errors} />
        <div className="rounded-lg border border-line bg-paper p-6">
          <VisitForm caseNumber={caseNumber} typed={refused?.typed ?? null} errors={errors} />
          <div className="mt-4">
            <LinkButton kind="quiet" to={`/cases/${caseNumber}/meetings`}>
              {words.form.back}
            </LinkButton>
          </div>
        </div>
      </div>
    </StaffFrame>
  );
}

type Problems = ReturnType<typeof useCopy>["visits"]["problems"];

function messageFor(name: string, problem: VisitProblem, words: Problems): string {
  if (problem === "tooLong") return words.tooLong(name === "visitors" ? mostNames : mostWords);
  if (problem !== "missing") return words[problem];
  const own: Readonly<Record<string, string>> = { ...missing(words) };
  return own[name] ?? words.day;
}

const missing = ({ kind, day, time, childSeen, concern, visitors }: Problems) => ({
  kind,
  day,
  time,
  childSeen,
  concern,
  visitors,
});
