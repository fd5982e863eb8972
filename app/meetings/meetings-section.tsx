import { day, momentWithWeekday } from "#app/copy/when.ts";
import {
  Button,
  Details,
  FormToken,
  LinkButton,
  StateBadge,
  SummaryList,
  type SummaryRow,
  TextArea,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import type { MeetingsView, MeetingView, TaskView } from "./meeting-view.ts";
import { mostWords } from "./rules.ts";

interface MeetingsSectionProps {
  readonly caseNumber: string;
  readonly view: MeetingsView;
  readonly now: Date;
}

/** The meetings of a case, each with what was decided and the tasks that came of it. */
export function MeetingsSection({ caseNumber, view, now }: MeetingsSectionProps) {
  const words = useCopy().meetings;
  return (
    <div className="grid gap-6">
      {view.meetings.length === 0 ? <p className="text-soft">{words.none}</p> : null}
      {view.meetings.length === 0 ? null : (
        <ul className="border-t border-line">
          {view.meetings.map((meeting) => (
            <li key={meeting.id} className="border-b border-line py-4">
              <Meeting meeting={meeting} caseNumber={caseNumber} now={now} />
            </li>
          ))}
        </ul>
      )}
      {view.mayCall ? (
        <div className="print:hidden">
          <LinkButton to={`/cases/${caseNumber}/meeting`} kind="secondary">
            {words.plan}
          </LinkButton>
        </div>
      ) : null}
    </div>
  );
}

const tones = { planned: "waiting", held: "done", cancelled: "gone" } as const;

interface MeetingProps {
  readonly meeting: MeetingView;
  readonly caseNumber: string;
  readonly now: Date;
}

function Meeting({ meeting, caseNumber, now }: MeetingProps) {
  const words = useCopy().meetings;
  const locale = useLocale();
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="text-h3">
          {meeting.heldAt === null
            ? words.plannedFor(momentWithWeekday(locale, meeting.plannedFor))
            : words.heldAt(momentWithWeekday(locale, meeting.heldAt))}
        </h3>
        <StateBadge tone={tones[meeting.state]}>{words.states[meeting.state]}</StateBadge>
      </div>
      <p className="mb-2 text-fine text-soft">{words.calledBy(meeting.department, meeting.caller)}</p>
      <MeetingFacts meeting={meeting} />
      {meeting.tasks.length === 0 ? null : (
        <div className="mt-4">
          <h4 className="mb-1 font-semibold">{words.tasks.title}</h4>
          <ul className="grid gap-3">
            {meeting.tasks.map((task) => (
              <li key={task.id} id={`task-${task.id}`}>
                <Task task={task} caseNumber={caseNumber} now={now} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {meeting.mayEnd ? (
        <div className="mt-3 print:hidden">
          <LinkButton to={`/cases/${caseNumber}/meeting/${meeting.id}`} kind="quiet">
            {words.end}
          </LinkButton>
        </div>
      ) : null}
    </>
  );
}

/** What is known of a meeting: topic, place, departments and, once it ended, its record. */
export function MeetingFacts({ meeting }: { meeting: MeetingView }) {
  const words = useCopy().meetings;
  const locale = useLocale();
  const { agenda, record } = meeting;
  const separator = locale === "en" ? "; " : "；";
  const desks = meeting.desks
    .map(({ name, attendance }) =>
      locale === "en" ? `${name} (${words.attendance[attendance]})` : `${name}（${words.attendance[attendance]}）`,
    )
    .join(separator);
  const rows: readonly SummaryRow[] = [
    { label: words.topic, value: agenda?.topic ?? words.unreadable },
    ...(agenda?.place == null ? [] : [{ label: words.place, value: agenda.place }]),
    { label: words.departments, value: desks },
    ...(["people", "discussion", "decision", "cancelledFor"] as const).flatMap((field) => {
      const value = record?.[field] ?? null;
      return value === null ? [] : [{ label: words[field], value }];
    }),
  ];
  return <SummaryList rows={rows} />;
}

function Task({ task, caseNumber, now }: { task: TaskView; caseNumber: string; now: Date }) {
  const { tasks } = useCopy().meetings;
  return (
    <div className="border-l-4 border-line pl-4">
      <TaskFacts task={task} now={now} />
      {task.mayFinish ? (
        <div className="print:hidden">
          <Details summary={tasks.finish}>
            <TaskForm caseNumber={caseNumber} taskId={task.id} />
          </Details>
        </div>
      ) : null}
    </div>
  );
}

/** Who is to do what until when, and what came of it. */
export function TaskFacts({ task, now }: { task: TaskView; now: Date }) {
  const words = useCopy().meetings;
  const locale = useLocale();
  const isLate = task.doneAt === null && task.dueAt < now;
  return (
    <div>
      <p>
        <span className="font-semibold">{task.department.name}</span> {task.what ?? words.unreadable}
      </p>
      <p className="flex flex-wrap items-center gap-3 text-fine text-soft">
        <span>{words.tasks.until(day(locale, task.dueAt))}</span>
        {task.doneAt === null ? null : <span>{words.tasks.done(day(locale, task.doneAt))}</span>}
        {isLate ? <StateBadge tone="held">{words.tasks.overdue}</StateBadge> : null}
      </p>
      {task.result === null ? null : <p className="whitespace-pre-line">{task.result}</p>}
    </div>
  );
}

interface TaskFormProps {
  readonly caseNumber: string;
  readonly taskId: string;
  readonly typed?: string;
  readonly error?: string;
}

/** What came of a task. */
export function TaskForm({ caseNumber, taskId, typed = "", error }: TaskFormProps) {
  const { tasks } = useCopy().meetings;
  return (
    <form
      method="post"
      action={`/cases/${caseNumber}/task/${taskId}`}
      noValidate
      className="grid max-w-2xl gap-4 text-ink"
    >
      <FormToken />
      <TextArea name="result" label={tasks.result} maxLength={mostWords} value={typed} error={error} />
      <div>
        <Button kind="secondary">{tasks.submit}</Button>
      </div>
    </form>
  );
}
