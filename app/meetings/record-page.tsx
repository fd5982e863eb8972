import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import {
  Button,
  Card,
  CheckboxGroup,
  DateField,
  ErrorSummary,
  errorOf,
  type FieldError,
  FormToken,
  LinkButton,
  Notice,
  Select,
  TextArea,
  TextField,
  TimeField,
  useCopy,
} from "#app/ui/index.ts";
import { beijingClock } from "#guidelines/days.ts";
import type { MeetingsView, MeetingView } from "./meeting-view.ts";
import { MeetingFacts } from "./meetings-section.tsx";
import {
  type MeetingRefusalCode,
  mostLine,
  mostWords,
  type RecordProblem,
  type RecordProblems,
  type TypedRecord,
  taskRows,
} from "./rules.ts";

/** A record or a cancellation that was not taken; what was typed stays. */
export interface RefusedRecord {
  readonly typed: TypedRecord | null;
  readonly reason: string | null;
  readonly problems: RecordProblems;
  readonly refusal: MeetingRefusalCode | null;
}

interface RecordPageProps {
  readonly staff: Staff;
  readonly caseNumber: string;
  readonly meeting: MeetingView;
  readonly departments: MeetingsView["departments"];
  readonly refused: RefusedRecord | null;
}

/** 会商记录: when it was held, who came, what was decided, and the tasks; or why it is cancelled. */
export function RecordPage({ staff, caseNumber, meeting, departments, refused }: RecordPageProps) {
  const words = useCopy().meetings;
  const errors: readonly FieldError[] = [
    ...Object.entries(refused?.problems ?? {}).map(([name, problem]) => ({
      name,
      message: messageFor(name, problem, words.problems),
    })),
    ...(refused?.refusal === "reason_missing" || refused?.refusal === "too_long"
      ? [{ name: "reason", message: words.refusals[refused.refusal] }]
      : []),
  ];
  return (
    <StaffFrame staff={staff}>
      <div className="mx-auto grid max-w-3xl gap-6">
        <div>
          <p className="font-semibold tabular-nums">{caseNumber}</p>
          <h1 className="mt-2 text-h1">{words.recording.title}</h1>
        </div>
        {refused?.refusal === "changed_meanwhile" ? (
          <Notice kind="care">{words.refusals.changed_meanwhile}</Notice>
        ) : null}
        <ErrorSummary errors={errors} />
        <Card title={words.states[meeting.state]}>
          <MeetingFacts meeting={meeting} />
        </Card>
        {meeting.mayEnd || refused !== null ? (
          <>
            <RecordForm
              caseNumber={caseNumber}
              meeting={meeting}
              departments={departments}
              typed={refused?.typed ?? null}
              errors={errors}
            />
            <CancelForm
              caseNumber={caseNumber}
              meeting={meeting}
              reason={refused?.reason ?? ""}
              error={errorOf(errors, "reason")}
            />
          </>
        ) : null}
        <div>
          <LinkButton kind="quiet" to={`/cases/${caseNumber}/meetings`}>
            {words.back}
          </LinkButton>
        </div>
      </div>
    </StaffFrame>
  );
}

interface RecordFormProps {
  readonly caseNumber: string;
  readonly meeting: MeetingView;
  readonly departments: MeetingsView["departments"];
  readonly typed: TypedRecord | null;
  readonly errors: readonly FieldError[];
}

