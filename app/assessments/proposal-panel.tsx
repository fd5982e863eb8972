import { LawList } from "#app/triage/law-list.tsx";
import { UrgencyBadge, useCopy } from "#app/ui/index.ts";
import type { ProposalView } from "./proposal-view.ts";

/** How urgent, and every rule that says so with its law; what of the filing no longer holds, and why. */
export function UrgencyGrounds({ proposal }: { proposal: ProposalView }) {
  const words = useCopy().assessments.proposal;
  return (
    <div className="grid gap-3">
      <ul className="grid gap-2">
        {proposal.grounds.map((ground) => (
          <li key={ground.rule} data-ground={ground.rule}>
            <p className="flex flex-wrap items-baseline gap-x-2">
              <UrgencyBadge level={ground.level} />
              <span>{ground.why}</span>
              {ground.fromFiling ? <span className="text-fine text-soft">{words.fromFiling}</span> : null}
            </p>
            <LawList law={ground.law} />
          </li>
        ))}
      </ul>
      {proposal.cleared.length === 0 ? null : (
        <div>
          <h4 className="text-fine font-semibold text-soft">{words.cleared}</h4>
          <ul className="grid gap-1">
            {proposal.cleared.map(({ rule, why, because }) => (
              <li key={rule} data-cleared={rule}>
                <s className="text-soft decoration-1">{why}</s>
                <span className="block text-fine">{because}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** What is to be secured before it is gone, and by when. */
export function EvidenceList({ proposal }: { proposal: ProposalView }) {
  const words = useCopy().assessments.proposal;
  if (proposal.evidence.length === 0) return null;
  return (
    <div>
      <h3 className="text-h3">{words.evidence}</h3>
      <ul className="divide-y divide-line">
        {proposal.evidence.map(({ kind, name, when, advice }) => (
          <li key={kind} className="grid gap-x-4 py-2 sm:grid-cols-[1fr_auto]">
            <span>
              {name}
              <span className="block text-fine text-soft">{advice}</span>
            </span>
            <span className="font-semibold tabular-nums sm:text-right">{when}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
