import { BodyFigure, CheckboxGroup, errorOf, type FieldError, fieldId, TextField, useCopy } from "#app/ui/index.ts";
import type { InjuryMark } from "#guidelines/assessment-proposal.ts";
import type { FormView, QuestionView } from "./form-view.ts";
import { fieldOf, longestMark } from "./rules.ts";

interface InjuryMapProps {
  readonly question: QuestionView;
  readonly form: FormView;
  readonly injuries: readonly InjuryMark[];
  readonly errors: readonly FieldError[];
}

/** Where a mark is and what it is: parts on a figure or in a list; what is asked of a part unfolds once it is ticked. */
export function InjuryMap({ question, form, injuries, errors }: InjuryMapProps) {
  const words = useCopy().assessments.form;
  return (
    <fieldset
      className="body-parts min-w-0"
      aria-describedby={question.hint === null ? undefined : `${fieldId(question.id)}-hint`}
    >
      <legend className="text-body font-semibold">{question.label}</legend>
      {question.hint === null ? null : (
        <p id={`${fieldId(question.id)}-hint`} className="max-w-xl text-fine text-soft">
          {question.hint}
        </p>
      )}
      <div className="mt-3 grid items-start gap-x-10 gap-y-4 md:grid-cols-[minmax(0,20rem)_1fr]">
        <div className="grid justify-items-center md:sticky md:top-4">
          <BodyFigure boxOf={boxOf} />
        </div>
        <div className="grid gap-5">
          {form.partGroups.map(({ id, parts }) => (
            <fieldset key={id} className="min-w-0">
              <legend className="text-fine font-semibold text-soft">{words.groups[id]}</legend>
              <div className="mt-1 grid gap-2">
                {parts.map((part) => (
                  <Part
                    key={part.value}
                    part={part}
                    mark={injuries.find((mark) => mark.part === part.value)}
                    kinds={form.injuryKinds}
                    errors={errors}
                  />
                ))}
              </div>
            </fieldset>
          ))}
        </div>
      </div>
    </fieldset>
  );
}

const boxOf = (part: string): string => fieldId(`${fieldOf.injury}.${part}`);

interface PartProps {
  readonly part: { readonly value: string; readonly label: string };
  readonly mark: InjuryMark | undefined;
  readonly kinds: FormView["injuryKinds"];
  readonly errors: readonly FieldError[];
}

/** One part. A browser that cannot tell what is ticked shows what is asked of every part. */
function Part({ part, mark, kinds, errors }: PartProps) {
  const words = useCopy().assessments.form;
  return (
    <div className="injured rounded-md border border-edge bg-paper has-[>label>:checked]:border-critical">
      <label className="flex min-h-11 cursor-pointer items-center gap-3 px-3 py-2">
        <input
          type="checkbox"
          id={boxOf(part.value)}
          name={fieldOf.injury}
          value={part.value}
          defaultChecked={mark !== undefined}
          className="size-5 shrink-0"
        />
        {part.label}
      </label>
      <div className="grid gap-4 px-3 pb-4 [.injured:not(:has(>label>:checked))_&]:hidden">
        <CheckboxGroup
          name={fieldOf.injuryKinds(part.value)}
          label={words.mark(part.label)}
          options={kinds}
          values={mark?.kinds ?? []}
          layout="inline"
        />
        <TextField
          name={fieldOf.injuryWords(part.value)}
          label={words.markWords(part.label)}
          maxLength={longestMark}
          value={mark?.words ?? ""}
          error={errorOf(errors, fieldOf.injuryWords(part.value))}
          optional
        />
      </div>
    </div>
  );
}