function RecordForm({ caseNumber, meeting, departments, typed, errors }: RecordFormProps) {
  const words = useCopy().meetings;
  const { recording } = words;
  const planned = beijingClock(meeting.plannedFor);
  const value = typed ?? {
    heldDay: planned.day,
    heldTime: planned.time,
    attended: meeting.desks.map(({ code }) => code),
    people: "",
    discussion: "",
    decision: "",
    tasks: [],
  };
  return (
    <form
      method="post"
      action={`/cases/${caseNumber}/meeting/${meeting.id}`}
      noValidate
      className="grid gap-6 rounded-lg border border-line bg-paper p-6"
    >
      <FormToken />
      <input type="hidden" name="version" value={meeting.version} />
      <div className="grid gap-6 sm:grid-cols-2">
        <DateField name="heldDay" label={recording.heldDay} value={value.heldDay} error={errorOf(errors, "heldDay")} />
        <TimeField
          name="heldTime"
          label={recording.heldTime}
          value={value.heldTime}
          error={errorOf(errors, "heldTime")}
        />
      </div>
      <CheckboxGroup
        name="attended"
        label={recording.attended}
        layout="inline"
        values={value.attended}
        options={meeting.desks.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <TextArea
        name="people"
        label={words.people}
        hint={recording.peopleHint}
        maxLength={mostWords}
        value={value.people}
        error={errorOf(errors, "people")}
      />
      <TextArea
        name="discussion"
        label={words.discussion}
        maxLength={mostWords}
        value={value.discussion}
        error={errorOf(errors, "discussion")}
      />
      <TextArea
        name="decision"
        label={words.decision}
        hint={recording.decisionHint}
        maxLength={mostWords}
        value={value.decision}
        error={errorOf(errors, "decision")}
      />
      <div>
        <h2 className="text-h3">{recording.tasks}</h2>
        <p className="text-soft">{recording.tasksHint}</p>
      </div>
      {rows.map((row) => {
        const name = (field: string) => `tasks[${row}].${field}`;
        const task = value.tasks[row];
        return (
          <fieldset key={row} className="grid gap-4 rounded-md border border-line p-4 sm:grid-cols-[12rem_1fr_12rem]">
            <legend className="px-1 font-semibold">{recording.task(row + 1)}</legend>
            <Select
              name={name("department")}
              label={recording.taskDepartment}
              value={task?.department ?? ""}
              options={[
                { value: "", label: recording.nobody },
                ...departments.map(({ code, name: label }) => ({ value: code, label })),
              ]}
              error={errorOf(errors, name("department"))}
            />
            <TextField
              name={name("what")}
              label={recording.taskWhat}
              maxLength={mostLine}
              value={task?.what ?? ""}
              error={errorOf(errors, name("what"))}
            />
            <DateField
              name={name("until")}
              label={recording.taskUntil}
              value={task?.until ?? ""}
              error={errorOf(errors, name("until"))}
            />
          </fieldset>
        );
      })}
      <div>
        <Button name="act" value="record">
          {recording.submit}
        </Button>
        <p className="mt-2 text-fine text-soft">{recording.once}</p>
      </div>
    </form>
  );
}

const rows = Array.from({ length: taskRows }, (_, row) => row);

interface CancelFormProps {
  readonly caseNumber: string;
  readonly meeting: MeetingView;
  readonly reason: string;
  readonly error: string | undefined;
}

function CancelForm({ caseNumber, meeting, reason, error }: CancelFormProps) {
  const { cancelling } = useCopy().meetings;
  return (
    <Card title={cancelling.title}>
      <form method="post" action={`/cases/${caseNumber}/meeting/${meeting.id}`} noValidate className="grid gap-4">
        <FormToken />
        <input type="hidden" name="version" value={meeting.version} />
        <TextArea name="reason" label={cancelling.reason} maxLength={mostWords} value={reason} error={error} />
        <div>
          <Button kind="secondary" name="act" value="cancel">
            {cancelling.submit}
          </Button>
        </div>
      </form>
    </Card>
  );
}

type Problems = ReturnType<typeof useCopy>["meetings"]["problems"];

function messageFor(name: string, problem: RecordProblem, words: Problems): string {
  if (problem !== "missing") return words[problem];
  const field = name.split(".").at(-1) ?? name;
  if (field === "heldTime" || field === "decision" || field === "what" || field === "until") return words[field];
  return words.heldDay;
}
