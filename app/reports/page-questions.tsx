import { text } from "#app/copy/index.ts";
import { Button, Notice, useCopy, useLocale } from "#app/ui/index.ts";
import type { Question } from "#guidelines/edition.ts";
import { type ListName, listOf } from "./field-names.ts";
import { ListItems } from "./list-items.tsx";
import type { PageModel } from "./page-model.ts";
import { problemText } from "./problem-text.ts";
import { QuestionView, unitListId } from "./question-view.tsx";
import { SituationCards } from "./situation-cards.tsx";
import type { Way } from "./steps.ts";

/** A run of questions that are drawn together: a list's, the ones about help, or plain ones. */
interface Group {
  readonly kind: ListName | "needs" | "plain";
  readonly questions: readonly Question[];
}

function groupsOf(questions: readonly Question[]): readonly Group[] {
  const groups: { kind: Group["kind"]; questions: Question[] }[] = [];
  for (const question of questions) {
    const kind = listOf(question) ?? (question.field.startsWith("needs.") ? "needs" : "plain");
    const last = groups.at(-1);
    if (last?.kind === kind) last.questions.push(question);
    else groups.push({ kind, questions: [question] });
  }
  return groups;
}

interface PageQuestionsProps {
  readonly model: PageModel;
  readonly way: Way;
}

/** All questions of a page, in the edition's order. */
export function PageQuestions({ model, way }: PageQuestionsProps) {
  return (
    <>
      {groupsOf(model.questions).map(({ kind, questions }) => {
        const key = questions[0]?.id ?? kind;
        if (kind === "needs") return <Needs key={key} questions={questions} model={model} way={way} />;
        if (kind !== "plain") {
          return <ListItems key={key} list={kind} questions={questions} model={model} way={way} />;
        }
        return questions.map((question) => (
          <PlainQuestion key={question.id} question={question} model={model} way={way} />
        ));
      })}
      {model.units.length > 0 ? (
        <datalist id={unitListId}>
          {model.units.map((unit) => (
            <option key={unit} value={unit} />
          ))}
        </datalist>
      ) : null}
    </>
  );
}

function PlainQuestion({ question, model, way }: PageQuestionsProps & { question: Question }) {
  if (question.type === "situations") return <Situations question={question} model={model} way={way} />;
  if (question.field === "reporter.profession" && way === "whole") {
    return (
      <>
        <QuestionView question={question} name={question.field} model={model} way={way} />
        <Hurry />
      </>
    );
  }
  if (question.field === "reporter.name") {
    return (
      <>
        <WhoSees />
        <QuestionView question={question} name={question.field} model={model} way={way} />
      </>
    );
  }
  return <QuestionView question={question} name={question.field} model={model} way={way} />;
}

function Situations({ question, model, way }: PageQuestionsProps & { question: Question }) {
  const copy = useCopy();
  const locale = useLocale();
  const { situation } = copy.report;
  const signs = model.questions.find(({ type }) => type === "indicators");
  const problem = model.errors.find(({ name }) => name === question.field);
  return (
    <>
      <Notice title={situation.suspicion}>{situation.notNeeded}</Notice>
      <SituationCards
        name={question.field}
        label={text(locale, question.label)}
        why={text(locale, question.why)}
        error={problem && problemText(copy, question, problem.problem)}
        cards={model.situations}
        chosen={model.typed[question.field] ?? []}
        short={way === "urgent"}
        signs={signs ? { name: signs.field, chosen: model.typed[signs.field] ?? [] } : null}
      />
    </>
  );
}

/** The way for whoever has a minute: keeps what this page holds. */
function Hurry() {
  const { hurry } = useCopy().report.start;
  return (
    <div className="flex max-w-2xl flex-wrap items-center justify-between gap-3 rounded-md border border-line bg-sunk px-4 py-3">
      <p>{hurry.text}</p>
      <Button kind="secondary" name="go" value="quick" formNoValidate>
        {hurry.go}
      </Button>
    </div>
  );
}

function WhoSees() {
  const { whoSees, contactEither } = useCopy().report;
  return (
    <div className="grid max-w-2xl gap-3">
      <Notice title={whoSees.title}>
        <p>{whoSees.text}</p>
        <p className="mt-1">{whoSees.secret}</p>
      </Notice>
      <p>{contactEither}</p>
    </div>
  );
}

function Needs({ questions, model, way }: PageQuestionsProps & { questions: readonly Question[] }) {
  const { needs } = useCopy().report;
  return (
    <section className="rounded-lg border border-line bg-paper p-5 sm:p-6">
      <h2 className="text-h2">{needs.title}</h2>
      <p className="mb-5 text-soft">{needs.lead}</p>
      <div className="grid gap-x-8 gap-y-6 md:grid-cols-2">
        {questions.map((question) => (
          <QuestionView key={question.id} question={question} name={question.field} model={model} way={way} />
        ))}
      </div>
    </section>
  );
}
