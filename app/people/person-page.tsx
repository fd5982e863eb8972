import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { moment } from "#app/copy/when.ts";
import {
  Button,
  Card,
  ErrorSummary,
  FormToken,
  Notice,
  RadioGroup,
  SummaryList,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import type { PersonModel, PersonProblem } from "./managing.ts";
import { usePlace } from "./people-page.tsx";

interface PersonPageProps extends PersonModel {
  readonly refused: { readonly act: "off" | "on" | "reset"; readonly problem: PersonProblem } | null;
}

/** One person: what the manager needs to know, and what they can do about the account. */
export function PersonPage({ staff, person, done, refused }: PersonPageProps) {
  const copy = useCopy();
  const words = copy.people;
  const locale = useLocale();
  const place = usePlace();
  const reasonMissing = refused?.problem === "reason_missing" ? refused.act : null;
  return (
    <StaffFrame staff={staff}>
      <p className="mb-2">
        <Link to="/people" className="inline-flex min-h-11 items-center">
          ← {words.back}
        </Link>
      </p>
      <h1 className="mb-6 text-h1">{person.displayName}</h1>
      {refused === null ? null : (
        <ErrorSummary
          errors={[
            {
              name: reasonMissing === null ? null : reasonField(reasonMissing),
              message: words.person.problems[refused.problem],
            },
          ]}
        />
      )}
      {done !== null && refused === null ? (
        <div className="mb-6">
          <Notice kind="done" live>
            {words.person.done[done]}
          </Notice>
        </div>
      ) : null}
      <div className="grid max-w-4xl gap-6">
        <Card>
          <SummaryList
            rows={[
              { label: words.columns.login, value: person.login },
              { label: words.columns.role, value: copy.accounts.roles[person.role] },
              { label: person.unitName === null ? words.columns.place : words.columns.unit, value: place(person) },
              { label: words.person.created, value: moment(locale, person.createdAt) },
              {
                label: words.columns.lastSeen,
                value: person.lastSeenAt === null ? words.notSignedIn : moment(locale, person.lastSeenAt),
              },
              {
                label: words.columns.secondFactor,
                value: person.secondFactor ? words.secondFactor.set : words.secondFactor.missing,
              },
              {
                label: words.columns.state,
                value:
                  person.active || person.deactivatedAt === null
                    ? words.states[person.active ? "active" : "off"]
                    : words.person.off(moment(locale, person.deactivatedAt)),
              },
            ]}
          />
        </Card>
        {person.isSelf ? <Notice>{words.person.self}</Notice> : <Acts person={person} reasonMissing={reasonMissing} />}
      </div>
    </StaffFrame>
  );
}

const reasonField = (act: "off" | "on" | "reset"): string => `reason-${act}`;

function Acts({
  person,
  reasonMissing,
}: {
  person: PersonModel["person"];
  reasonMissing: "off" | "on" | "reset" | null;
}) {
  const { person: words } = useCopy().people;
  return (
    <>
      {person.active ? (
        <Act act="off" words={words.switchOff} person={person.id} missing={reasonMissing === "off"} grave>
          {person.holdsWork ? words.switchOff.text : words.switchOff.unitText}
        </Act>
      ) : (
        <Act act="on" words={words.switchOn} person={person.id} missing={reasonMissing === "on"}>
          {words.switchOn.text}
        </Act>
      )}
      {person.secondFactor ? (
        <Act act="reset" words={words.reset} person={person.id} missing={reasonMissing === "reset"} grave>
          {words.reset.text}
        </Act>
      ) : (
        <Card title={words.reset.title}>
          <p className="text-soft">{words.reset.none}</p>
        </Card>
      )}
    </>
  );
}

interface ActProps {
  readonly act: "off" | "on" | "reset";
  readonly person: string;
  readonly words: { readonly title: string; readonly reasons: Readonly<Record<string, string>>; readonly go: string };
  readonly missing: boolean;
  readonly grave?: boolean;
  readonly children: ReactNode;
}

/** One thing that can be done to an account: what it means, why it is done, and the button. */
function Act({ act, person, words, missing, grave = false, children }: ActProps) {
  const { person: labels } = useCopy().people;
  return (
    <Card title={words.title}>
      <p className="mb-4 max-w-2xl text-soft">{children}</p>
      <form method="post" action={`/people/${person}`} className="grid gap-4">
        <FormToken />
        <input type="hidden" name="act" value={act} />
        <RadioGroup
          name={reasonField(act)}
          label={labels.reason}
          layout="inline"
          error={missing ? labels.problems.reason_missing : undefined}
          options={Object.entries(words.reasons).map(([value, label]) => ({ value, label }))}
        />
        <div>
          <Button kind={grave ? "grave" : "primary"}>{words.go}</Button>
        </div>
      </form>
    </Card>
  );
}
