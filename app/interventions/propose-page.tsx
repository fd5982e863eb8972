import { Link } from "@remix-run/react";
import { StaffFrame } from "#app/accounts/staff-frame.tsx";
import { LawList } from "#app/triage/law-list.tsx";
import { Card, Details, LinkButton, Notice, useCopy } from "#app/ui/index.ts";
import type { NotTaken } from "./answering.ts";
import { MoveForm } from "./move-form.tsx";
import type { KindLine, ProposePageView } from "./propose-view.ts";

/** Proposing an intervention: the kind is chosen, then its own form. */
export function ProposePage({ view, refused }: { view: ProposePageView; refused: NotTaken | null }) {
  const words = useCopy().interventions;
  const { caseNumber, chosen, staff } = view;
  return (
    <StaffFrame staff={staff}>
      <div className="mx-auto grid max-w-4xl gap-6">
        <header>
          <p className="font-semibold tabular-nums">{caseNumber}</p>
          <h1 className="mt-2 text-h1">{chosen === null ? words.propose : words.proposing(chosen.name)}</h1>
          <p className="mt-1 max-w-2xl text-soft">{chosen === null ? words.proposeLead : chosen.about}</p>
        </header>
        {chosen === null ? (
          <Kinds caseNumber={caseNumber} kinds={view.kinds} />
        ) : (
          <Chosen caseNumber={caseNumber} chosen={chosen} refused={refused} />
        )}
        <div>
          <LinkButton kind="quiet" to={chosen === null ? `/cases/${caseNumber}` : `/cases/${caseNumber}/intervention`}>
            {chosen === null ? words.back : words.otherKind}
          </LinkButton>
        </div>
      </div>
    </StaffFrame>
  );
}

function Kinds({ caseNumber, kinds }: { caseNumber: string; kinds: readonly KindLine[] }) {
  const words = useCopy().interventions;
  const ours = kinds.filter(({ isOurs }) => isOurs);
  const others = kinds.filter(({ isOurs }) => !isOurs);
  return (
    <>
      <Card title={words.ours}>
        <ul className="grid gap-3 sm:grid-cols-2">
          {ours.map((kind) => (
            <li key={kind.id}>
              <Link
                to={`/cases/${caseNumber}/intervention?kind=${kind.id}`}
                className="block h-full rounded-md border border-line p-4 text-ink no-underline hover:border-accent hover:bg-accent-wash"
              >
                <span className="block font-semibold text-accent">{kind.name}</span>
                <span className="block text-fine">{kind.about}</span>
                <span className="block text-fine text-soft">{words.ledBy(kind.lead)}</span>
              </Link>
            </li>
          ))}
        </ul>
      </Card>
      {others.length === 0 ? null : (
        <Details summary={words.others(others.length)}>
          <ul className="grid gap-3 py-2">
            {others.map((kind) => (
              <li key={kind.id}>
                <p className="font-semibold text-ink">{kind.name}</p>
                <p>{words.proposedByThose(words.list(kind.proposedBy))}</p>
              </li>
            ))}
          </ul>
        </Details>
      )}
    </>
  );
}

interface ChosenProps {
  readonly caseNumber: string;
  readonly chosen: NonNullable<ProposePageView["chosen"]>;
  readonly refused: NotTaken | null;
}

function Chosen({ caseNumber, chosen, refused }: ChosenProps) {
  const words = useCopy().interventions;
  const { move } = chosen;
  return (
    <>
      {move.refusals.map(({ says, law }) => (
        <Notice key={says} kind="care" title={says}>
          <LawList law={law} />
        </Notice>
      ))}
      {move.refusals.length > 0 ? null : (
        <Card>
          <p className="mb-5 max-w-2xl text-soft">{words.decidedBy(words.list(chosen.decidedBy))}</p>
          <MoveForm
            action={`/cases/${caseNumber}/intervention?kind=${chosen.id}`}
            move={move}
            typed={refused?.typed ?? null}
            errors={refused?.errors ?? []}
            submit={words.submit.propose}
            about={{ kind: chosen.id }}
          />
        </Card>
      )}
      <LawList law={chosen.law} />
    </>
  );
}
