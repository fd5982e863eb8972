import type { StaffReader } from "#app/accounts/reader.ts";
import type { AssessmentSectionView } from "#app/assessments/assessment-section.tsx";
import { worksOn } from "#app/joint-work/rules.ts";
import type { AssignmentReason, ClockState } from "#db/schema/index.ts";
import { inLanguage } from "#guidelines/city.ts";
import type { InterventionState } from "#guidelines/intervention.ts";
import { kindOf } from "#guidelines/intervention-workflow.ts";
import { departmentName, type Law } from "#guidelines/tell.ts";
import { type LimitView, lawOf, limitsOf } from "./intervention-view.ts";
import type { StoredIntervention } from "./queries.ts";
import { awaitedFrom } from "./rules.ts";

/** An intervention in brief, as its case lists it. */
export interface InterventionLine {
  readonly id: string;
  readonly name: string;
  readonly lead: string;
  readonly state: InterventionState;
  readonly stateName: string;
  /** What the result says of the purpose, once it has ended. */
  readonly judgement: string | null;
  readonly awaits: readonly string[];
  /** The limit that ends first of those that run. */
  readonly next: LimitView | null;
}

/** A kind that something speaks for and nobody has opened yet. */
export interface SuggestedLine {
  readonly kind: string;
  readonly name: string;
  readonly lead: string;
  readonly reasons: readonly string[];
  readonly law: readonly Law[];
}

export interface InterventionsSectionView {
  readonly lines: readonly InterventionLine[];
  readonly suggested: readonly SuggestedLine[];
  readonly mayPropose: boolean;
}

interface CaseParts {
  readonly matter: Parameters<typeof worksOn>[1];
  readonly assignments: readonly {
    readonly assignment: Parameters<typeof worksOn>[2][number] & {
      readonly edition: string;
      readonly reason: AssignmentReason;
    };
  }[];
  readonly clocks: readonly {
    readonly id: string;
    readonly clock: string;
    readonly interventionId: string | null;
    readonly state: ClockState;
    readonly startedAt: Date;
    readonly dueAt: Date | null;
    readonly stoppedAt: Date | null;
  }[];
}

/** The interventions of a case in brief, and what the assessment and the rules propose that is not opened yet. */
export function interventionsSectionView(
  reader: StaffReader,
  { matter, assignments, clocks }: CaseParts,
  stored: readonly StoredIntervention[],
  assessments: AssessmentSectionView,
): InterventionsSectionView {
  const desks = assignments.map(({ assignment }) => assignment);
  const mayPropose = matter.state === "open" && worksOn(reader.signedIn.actor, matter, desks);
  const opened = new Set(stored.filter(({ state }) => state !== "declined").map(({ kind }) => kind));
  const suggested = new Map<string, { reasons: Set<string>; law: Map<string, Law> }>();
  const suggest = (kind: string, reasons: readonly string[], law: readonly Law[]) => {
    if (opened.has(kind)) return;
    const found = suggested.get(kind) ?? { reasons: new Set<string>(), law: new Map<string, Law>() };
    for (const reason of reasons) found.reasons.add(reason);
    for (const one of law) found.law.set(one.id, one);
    suggested.set(kind, found);
  };
  const { locale, portal } = reader;
  const { latest } = assessments;
  const proposed = latest?.content?.proposal.interventions ?? [];
  for (const { id } of latest?.interventions ?? []) {
    const why = proposed.find((one) => one.id === id);
    suggest(id, why?.reasons.map((reason) => reason.why) ?? [], why?.law ?? []);
  }
  for (const { assignment } of assignments) {
    const { suggestedInterventions, why, sources } = assignment.reason;
    const law = lawOf(reader, portal.editionOf(assignment.edition), sources);
    for (const id of suggestedInterventions) suggest(id, [inLanguage(why, locale)], law);
  }
  const { edition } = portal;
  return {
    mayPropose,
    lines: stored.map((one) => lineOf(reader, one, clocks)),
    suggested: edition.interventions
      .filter(({ id }) => suggested.has(id))
      .map(({ id, name, lead }) => ({
        kind: id,
        name: inLanguage(name, locale),
        lead: departmentName(edition, lead, locale, "short"),
        reasons: [...(suggested.get(id)?.reasons ?? [])],
        law: [...(suggested.get(id)?.law.values() ?? [])],
      })),
  };
}

function lineOf(reader: StaffReader, stored: StoredIntervention, clocks: CaseParts["clocks"]): InterventionLine {
  const { portal, locale } = reader;
  const edition = portal.editionOf(stored.edition);
  const { kind, workflow } = kindOf(edition, stored.kind);
  const { states, judgements } = edition.interventionCommon;
  const result = workflow.results.find(({ id }) => id === stored.result);
  const running = limitsOf(reader, clocks, stored.id).filter(
    ({ state, dueAt }) => dueAt !== null && (state === "running" || state === "breached"),
  );
  const [next] = [...running].sort((one, other) => (one.dueAt?.getTime() ?? 0) - (other.dueAt?.getTime() ?? 0));
  return {
    id: stored.id,
    name: inLanguage(kind.name, locale),
    lead: departmentName(edition, stored.lead, locale, "short"),
    state: stored.state,
    stateName: inLanguage(states[stored.state], locale),
    judgement: result === undefined ? null : inLanguage(judgements[result.judgement], locale),
    awaits: awaitedFrom(edition, kind, workflow, stored.state).map((id) =>
      departmentName(edition, id, locale, "short"),
    ),
    next: next ?? null,
  };
}
