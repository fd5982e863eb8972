import { Form } from "@remix-run/react";
import {
  Button,
  Card,
  Details,
  Empty,
  errorOf,
  type FieldError,
  FormToken,
  LinkButton,
  RadioGroup,
  StateBadge,
  TextArea,
  useCopy,
} from "#app/ui/index.ts";
import { longestMessage, type MessageRefusalCode } from "./rules.ts";
import { Thread } from "./thread.tsx";
import type { ThreadsView, ThreadView } from "./thread-view.ts";

/** What an officer typed, as it comes back when it was not taken. */
export interface TypedMessage {
  readonly reportId: string;
  readonly kind: string;
  readonly text: string;
  readonly refusal: MessageRefusalCode;
}

interface ThreadsSectionProps {
  readonly caseNumber: string;
  readonly view: ThreadsView;
  readonly refused?: TypedMessage | null;
}

/** The reporters of a case: one thread a report, named by its number alone. */
export function ThreadsSection({ caseNumber, view, refused = null }: ThreadsSectionProps) {
  const words = useCopy().messages;
  return (
    <div className="grid gap-6">
      <p className="max-w-3xl text-soft">{words.lead}</p>
      {view.threads.map((thread) => (
        <ReportThread
          key={thread.reportId}
          caseNumber={caseNumber}
          thread={thread}
          mayWrite={view.mayWrite}
          refused={refused?.reportId === thread.reportId ? refused : null}
        />
      ))}
    </div>
  );
}

interface ReportThreadProps {
  readonly caseNumber: string;
  readonly thread: ThreadView;
  readonly mayWrite: boolean;
  readonly refused: TypedMessage | null;
}

function ReportThread({ caseNumber, thread, mayWrite, refused }: ReportThreadProps) {
  const words = useCopy().messages;
  const form = <MessageForm caseNumber={caseNumber} thread={thread} refused={refused} />;
  return (
    <div id={`thread-${thread.reportId}`} data-thread={thread.reportNumber} className="scroll-mt-24">
      <Card
        title={words.threadOf(thread.reportNumber)}
        aside={thread.awaitsDesks ? <StateBadge tone="held">{words.awaitsDesks}</StateBadge> : null}
      >
        <div className="grid gap-5">
          {thread.entries.length === 0 ? (
            <Empty title={words.none.title}>{words.none.text}</Empty>
          ) : (
            <Thread entries={thread.entries} reader="officer" />
          )}
          {mayWrite ? (
            <div className="print:hidden">
              {refused === null ? (
                <Details key={thread.entries.length} summary={words.writeTo(thread.reportNumber)} look="row">
                  {form}
                </Details>
              ) : (
                form
              )}
            </div>
          ) : null}
        </div>
      </Card>
    </div>
  );
}

const kinds = ["question", "word"] as const;

function MessageForm({ caseNumber, thread, refused }: Omit<ReportThreadProps, "mayWrite">) {
  const words = useCopy().messages;
  const name = `text-${thread.reportId}`;
  const errors: readonly FieldError[] = refused === null ? [] : [{ name, message: words.refusals[refused.refusal] }];
  return (
    <Form method="post" action={`/cases/${caseNumber}/messages/write`} className="grid gap-5 text-ink">
      <FormToken />
      <input type="hidden" name="report" value={thread.reportId} />
      <div className="max-w-2xl rounded-md bg-accent-wash px-4 py-3 text-fine">
        <p className="font-semibold">{words.adviceTitle}</p>
        <ul className="mt-1 list-disc pl-5">
          {words.advice.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p className="mt-1">
          <LinkButton to={`/cases/${caseNumber}/reports`} kind="quiet" label={words.readReportOf(thread.reportNumber)}>
            {words.readReport}
          </LinkButton>
        </p>
      </div>
      <RadioGroup
        name="kind"
        label={words.kind}
        layout="inline"
        value={refused?.kind === "word" ? "word" : "question"}
        options={kinds.map((kind) => ({ value: kind, label: words.kinds[kind], hint: words.kindHints[kind] }))}
      />
      <TextArea
        name={name}
        label={words.text}
        hint={words.textHint}
        maxLength={longestMessage}
        rows={4}
        value={refused?.text}
        error={errorOf(errors, name)}
      />
      <div>
        <Button kind="secondary">{words.send}</Button>
      </div>
    </Form>
  );
}
