import { Form } from "@remix-run/react";
import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { moment } from "#app/copy/when.ts";
import {
  Button,
  Card,
  Empty,
  ErrorSummary,
  errorOf,
  type FieldError,
  FormToken,
  Notice,
  TextArea,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import { longestMessage, type MessageRefusalCode } from "./rules.ts";

export interface AstrayView {
  readonly id: string;
  readonly caseNumber: string;
  readonly district: string;
  readonly about: string;
  readonly saidAt: Date;
  readonly answer: { readonly at: Date; readonly text: string | null } | null;
}

export interface RefusedAnswer {
  readonly messageId: string;
  readonly text: string;
  readonly refusal: MessageRefusalCode;
}

interface AstrayPageProps {
  readonly staff: Staff;
  readonly found: readonly AstrayView[];
  readonly done: boolean;
  readonly refused: RefusedAnswer | null;
}

/** For a coordinator: which departments reporters hold to be the wrong ones, and a place to answer. Nothing of a case. */
export function AstrayPage({ staff, found, done, refused }: AstrayPageProps) {
  const { astray: words, refusals } = useCopy().messages;
  const waiting = found.filter(({ answer }) => answer === null);
  const answered = found.filter(({ answer }) => answer !== null);
  const errors: readonly FieldError[] =
    refused === null ? [] : [{ name: `answer-${refused.messageId}`, message: refusals[refused.refusal] }];
  return (
    <StaffFrame staff={staff} counts={{ astray: waiting.length }}>
      <h1 className="text-h1">{words.heading}</h1>
      <p className="mt-1 mb-6 max-w-3xl text-soft">{words.lead}</p>
      <ErrorSummary errors={errors} />
      {done && refused === null ? (
        <div className="mb-4">
          <Notice kind="done" live>
            {words.done}
          </Notice>
        </div>
      ) : null}
      <div className="grid gap-6">
        {waiting.length === 0 ? (
          <Empty title={words.empty.title}>{words.empty.text}</Empty>
        ) : (
          <Card title={words.waiting(waiting.length)}>
            <ul className="divide-y divide-line">
              {waiting.map((one) => (
                <li key={one.id} className="py-5 first:pt-0 last:pb-0">
                  <AstrayLine astray={one} />
                  <AnswerForm
                    astray={one}
                    typed={refused?.messageId === one.id ? refused.text : undefined}
                    errors={errors}
                  />
                </li>
              ))}
            </ul>
          </Card>
        )}
        {answered.length === 0 ? null : (
          <Card title={words.answered}>
            <ul className="divide-y divide-line">
              {answered.map((one) => (
                <li key={one.id} className="py-4 first:pt-0 last:pb-0">
                  <AstrayLine astray={one} />
                </li>
              ))}
            </ul>
          </Card>
        )}
      </div>
    </StaffFrame>
  );
}

function AstrayLine({ astray }: { astray: AstrayView }) {
  const { astray: words, unreadable } = useCopy().messages;
  const locale = useLocale();
  const { answer } = astray;
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-4">
        <span className="font-semibold tabular-nums">{astray.caseNumber}</span>
        <span className="text-fine text-soft">{astray.district}</span>
        <span className="text-fine text-soft">{words.saidAt(moment(locale, astray.saidAt))}</span>
      </p>
      <p className="mt-1 font-semibold">{words.says(astray.about)}</p>
      {answer === null ? null : (
        <div className="mt-2 border-l-2 border-line pl-4">
          <p className="text-fine text-soft">{words.answeredAt(moment(locale, answer.at))}</p>
          <p className="whitespace-pre-line [overflow-wrap:anywhere]">{answer.text ?? unreadable}</p>
        </div>
      )}
    </>
  );
}

interface AnswerFormProps {
  readonly astray: AstrayView;
  readonly typed: string | undefined;
  readonly errors: readonly FieldError[];
}

function AnswerForm({ astray, typed, errors }: AnswerFormProps) {
  const { astray: words } = useCopy().messages;
  const name = `answer-${astray.id}`;
  return (
    <Form method="post" action="/astray" className="mt-4 grid gap-3 print:hidden">
      <FormToken />
      <input type="hidden" name="message" value={astray.id} />
      <TextArea
        name={name}
        label={words.answer}
        hint={words.answerHint}
        rows={3}
        maxLength={longestMessage}
        value={typed}
        error={errorOf(errors, name)}
      />
      <div>
        <Button kind="secondary" label={words.answerOf(astray.caseNumber)}>
          {words.send}
        </Button>
      </div>
    </Form>
  );
}
