import { text } from "#app/copy/index.ts";
import type { FilesOfReport } from "#app/evidence/reporter-files.tsx";
import {
  Button,
  ErrorSummary,
  type FieldError,
  FormToken,
  Notice,
  StepHeading,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import { Advice } from "./advice.tsx";
import { DraftLine } from "./draft-line.tsx";
import { fieldOfName } from "./field-names.ts";
import { type PageModel, urgentPage } from "./page-model.ts";
import { PageQuestions } from "./page-questions.tsx";
import { problemText } from "./problem-text.ts";
import { StepFiles } from "./step-files.tsx";
import type { Way } from "./steps.ts";

/** The form of the page; its buttons stand outside it where files are added in between, for forms do not nest. */
const formId = "page-form";

interface PageViewProps {
  readonly model: PageModel;
  /** The files of the draft, on the page that asks for them. */
  readonly files?: FilesOfReport | null;
}

/** Any page of the guided report, drawn from its questions. A plain form: nothing here needs a script. */
export function PageView({ model, files = null }: PageViewProps) {
  const { report } = useCopy();
  const locale = useLocale();
  const way: Way = model.id === urgentPage ? "urgent" : "whole";
  const errors = useFieldErrors(model);
  return (
    <>
      <DraftLine draft={model.draft} />
      {model.unsaved === null ? null : (
        <div className="mb-8">
          <Notice kind="care" title={report.unavailable.title} live>
            {report.unavailable.text}
          </Notice>
        </div>
      )}
      {model.keptAnew ? (
        <div className="mb-8">
          <Notice kind="care" title={report.start.kept.title} live>
            {report.start.kept.text}
          </Notice>
        </div>
      ) : null}
      <ErrorSummary errors={errors} />
      <Disputes model={model} />
      {model.step === null ? (
        <header className="mb-8 max-w-2xl">
          <h1 className="text-h1">{text(locale, model.title)}</h1>
          <p className="mt-3 text-lead text-soft">{text(locale, model.lead)}</p>
        </header>
      ) : (
        <StepHeading
          step={model.step.number}
          of={model.step.of}
          title={text(locale, model.title)}
          lead={text(locale, model.lead)}
        />
      )}
      {model.from === "check" ? <p className="-mt-4 mb-8 text-soft">{report.changedHere}</p> : null}
      <Advice guidance={model.guidance} />
      <form
        id={formId}
        method="post"
        action={model.action}
        noValidate
        autoComplete="off"
        data-autosave={model.draft !== null && way === "whole" ? `${model.action}/save` : undefined}
        className="mt-8 grid gap-10"
      >
        <FormToken />
        <FormControls model={model} />
        <PageQuestions model={model} way={way} />
        {files === null ? <FormButtons model={model} way={way} /> : null}
      </form>
      {files === null ? null : (
        <div className="mt-10 grid gap-10">
          <StepFiles files={files} back={model.action} form={formId} />
          <FormButtons model={model} way={way} />
        </div>
      )}
    </>
  );
}

/** What the form says about itself. The first button is the one that the Enter key presses. */
function FormControls({ model }: { model: PageModel }) {
  const { report } = useCopy();
  return (
    <div className="sr-only">
      <button type="submit" name="go" value="next" tabIndex={-1} aria-hidden="true">
        {report.next}
      </button>
      <input type="hidden" name="form" value={model.form} autoComplete="off" />
      <input type="hidden" name="version" value={model.draft?.version ?? 0} autoComplete="off" />
      <input type="hidden" name="asked" value={model.questions.map(({ id }) => id).join(" ")} autoComplete="off" />
      {model.from === "check" ? <input type="hidden" name="from" value="check" /> : null}
    </div>
  );
}

function FormButtons({ model, way }: { model: PageModel; way: Way }) {
  const { report, shell } = useCopy();
  if (way === "urgent") {
    return (
      <div className="grid gap-4">
        <p className="max-w-2xl">{report.urgent.owed}</p>
        <p className="max-w-2xl text-soft">{report.urgent.declaration}</p>
        <div className="flex flex-wrap gap-3">
          <Button name="go" value="next">
            {report.urgent.submit}
          </Button>
          <Button kind="secondary" name="go" value="back" formNoValidate>
            {report.urgent.whole}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="flex flex-wrap gap-3">
      <Button name="go" value="next" form={formId}>
        {model.from === "check" ? report.backToCheck : report.next}
      </Button>
      {model.hasBack && model.from === null ? (
        <Button kind="secondary" name="go" value="back" form={formId} formNoValidate>
          {shell.form.previous}
        </Button>
      ) : null}
    </div>
  );
}

/** What another window saved instead of what stands here. Both are shown; the reporter decides. */
function Disputes({ model }: { model: PageModel }) {
  const { dispute } = useCopy().report;
  const locale = useLocale();
  if (model.disputes.length === 0) return null;
  return (
    <div className="mb-8">
      <Notice kind="care" title={dispute.title} live>
        <p>{dispute.text}</p>
        {model.disputes.map(({ name, stored }) => {
          const question = model.questions.find(({ field }) => field === fieldOfName(name));
          return (
            <figure key={name} className="mt-2">
              {question ? <figcaption className="font-semibold">{text(locale, question.label)}</figcaption> : null}
              <blockquote className="border-l-2 border-edge pl-3 whitespace-pre-line">{stored}</blockquote>
            </figure>
          );
        })}
        <p className="mt-2">{dispute.choose}</p>
      </Notice>
    </div>
  );
}

/** For the summary on top: each message with the question it belongs to, and whose it is where there are several. */
function useFieldErrors({ errors, questions }: PageModel): FieldError[] {
  const copy = useCopy();
  const locale = useLocale();
  return errors.map(({ name, problem }) => {
    if (name === "") return { name: null, message: copy.report.unknownField };
    const question = questions.find(({ field }) => field === fieldOfName(name));
    if (question === undefined) return { name: null, message: copy.problems[problem] };
    return {
      name,
      message: copy.report.fieldError(text(locale, question.label), problemText(copy, question, problem)),
    };
  });
}
