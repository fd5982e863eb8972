import type { ReactNode } from "react";
import { Button, useCopy } from "#app/ui/index.ts";
import type { Question } from "#guidelines/edition.ts";
import { fieldNameOf, itemCount, type ListName, lists, mostItems } from "./field-names.ts";
import type { PageModel } from "./page-model.ts";
import { QuestionView } from "./question-view.tsx";
import type { Way } from "./steps.ts";

interface ListItemsProps {
  readonly list: ListName;
  readonly questions: readonly Question[];
  readonly model: PageModel;
  readonly way: Way;
}

/** Several children or suspected persons, one block each; added and removed by buttons that save the page. */
export function ListItems({ list, questions, model, way }: ListItemsProps) {
  const { people } = useCopy().report;
  const count = Math.max(1, itemCount(model.typed, list));
  const only = list === "children" ? people.oneChild : people.oneSuspect;
  const nameOf = list === "children" ? people.child : people.suspect;
  return (
    <div className="grid gap-8">
      {Array.from({ length: count }, (_, index) => {
        const title = count === 1 && (list === "children" || way === "urgent") ? only : nameOf(index + 1);
        return (
          <Item
            key={title}
            id={`${list}-${index}`}
            title={title}
            bare={way === "urgent"}
            hint={list === "suspects" && index === 0 && way === "whole" ? people.suspectHint : null}
            remove={
              way === "whole" && count > lists[list].least && count > 1 ? (
                <Button
                  kind="quiet"
                  name="go"
                  value={`remove:${list}:${index}`}
                  formNoValidate
                  label={people.removeWhat(title)}
                >
                  {people.remove}
                </Button>
              ) : null
            }
          >
            {questions.map((question) => (
              <QuestionView
                key={question.id}
                question={question}
                name={fieldNameOf(question, index)}
                model={model}
                way={way}
              />
            ))}
          </Item>
        );
      })}
      {way === "whole" && count < mostItems ? (
        <div>
          <Button kind="secondary" name="go" value={`add:${list}`} formNoValidate>
            {list === "children" ? people.addChild : people.addSuspect}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

interface ItemProps {
  readonly id: string;
  readonly title: string;
  readonly bare: boolean;
  readonly hint: string | null;
  readonly remove: ReactNode;
  readonly children: ReactNode;
}

function Item({ id, title, bare, hint, remove, children }: ItemProps) {
  if (bare) {
    return (
      <section className="grid gap-8">
        <h2 className="-mb-3 text-h2">{title}</h2>
        {children}
      </section>
    );
  }
  return (
    <section id={id} tabIndex={-1} className="rounded-lg border border-line bg-paper p-5 outline-none sm:p-6">
      <div className="mb-5 flex flex-wrap items-baseline justify-between gap-3">
        <h2 className="text-h2">{title}</h2>
        {remove}
      </div>
      {hint ? <p className="-mt-4 mb-5 text-fine text-soft">{hint}</p> : null}
      <div className="grid gap-8">{children}</div>
    </section>
  );
}
