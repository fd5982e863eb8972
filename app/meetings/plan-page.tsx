import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import {
  Button,
  CheckboxGroup,
  DateField,
  ErrorSummary,
  errorOf,
  type FieldError,
  FormToken,
  LinkButton,
  Notice,
  TextArea,
  TextField,
  TimeField,
  useCopy,
} from "#app/ui/index.ts";
import { mostLine, mostWords, type PlanProblem, type PlanProblems, type TypedPlan } from "./rules.ts";

/** A plan that was not taken as it was typed. */
export interface RefusedPlan {
  readonly typed: TypedPlan;
  readonly problems: PlanProblems;
}

interface PlanPageProps {
  readonly staff: Staff;
  readonly caseNumber: string;
  /** The departments that can be asked. */
  readonly others: readonly { readonly code: string; readonly name: string }[];
  readonly refused: RefusedPlan | null;
}

/** 召集会商: what is to be decided, when, where, and who is asked. */
export function PlanPage({ staff, caseNumber, others, refused }: PlanPageProps) {
  const words = useCopy().meetings;
  const { planning } = words;
  const typed = refused?.typed ?? { topic: "", place: "", day: "", time: "", departments: [] };
  const errors: readonly FieldError[] = Object.entries(refused?.problems ?? {}).map(([name, problem]) => ({
    name,
    message: messageFor(name, problem, words.problems),
  }));
  return (
    <StaffFrame staff={staff}>
      <div className="mx-auto max-w-2xl">
        <p className="font-semibold tabular-nums">{caseNumber}</p>
        <h1 className="mt-2 mb-6 text-h1">{words.plan}</h1>
        {others.length === 0 ? <Notice>{planning.noOthers}</Notice> : null}
        <ErrorSummary errors={errors} />
        {others.length === 0 ? null : (
          <form
            method="post"
            action={`/cases/${caseNumber}/meeting`}
            noValidate
            className="grid gap-6 rounded-lg border border-line bg-paper p-6"
          >
            <FormToken />
            <TextArea
              name="topic"
              label={words.topic}
              hint={planning.topicHint}
              maxLength={mostWords}
              value={typed.topic}
              error={errorOf(errors, "topic")}
            />
            <div className="grid gap-6 sm:grid-cols-2">
              <DateField name="day" label={planning.day} value={typed.day} error={errorOf(errors, "day")} />
              <TimeField name="time" label={planning.time} value={typed.time} error={errorOf(errors, "time")} />
            </div>
            <TextField
              name="place"
              label={words.place}
              hint={planning.placeHint}
              maxLength={mostLine}
              value={typed.place}
              error={errorOf(errors, "place")}
            />
            <CheckboxGroup
              name="departments"
              label={planning.departments}
              hint={planning.departmentsHint}
              layout="inline"
              values={typed.departments}
              options={others.map(({ code, name }) => ({ value: code, label: name }))}
              error={errorOf(errors, "departments")}
            />
            <div>
              <Button>{planning.submit}</Button>
            </div>
          </form>
        )}
        <div className="mt-4">
          <LinkButton kind="quiet" to={`/cases/${caseNumber}/meetings`}>
            {words.back}
          </LinkButton>
        </div>
      </div>
    </StaffFrame>
  );
}

type Problems = ReturnType<typeof useCopy>["meetings"]["problems"];

function messageFor(name: string, problem: PlanProblem, words: Problems): string {
  if (problem !== "missing") return words[problem];
  return name === "topic" || name === "departments" || name === "time" ? words[name] : words.day;
}
