import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { ErrorSummary, LinkButton, Notice, useCopy } from "#app/ui/index.ts";
import type { TaskView } from "./meeting-view.ts";
import { TaskFacts, TaskForm } from "./meetings-section.tsx";
import type { MeetingRefusalCode } from "./rules.ts";

interface TaskPageProps {
  readonly staff: Staff;
  readonly caseNumber: string;
  readonly task: TaskView;
  readonly now: Date;
  readonly typed: string;
  readonly refusal: MeetingRefusalCode | null;
}

/** What came of a task, where it was not taken as it was typed. */
export function TaskPage({ staff, caseNumber, task, now, typed, refusal }: TaskPageProps) {
  const words = useCopy().meetings;
  const message = refusal === null ? undefined : words.refusals[refusal];
  return (
    <StaffFrame staff={staff}>
      <div className="mx-auto max-w-2xl">
        <p className="font-semibold tabular-nums">{caseNumber}</p>
        <h1 className="mt-2 mb-6 text-h1">{words.tasks.title}</h1>
        {refusal === "done_meanwhile" ? (
          <>
            <Notice kind="care">{message}</Notice>
            {typed === "" ? null : <p className="mt-4 whitespace-pre-line">{typed}</p>}
          </>
        ) : (
          <>
            <ErrorSummary errors={message === undefined ? [] : [{ name: "result", message }]} />
            <div className="grid gap-6 rounded-lg border border-line bg-paper p-5 sm:p-6">
              <TaskFacts task={task} now={now} />
              <TaskForm
                caseNumber={caseNumber}
                taskId={task.id}
                typed={typed}
                {...(message === undefined ? {} : { error: message })}
              />
            </div>
          </>
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
