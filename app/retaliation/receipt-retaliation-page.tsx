import { moment } from "#app/copy/when.ts";
import {
  Button,
  Card,
  DateField,
  Details,
  ErrorSummary,
  errorOf,
  type FieldError,
  FormToken,
  LinkButton,
  Notice,
  RadioGroup,
  StateBadge,
  TextArea,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import type { OwnMatter, RefusedRetaliation } from "./receipt-retaliation.ts";
import { longestStatement } from "./rules.ts";

const writeTo = "/receipt/retaliation";
export const matterTones = { opened: "waiting", taken: "moving", ended: "done" } as const;

/** On the receipt: that there is a way, and that the unit does not learn of it. Nothing of what was written. */
export function ReceiptRetaliation({ matters }: { matters: number }) {
  const { receipt: words } = useCopy().retaliation;
  return (
    <div className="print:hidden">
      <Card title={words.title}>
        <p className="max-w-2xl text-soft">{words.text}</p>
        <div className="mt-4">
          <LinkButton to={writeTo} kind="secondary" reloadDocument>
            {matters > 0 ? words.openMatters(matters) : words.open}
          </LinkButton>
        </div>
      </Card>
    </div>
  );
}

interface PageProps {
  readonly matters: readonly OwnMatter[];
  readonly sent: boolean;
  readonly refused: RefusedRetaliation | null;
}

/** A reporter's own matters with what was answered, and the form for another one. */
export function ReceiptRetaliationPage({ matters, sent, refused }: PageProps) {
  const { receipt: words, refusals } = useCopy().retaliation;
  const errors: readonly FieldError[] =
    refused?.refusals.map((code) => ({ name: fieldOf(code, refused.matterId), message: refusals[code] })) ?? [];
  const isNew = refused?.matterId === "";
  const form = <NewMatter refused={isNew ? refused : null} errors={isNew ? errors : []} />;
  return (
    <>
      <h1 className="text-h1">{words.pageTitle}</h1>
      <p className="mt-2 max-w-2xl text-soft">{words.lead}</p>
      <p className="mt-2 mb-6 font-semibold">{words.danger}</p>
      <ErrorSummary errors={errors} />
      {sent ? (
        <div className="mb-6">
          <Notice kind="done" title={words.done} live>
            {words.doneText}
          </Notice>
        </div>
      ) : null}
      <div className="grid gap-6">
        {matters.map((matter) => (
          <Matter key={matter.id} matter={matter} refused={refused?.matterId === matter.id ? refused : null} />
        ))}
        <Card title={words.newTitle}>
          {matters.length > 0 && !isNew ? (
            <Details summary={words.open} look="row">
              {form}
            </Details>
          ) : (
            form
          )}
        </Card>
        <div>
          <LinkButton to="/receipt" kind="quiet" reloadDocument>
            {words.back}
          </LinkButton>
        </div>
      </div>
    </>
  );
}

const fields: Readonly<Record<string, string>> = {
  source_missing: "source",
  kind_missing: "kind",
  day_malformed: "happenedOn",
  day_ahead: "happenedOn",
  contact_missing: "contact",
};
const fieldOf = (code: string, matterId: string): string =>
  fields[code] ?? (matterId === "" ? "text" : `add-${matterId}`);

function Matter({ matter, refused }: { matter: OwnMatter; refused: RefusedRetaliation | null }) {
  const { receipt: words, kinds, sources, states, outcomes, refusals, unreadable } = useCopy().retaliation;
  const locale = useLocale();
  const { number, state, openedAt, dueAt, takenAt, endedAt, outcome } = matter;
  const [problem] = refused?.refusals ?? [];
  const text = (
    <TextArea
      name={`add-${matter.id}`}
      label={words.addOf(number)}
      rows={4}
      maxLength={longestStatement}
      value={refused?.text}
      error={problem === undefined ? undefined : refusals[problem]}
    />
  );
  return (
    <Card title={words.matter(number)} aside={<StateBadge tone={matterTones[state]}>{states[state]}</StateBadge>}>
      <p className="font-semibold">{`${kinds[matter.kind]} · ${sources[matter.source]}`}</p>
      <ul className="mt-1 flex flex-wrap gap-x-5 text-fine text-soft tabular-nums">
        <li>{words.openedAt(moment(locale, openedAt))}</li>
        {state === "opened" && dueAt !== null ? <li>{words.due(moment(locale, dueAt))}</li> : null}
        {takenAt === null ? null : <li>{words.takenAt(moment(locale, takenAt))}</li>}
        {endedAt === null ? null : <li>{words.endedAt(moment(locale, endedAt))}</li>}
      </ul>
      {outcome === null ? null : <p className="mt-2 font-semibold">{outcomes[outcome]}</p>}
      <ol className="mt-4 grid gap-3">
        {matter.words.map(({ id, isOwn, at, text: said }) => (
          <li
            key={id}
            data-from={isOwn ? "reporter" : "procuratorate"}
            className={`max-w-2xl rounded-lg border px-4 py-3 ${isOwn ? "border-line bg-sunk sm:ml-10" : "border-edge bg-paper sm:mr-10"}`}
          >
            <p className="flex flex-wrap justify-between gap-x-4 text-fine text-soft">
              <span className="font-semibold text-ink">{isOwn ? words.own : words.procuratorate}</span>
              <time dateTime={at.toISOString()}>{moment(locale, at)}</time>
            </p>
            <p className="mt-1 whitespace-pre-line [overflow-wrap:anywhere]">{said ?? unreadable}</p>
          </li>
        ))}
      </ol>
      {state === "ended" ? null : (
        <form method="post" action={writeTo} noValidate autoComplete="off" className="mt-5 grid gap-4">
          <FormToken />
          <input type="hidden" name="matter" value={matter.id} />
          {text}
          <div>
            <Button kind="secondary">{words.addGo}</Button>
          </div>
        </form>
      )}
    </Card>
  );
}

interface NewMatterProps {
  readonly refused: RefusedRetaliation | null;
  readonly errors: readonly FieldError[];
}

function NewMatter({ refused, errors }: NewMatterProps) {
  const { receipt: words, sources, kinds, contacts } = useCopy().retaliation;
  return (
    <form method="post" action={writeTo} noValidate autoComplete="off" className="grid gap-6 text-ink">
      <FormToken />
      <RadioGroup
        name="source"
        label={words.source}
        options={optionsOf(sources)}
        value={refused?.source}
        error={errorOf(errors, "source")}
      />
      <RadioGroup
        name="kind"
        label={words.kind}
        options={optionsOf(kinds)}
        value={refused?.kind}
        error={errorOf(errors, "kind")}
      />
      <DateField
        name="happenedOn"
        label={words.happenedOn}
        hint={words.happenedOnHint}
        optional
        value={refused?.happenedOn}
        error={errorOf(errors, "happenedOn")}
      />
      <TextArea
        name="text"
        label={words.words}
        hint={words.wordsHint}
        rows={6}
        maxLength={longestStatement}
        value={refused?.text}
        error={errorOf(errors, "text")}
      />
      <RadioGroup
        name="contact"
        label={words.contact}
        hint={words.contactHint}
        options={optionsOf(contacts)}
        value={refused?.contact ?? "receipt_only"}
        error={errorOf(errors, "contact")}
      />
      <div>
        <Button>{words.go}</Button>
      </div>
    </form>
  );
}

const optionsOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));
