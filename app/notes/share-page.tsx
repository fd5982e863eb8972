import { Form } from "@remix-run/react";
import type { Staff } from "#app/accounts/staff.ts";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { moment } from "#app/copy/when.ts";
import {
  Button,
  Card,
  ErrorSummary,
  errorOf,
  type FieldError,
  FormToken,
  LinkButton,
  RadioGroup,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import type { NoteView, ShareView } from "./note-view.ts";
import { NoteText } from "./notes-section.tsx";
import { type NoteRefusalCode, shareLengths } from "./rules.ts";

export interface SharePageView {
  readonly staff: Staff;
  readonly caseNumber: string;
  readonly note: NoteView;
  readonly shares: readonly ShareView[];
  /** Departments on the case that may be shown it. */
  readonly departments: readonly { readonly value: string; readonly label: string }[];
}

export interface RefusedShare {
  readonly department: string;
  readonly length: string;
  readonly refusal: NoteRefusalCode;
}

/** Showing one note to another department on the case, for how long, and taking it back. */
export function SharePage({ view, refused }: { view: SharePageView; refused: RefusedShare | null }) {
  const { notes } = useCopy();
  const words = notes.share;
  const errors: readonly FieldError[] =
    refused === null
      ? []
      : [
          {
            name: refused.refusal === "until_missing" ? "length" : "department",
            message: notes.refusals[refused.refusal],
          },
        ];
  return (
    <StaffFrame staff={view.staff}>
      <div className="mx-auto grid max-w-2xl gap-6">
        <div>
          <p className="font-semibold tabular-nums">{view.caseNumber}</p>
          <h1 className="mt-2 text-h1">{words.heading}</h1>
        </div>
        <ErrorSummary errors={errors} />
        <Card title={notes.compartments[view.note.compartment].name}>
          <NoteText note={view.note} />
        </Card>
        {view.shares.length === 0 ? null : (
          <Card title={words.present}>
            <ul className="divide-y divide-line">
              {view.shares.map((share) => (
                <li key={share.code} className="flex flex-wrap items-center justify-between gap-3 py-2">
                  <Share share={share} />
                  <Form method="post">
                    <FormToken />
                    <input type="hidden" name="department" value={share.code} />
                    <Button kind="secondary" name="act" value="end" label={words.endFor(share.department)}>
                      {words.end}
                    </Button>
                  </Form>
                </li>
              ))}
            </ul>
          </Card>
        )}
        {view.departments.length === 0 ? (
          <p className="text-soft">{words.noDepartments}</p>
        ) : (
          <ShareForm view={view} refused={refused} errors={errors} />
        )}
        <div>
          <LinkButton kind="quiet" to={`/cases/${view.caseNumber}/notes`}>
            {notes.back}
          </LinkButton>
        </div>
      </div>
    </StaffFrame>
  );
}

function Share({ share }: { share: ShareView }) {
  const { share: words } = useCopy().notes;
  const locale = useLocale();
  const { department, until, isOver } = share;
  if (until === null) return <span>{words.toOpen(department)}</span>;
  const when = moment(locale, until);
  return <span>{isOver ? words.toOver(department, when) : words.toUntil(department, when)}</span>;
}

interface ShareFormProps {
  readonly view: SharePageView;
  readonly refused: RefusedShare | null;
  readonly errors: readonly FieldError[];
}

function ShareForm({ view, refused, errors }: ShareFormProps) {
  const { share: words } = useCopy().notes;
  return (
    <Form method="post" className="grid gap-6 rounded-lg border border-line bg-paper p-6">
      <FormToken />
      <RadioGroup
        name="department"
        label={words.department}
        hint={words.departmentHint}
        options={view.departments}
        value={refused?.department ?? null}
        error={errorOf(errors, "department")}
      />
      <RadioGroup
        name="length"
        label={words.length}
        layout="inline"
        options={shareLengths.map((length) => ({ value: length, label: words.lengths[length] }))}
        value={refused?.length ?? "30"}
        error={errorOf(errors, "length")}
      />
      <div>
        <Button name="act" value="share">
          {words.submit}
        </Button>
      </div>
    </Form>
  );
}
