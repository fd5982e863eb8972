import {
  Button,
  Card,
  ErrorSummary,
  errorOf,
  type FieldError,
  FormToken,
  LinkButton,
  Notice,
  RadioGroup,
  TextArea,
  useCopy,
} from "#app/ui/index.ts";
import type { ReceiptThread } from "./receipt-thread.ts";
import { longestMessage, type MessageRefusalCode } from "./rules.ts";
import { Thread } from "./thread.tsx";
import type { EntryView } from "./thread-view.ts";

/** What a reporter typed that was not taken; it stays on the page. */
export interface RefusedFromReporter {
  readonly kind: "message" | "answer" | "wrong_department";
  readonly questionId: string;
  readonly department: string;
  readonly text: string;
  readonly refusal: MessageRefusalCode | "not_saved";
}

const writeTo = "/receipt/messages";
const latest = 6;

/** On the receipt: the latest messages, open questions with a place to answer, and the way to all of them. */
export function ReceiptMessages({ thread, sent }: { thread: ReceiptThread; sent: boolean }) {
  const { receipt: words } = useCopy().messages;
  const { entries } = thread;
  const open = entries.filter(({ isOpenQuestion }) => isOpenQuestion);
  return (
    <div id="messages" className="scroll-mt-24">
      <Card
        title={words.title}
        aside={
          open.length > 0 ? <span className="font-semibold text-urgent">{words.openQuestions(open.length)}</span> : null
        }
      >
        {sent ? <Sent /> : null}
        <p className="max-w-2xl text-soft print:hidden">{words.text}</p>
        <p className="hidden print:block">{words.printed(entries.length)}</p>
        <div className="mt-5 grid gap-5 print:hidden">
          {entries.length > 0 ? <Thread entries={entries.slice(-latest)} reader="reporter" /> : null}
          {open.map((question) => (
            <AnswerForm key={question.id} question={question} refused={null} />
          ))}
          <div>
            <LinkButton to={writeTo} kind="secondary" reloadDocument>
              {words.open}
            </LinkButton>
          </div>
        </div>
      </Card>
    </div>
  );
}

interface PageProps {
  readonly thread: ReceiptThread;
  readonly refused: RefusedFromReporter | null;
}

/** All messages of a receipt, answers to open questions, a message of one's own, and "the wrong department". */
export function ReceiptMessagesPage({ thread, refused }: PageProps) {
  const { receipt: words, refusals } = useCopy().messages;
  const { entries, departments } = thread;
  const open = entries.filter(({ isOpenQuestion }) => isOpenQuestion);
  const errors: readonly FieldError[] =
    refused === null ? [] : [{ name: fieldOf(refused), message: refusals[refused.refusal] }];
  // A question that was answered meanwhile, or that cannot be read now, must not take what was typed with it.
  const isHomeless = refused?.kind === "answer" && !open.some(({ id }) => id === refused.questionId);
  const written = refused?.kind === "message" || isHomeless ? refused : null;
  return (
    <>
      <h1 className="text-h1">{words.pageTitle}</h1>
      <p className="mt-2 mb-6 max-w-2xl text-soft">{words.text}</p>
      <ErrorSummary errors={errors} />
      <div className="grid gap-6">
        {entries.length > 0 ? <Thread entries={entries} reader="reporter" /> : null}
        {open.map((question) => (
          <Card key={question.id} title={words.answerTitle}>
            <AnswerForm
              question={question}
              refused={refused?.kind === "answer" && refused.questionId === question.id ? refused : null}
            />
          </Card>
        ))}
        <Card title={words.writeTitle}>
          <WriteForm refused={written} errors={errors} />
        </Card>
        {departments.length > 0 ? (
          <Card title={words.astrayTitle}>
            <AstrayForm
              departments={departments}
              refused={refused?.kind === "wrong_department" ? refused : null}
              errors={errors}
            />
          </Card>
        ) : null}
        <div>
          <LinkButton to="/receipt#messages" kind="quiet" reloadDocument>
            {words.back}
          </LinkButton>
        </div>
      </div>
    </>
  );
}

const answerField = (questionId: string) => `answer-${questionId}`;

function fieldOf({ kind, questionId, refusal }: RefusedFromReporter): string {
  if (refusal === "department_missing") return "department";
  if (kind === "answer" && refusal !== "question_missing") return answerField(questionId);
  return kind === "wrong_department" ? "astray" : "message";
}

function AnswerForm({ question, refused }: { question: EntryView; refused: RefusedFromReporter | null }) {
  const { receipt: words, refusals } = useCopy().messages;
  return (
    <form method="post" action={writeTo} noValidate autoComplete="off" className="grid gap-4">
      <FormToken />
      <input type="hidden" name="question" value={question.id} />
      <TextArea
        name={answerField(question.id)}
        label={words.answerFor((question.text ?? "").slice(0, 60))}
        hint={words.answerHint}
        rows={4}
        maxLength={longestMessage}
        value={refused?.text}
        error={refused === null ? undefined : refusals[refused.refusal]}
      />
      <div>
        <Button name="kind" value="answer">
          {words.answerGo}
        </Button>
      </div>
    </form>
  );
}

interface FormProps {
  readonly refused: RefusedFromReporter | null;
  readonly errors: readonly FieldError[];
}

function WriteForm({ refused, errors }: FormProps) {
  const { receipt: words } = useCopy().messages;
  return (
    <form method="post" action={writeTo} noValidate autoComplete="off" className="grid gap-4">
      <FormToken />
      <TextArea
        name="message"
        label={words.write}
        hint={words.writeHint}
        rows={5}
        maxLength={longestMessage}
        value={refused?.text}
        error={errorOf(errors, "message")}
      />
      <div>
        <Button kind="secondary" name="kind" value="message">
          {words.writeGo}
        </Button>
      </div>
    </form>
  );
}

function AstrayForm({ departments, refused, errors }: FormProps & Pick<ReceiptThread, "departments">) {
  const { receipt: words } = useCopy().messages;
  return (
    <form method="post" action={writeTo} noValidate autoComplete="off" className="grid gap-5">
      <FormToken />
      <p className="max-w-2xl text-soft">{words.astrayText}</p>
      <RadioGroup
        name="department"
        label={words.astrayDepartment}
        options={departments}
        value={refused?.department}
        layout="inline"
        error={errorOf(errors, "department")}
      />
      <TextArea
        name="astray"
        label={words.astrayWords}
        hint={words.astrayWordsHint}
        rows={3}
        maxLength={longestMessage}
        value={refused?.text}
        error={errorOf(errors, "astray")}
      />
      <div>
        <Button kind="secondary" name="kind" value="wrong_department">
          {words.astrayGo}
        </Button>
      </div>
    </form>
  );
}

function Sent() {
  const { receipt: words } = useCopy().messages;
  return (
    <div className="mb-5">
      <Notice kind="done" title={words.sent} live>
        {words.sentText}
      </Notice>
    </div>
  );
}
