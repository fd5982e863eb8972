import { Form } from "@remix-run/react";
import { moment } from "#app/copy/when.ts";
import { Button, Details, FormToken, LinkButton, useCopy, useLocale } from "#app/ui/index.ts";
import { against, FeatureLine, inFavour } from "./findings-list.tsx";
import type { JoinView, MatchesView, ProposalView } from "./match-view.ts";

/** Pairs of one case: what waits for a decision, what was kept apart, what was joined to it. */
export function MatchesList({ caseNumber, view }: { caseNumber: string; view: MatchesView }) {
  const { matching: words } = useCopy();
  const isEmpty = view.open.length === 0 && view.apart.length === 0 && view.joins.length === 0;
  return (
    <div className="grid gap-6">
      <p className="max-w-2xl text-soft">{isEmpty ? words.nothing : words.lead}</p>
      {view.open.length === 0 ? null : (
        <ul className="grid gap-3">
          {view.open.map((proposal) => (
            <li key={proposal.id} className="rounded-md border border-line px-4 py-3">
              <Proposal caseNumber={caseNumber} proposal={proposal} />
            </li>
          ))}
        </ul>
      )}
      {view.joins.length === 0 ? null : (
        <div className="grid gap-2">
          <h3 className="text-h3 font-semibold">{words.joins.list}</h3>
          <ul className="border-t border-line">
            {view.joins.map((join) => (
              <li key={join.id} className="border-b border-line py-3">
                <Join caseNumber={caseNumber} join={join} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {view.apart.length === 0 ? null : (
        <div className="grid gap-2">
          <h3 className="text-h3 font-semibold">{words.apart.list}</h3>
          <ul className="border-t border-line">
            {view.apart.map((proposal) => (
              <li key={proposal.id} className="border-b border-line py-3">
                <Apart caseNumber={caseNumber} proposal={proposal} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** Another case in what anybody on it may see. */
export function OtherCase({ proposal: { other } }: { proposal: ProposalView }) {
  const { compare } = useCopy().matching;
  return (
    <p className="flex flex-wrap gap-x-3">
      <span className="font-semibold whitespace-nowrap tabular-nums">{other.number}</span>
      <span>{compare.child(other.age, compare.sexes[other.sex])}</span>
      <span className="text-soft">
        {other.district} · {compare.states[other.state]}
      </span>
    </p>
  );
}

function Proposal({ caseNumber, proposal }: { caseNumber: string; proposal: ProposalView }) {
  const { matching: words } = useCopy();
  const { columns } = words.list;
  return (
    <div className="flex flex-wrap items-end justify-between gap-3">
      <div className="grid min-w-0 gap-2">
        <OtherCase proposal={proposal} />
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-fine">
          <dt className="text-soft">{columns.agrees}</dt>
          <dd>
            <FeatureLine findings={inFavour(proposal.findings)} />
          </dd>
          <dt className="text-soft">{columns.differs}</dt>
          <dd>
            <FeatureLine findings={against(proposal.findings)} />
          </dd>
        </dl>
      </div>
      <LinkButton
        kind="secondary"
        to={`/cases/${caseNumber}/matches/${proposal.id}`}
        label={words.lookAt(proposal.other.number)}
      >
        {words.look}
      </LinkButton>
    </div>
  );
}

function Join({ caseNumber, join }: { caseNumber: string; join: JoinView }) {
  const { joins: words } = useCopy().matching;
  const locale = useLocale();
  const when = moment(locale, join.at);
  return (
    <div className="grid gap-2">
      <p className="font-semibold tabular-nums">{join.other}</p>
      <p className="text-fine text-soft">
        {join.automatic ? words.automatic(when) : words.byHand(join.by ?? "", when)}
        {join.state === "joined" ? null : ` · ${words[join.state]}`}
      </p>
      {join.state === "joined" ? (
        <Details summary={words.undo} look="row">
          <Form method="post" action={`/cases/${caseNumber}/matches`} className="grid max-w-2xl gap-3">
            <FormToken />
            <input type="hidden" name="act" value="undo" />
            <p className="text-soft">{words.undoText}</p>
            <div>
              <Button kind="secondary" name="join" value={join.id}>
                {words.undoFor(join.other)}
              </Button>
            </div>
          </Form>
        </Details>
      ) : null}
    </div>
  );
}

function Apart({ caseNumber, proposal }: { caseNumber: string; proposal: ProposalView }) {
  const { apart: words } = useCopy().matching;
  const { cases } = useCopy();
  const locale = useLocale();
  const { decided } = proposal;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <div className="grid min-w-0 gap-1">
        <OtherCase proposal={proposal} />
        {decided === null ? null : (
          <p className="text-fine text-soft">
            {words.decided(
              words.reasons[decided.reason],
              cases.eventBy(decided.department, decided.by),
              moment(locale, decided.at),
            )}
          </p>
        )}
      </div>
      <Form method="post" action={`/cases/${caseNumber}/matches`}>
        <FormToken />
        <input type="hidden" name="act" value="again" />
        <Button kind="quiet" name="proposal" value={proposal.id}>
          {words.againFor(proposal.other.number)}
        </Button>
      </Form>
    </div>
  );
}
