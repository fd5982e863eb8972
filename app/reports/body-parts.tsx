import { BodyFigure, CheckboxGroup, choiceId, type Option, type QuestionProps, useCopy } from "#app/ui/index.ts";

interface BodyPartsProps extends QuestionProps {
  readonly options: readonly Option[];
  readonly values: readonly string[];
}

/** Where the injuries are: a list of parts to tick, and a figure beside it on which a touch ticks the same boxes. */
export function BodyParts({ options, values, ...question }: BodyPartsProps) {
  const { shell } = useCopy();
  const all = [...options, { value: "unknown", label: shell.form.unknown, alone: true }];
  return (
    <div className="body-parts grid gap-x-10 gap-y-4 sm:grid-cols-[1fr_minmax(0,18rem)]">
      <CheckboxGroup {...question} options={all} values={values} layout="inline" />
      <BodyFigure
        boxOf={(part) =>
          choiceId(
            question.name,
            part,
            options.findIndex(({ value }) => value === part),
          )
        }
      />
    </div>
  );
}
