import type { FilesOfReport } from "#app/evidence/reporter-files.tsx";
import {
  Button,
  Card,
  Checkbox,
  Details,
  ErrorSummary,
  FormToken,
  LinkButton,
  Notice,
  RadioGroup,
  StepHeading,
  SummaryList,
  UrgencyBadge,
  useCopy,
} from "#app/ui/index.ts";
import type { CheckModel } from "./check.ts";
import { CheckFiles } from "./check-files.tsx";
import type { CheckRow } from "./check-groups.ts";
import { DraftLine } from "./draft-line.tsx";
import { UnitChoice } from "./unit-choice.tsx";

/** Everything once more, what is still open, who will be told, and the one button that files. */
export function CheckView({ model, files }: { model: CheckModel; files: FilesOfReport | null }) {
  const { report, shell, intake } = useCopy();
  const { check } = report;
  return (
    <>
      <DraftLine draft={model.draft} />
      {model.unsaved ? (
        <div className="mb-8">
          <Notice kind="care" title={check.notFiled.title} live>
            {check.notFiled.text}
          </Notice>
        </div>
      ) : null}
      <ErrorSummary
        errors={
          model.open.length > 0
            ? []
            : [
                ...(model.readingBack?.isMissing ? [{ name: "readBack", message: intake.reading.missing }] : []),
                ...(model.undeclared ? [{ name: "declaration", message: check.declarationMissing }] : []),
              ]
        }
      />
      <StepHeading step={model.step.number} of={model.step.of} title={model.title} lead={model.lead} />
      <OpenPoints open={model.open} />
      {model.anonymous ? <Notice>{check.anonymous}</Notice> : null}
      <div className="mt-8 grid gap-10">
        {model.groups.map(({ id, title, rows }) => (
          <section key={id}>
            <h2 className="mb-3 text-h2">{title}</h2>
            <Answers rows={rows} />
          </section>
        ))}
        {files === null ? null : <CheckFiles held={files} />}
        <Tells tells={model.tells} />
        <form method="post" action="/report/check" noValidate className="grid gap-5 print:hidden">
          <FormToken />
          <UnitChoice unit={model.unit} />
          <ReadBackChoice readingBack={model.readingBack} />
          <Checkbox
            name="declaration"
            label={check.declaration}
            hint={check.declarationHint}
            error={model.undeclared && model.open.length === 0 ? check.declarationMissing : undefined}
          />
          <div className="flex flex-wrap gap-3">
            <Button>{check.submit}</Button>
            <LinkButton to={model.back}>{shell.form.previous}</LinkButton>
          </div>
          <p className="max-w-2xl text-fine text-soft">{check.once}</p>
        </form>
      </div>
    </>
  );
}

/** Asked of an officer who wrote the report down for somebody. */
function ReadBackChoice({ readingBack }: Pick<CheckModel, "readingBack">) {
  const { reading } = useCopy().intake;
  if (readingBack === null) return null;
  return (
    <RadioGroup
      name="readBack"
      label={reading.label}
      hint={reading.hint}
      value={readingBack.chosen}
      options={readingBack.options.map((value) => ({ value, label: reading.choices[value] }))}
      error={readingBack.isMissing ? reading.missing : undefined}
    />
  );
}

/** What was answered, one row each; what was left open is named below and can be opened from there. */
function Answers({ rows }: { rows: readonly CheckRow[] }) {
  const { check } = useCopy().report;
  const answered = rows.filter(({ value }) => value !== null);
  const left = rows.filter(({ value }) => value === null);
  return (
    <>
      {answered.length > 0 ? <SummaryList rows={answered} /> : null}
      {left.length > 0 ? (
        <Details summary={check.leftOpen(left.length)}>
          <ul className="flex flex-wrap gap-x-5">
            {left.map(({ label, change }) => (
              <li key={change}>
                <a href={change} className="inline-flex min-h-11 items-center">
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </Details>
      ) : null}
    </>
  );
}

function OpenPoints({ open }: { open: CheckModel["open"] }) {
  const { check } = useCopy().report;
  if (open.length === 0) return null;
  return (
    <section
      id="errors"
      tabIndex={-1}
      data-focus
      className="mb-8 max-w-2xl rounded-md border-2 border-urgent bg-urgent-wash px-5 py-4 outline-none"
    >
      <h2 className="text-h3 text-urgent">{check.openPoints}</h2>
      <ul className="mt-2 grid gap-1">
        {open.map(({ text, change }) => (
          <li key={change}>
            <a href={change} className="inline-flex min-h-11 items-center text-urgent">
              {text}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Tells({ tells }: { tells: CheckModel["tells"] }) {
  const { check } = useCopy().report;
  return (
    <Card title={check.tellsTitle}>
      {tells === null ? (
        <p className="text-soft">{check.tellsLater}</p>
      ) : (
        <>
          <p className="text-lead font-semibold">
            {check.tells(tells.departments.map(({ name }) => name).join(check.list))}
          </p>
          <p className="mt-3 flex flex-wrap items-baseline gap-3">
            <UrgencyBadge level={tells.urgency} />
            <span className="min-w-0">{tells.urgentBecause}</span>
          </p>
          <Details summary={check.why}>
            <dl className="grid gap-2">
              {tells.departments.map(({ name, why }) => (
                <div key={name}>
                  <dt className="font-semibold text-ink">{name}</dt>
                  <dd>{why}</dd>
                </div>
              ))}
            </dl>
          </Details>
          <p className="mt-2 text-fine text-soft">{check.tellsHint}</p>
        </>
      )}
    </Card>
  );
}
