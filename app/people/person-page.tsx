import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { moment, momentWithWeekday } from "#app/copy/when.ts";
import {
  Button,
  Card,
  CopyableCode,
  ErrorSummary,
  FormToken,
  Notice,
  RadioGroup,
  SummaryList,
  useCopy,
  useLocale,
} from "#app/ui/index.ts";
import type { PersonAct, PersonAnswer, PersonModel } from "./managing.ts";
import { usePlace } from "./people-page.tsx";

interface PersonPageProps extends PersonModel {
  readonly answer: PersonAnswer | null;
}

/** One person: what the manager needs to know, and what they can do about the account. */
export function PersonPage({ staff, person, done, answer }: PersonPageProps) {
  const copy = useCopy();
  const words = copy.people;
  const locale = useLocale();
  const place = usePlace();
  const refused = answer?.problem === undefined ? null : answer;
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
      {done !== null && answer === null ? (
        <div className="mb-6">
          <Notice kind="done" live>
            {words.person.done[done]}
          </Notice>
        </div>
      ) : null}
      <div className="grid max-w-4xl gap-6">
        {answer?.link === undefined ? null : <LinkReady {...answer.link} />}
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

const reasonField = (act: PersonAct): string => `reason-${act}`;

function Acts({ person, reasonMissing }: { person: PersonModel["person"]; reasonMissing: PersonAct | null }) {
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
      {person.active ? (
        <Act act="link" words={words.link} person={person.id} missing={reasonMissing === "link"}>
          {words.link.text}
        </Act>
      ) : null}
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

/** The link to hand over: in this one answer only. */
function LinkReady({ url, code, until }: { url: string; code: string; until: Date }) {
  const { linkReady } = useCopy().people.person;
  const locale = useLocale();
  return (
    <Card title={linkReady.title}>
      <Notice kind="care" live>
        {linkReady.once}
      </Notice>
      <dl className="mt-6 grid gap-6">
        <div>
          <dt className="mb-1 font-semibold">{linkReady.link}</dt>
          <dd>
            <CopyableCode code={url} label={linkReady.link} size="address" />
          </dd>
        </div>
        <div>
          <dt className="mb-1 font-semibold">{linkReady.code}</dt>
          <dd>
            <CopyableCode code={code} label={linkReady.code} />
            <p className="mt-1 text-fine text-soft">{linkReady.codeHint}</p>
          </dd>
        </div>
      </dl>
      <p className="mt-6 border-t border-line pt-4">{linkReady.until(momentWithWeekday(locale, until))}</p>
    </Card>
  );
}

interface ActProps {
  readonly act: PersonAct;
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
