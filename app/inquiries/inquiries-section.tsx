import { Form } from "@remix-run/react";
import { useState } from "react";
import { moment } from "#app/copy/when.ts";
import {
  Button,
  ClockBar,
  Details,
  ErrorSummary,
  type FieldError,
  FormToken,
  Notice,
  StateBadge,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import { AnswerForm, AskForm, fieldOf, type RefusedInquiry } from "./inquiry-form.tsx";
import type { InquiriesView, InquiryView } from "./inquiry-view.ts";

interface InquiriesSectionProps {
  readonly caseNumber: string;
  readonly view: InquiriesView;
  readonly refused: RefusedInquiry | null;
  readonly now: Date;
}

/** What departments asked each other on this case, as far as the reader is one of the sides, and the form to ask. */
export function InquiriesSection({ caseNumber, view, refused, now }: InquiriesSectionProps) {
  const words = useCopy().inquiries;
  const target = view.inquiries.find(({ id }) => id === refused?.inquiryId);
  const isOvertaken = refused !== null && target !== undefined && !target.mayAnswer;
  const errors: readonly FieldError[] =
    refused === null || isOvertaken ? [] : [{ name: fieldOf(refused), message: words.refusals[refused.refusal] }];
  return (
    <div className="grid gap-6">
      <p className="max-w-2xl text-soft">{words.lead}</p>
      <ErrorSummary errors={errors} />
      {view.inquiries.length === 0 ? <p>{words.none}</p> : null}
      {view.inquiries.length === 0 ? null : (
        <ul className="grid gap-5">
          {view.inquiries.map((inquiry) => (
            <li
              key={inquiry.id}
              id={`inquiry-${inquiry.id}`}
              className="scroll-mt-40 rounded-md border border-line p-4"
            >
              <Inquiry
                caseNumber={caseNumber}
                inquiry={inquiry}
                refused={refused?.inquiryId === inquiry.id ? refused : null}
                errors={errors}
                now={now}
              />
            </li>
          ))}
        </ul>
      )}
      {view.choices.length === 0 ? null : (
        <div className="print:hidden">
          <Details
            key={view.ownNewest}
            summary={words.ask}
            look="row"
            open={refused !== null && refused.inquiryId === null}
          >
            <AskForm
              caseNumber={caseNumber}
              choices={view.choices}
              refused={refused?.inquiryId === null ? refused : null}
              errors={errors}
            />
          </Details>
        </div>
      )}
    </div>
  );
}

const tones = { open: "waiting", answered: "done", withdrawn: "gone" } as const;

interface InquiryProps {
  readonly caseNumber: string;
  readonly inquiry: InquiryView;
  readonly refused: RefusedInquiry | null;
  readonly errors: readonly FieldError[];
  readonly now: Date;
}

function Inquiry({ caseNumber, inquiry, refused, errors, now }: InquiryProps) {
  const { inquiries: words, cases } = useCopy();
  const locale = useLocale();
  const { clock } = inquiry;
  // What is being typed outlives the answer of a colleague that comes in over the live line. What was sent is no longer
  // being typed: if it was too late, the answer to the sending brings it back.
  const [typed, setTyped] = useState("");
  const overtaken = inquiry.mayAnswer ? null : (refused ?? liveRefusal(inquiry, typed));
  const text = "max-w-3xl whitespace-pre-line [overflow-wrap:anywhere]";
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h3 className="font-semibold">{words.between(inquiry.from, inquiry.to)}</h3>
        <div className="flex flex-wrap items-center gap-3">
          {clock === null || clock.dueAt === null ? null : (
            <ClockBar
              state={clock.state}
              startedAt={inquiry.askedAt}
              dueAt={clock.dueAt}
              stoppedAt={clock.stoppedAt}
              now={now}
            />
          )}
          <StateBadge tone={tones[inquiry.state]}>{words.states[inquiry.state]}</StateBadge>
        </div>
      </div>
      <div>
        <p className="text-fine text-soft">
          {cases.eventBy(inquiry.from, inquiry.askedBy)} ·{" "}
          <time dateTime={inquiry.askedAt.toISOString()}>{moment(locale, inquiry.askedAt)}</time>
        </p>
        <p className={text}>{inquiry.question ?? words.unreadable}</p>
      </div>
      {inquiry.endedAt === null ? null : (
        <div className="border-l-4 border-accent pl-4">
          <p className="text-fine text-soft">
            {cases.eventBy(inquiry.state === "withdrawn" ? inquiry.from : inquiry.to, inquiry.endedBy ?? "")} ·{" "}
            <time dateTime={inquiry.endedAt.toISOString()}>{moment(locale, inquiry.endedAt)}</time>
          </p>
          <p className={text}>
            {inquiry.state === "withdrawn" ? words.withdrawn : (inquiry.answer ?? words.unreadable)}
          </p>
        </div>
      )}
      {overtaken === null ? null : <Overtaken refused={overtaken} />}
      {inquiry.mayAnswer ? (
        <div className="print:hidden" onInput={({ target }) => setTyped(wordsIn(target))} onSubmit={() => setTyped("")}>
          <AnswerForm caseNumber={caseNumber} inquiryId={inquiry.id} refused={refused} errors={errors} />
        </div>
      ) : null}
      {inquiry.mayWithdraw ? (
        <Form method="post" action={`/cases/${caseNumber}/inquiries`} className="print:hidden">
          <FormToken />
          <input type="hidden" name="inquiry" value={inquiry.id} />
          <Button kind="quiet" name="act" value="withdraw">
            {words.form.withdraw}
          </Button>
        </Form>
      ) : null}
    </div>
  );
}

const wordsIn = (target: EventTarget): string => (target instanceof HTMLTextAreaElement ? target.value : "");

/** A colleague ended what the reader was answering: nothing was sent, and what was typed is given back. */
const liveRefusal = ({ id, state }: InquiryView, text: string): RefusedInquiry | null =>
  text === ""
    ? null
    : {
        inquiryId: id,
        department: "",
        text,
        refusal: state === "withdrawn" ? "withdrawn_meanwhile" : "answered_meanwhile",
      };

/** Somebody else was first: what was typed is given back to be copied, nothing of it is kept. */
function Overtaken({ refused }: { refused: RefusedInquiry }) {
  const words = useCopy().inquiries;
  return (
    <Notice kind="care" live title={words.refusals[refused.refusal]}>
      {refused.text === "" ? null : (
        <>
          <p>{words.overtaken}</p>
          <p className="mt-2 max-w-3xl rounded-sm bg-paper p-3 whitespace-pre-line text-ink select-all [overflow-wrap:anywhere]">
            {refused.text}
          </p>
        </>
      )}
    </Notice>
  );
}
