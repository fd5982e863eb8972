import type { InterventionState, Need, SingleNeed, Workflow } from "./intervention.ts";
import type { Answers } from "./intervention-answers.ts";

/** What the case says about itself when a move is considered: codes only, no identity. */
export type CaseFacts = {
  /** An assessment of the child's situation was decided. */
  readonly assessed: boolean;
  readonly emergency: boolean;
  /** The other interventions of the case. */
  readonly interventions: readonly {
    readonly kind: string;
    readonly state: InterventionState;
    readonly result: string | null;
  }[];
  readonly decisions: readonly string[];
  readonly consents: readonly string[];
  /** Forms of placement that have a place free. */
  readonly freePlaces: readonly string[];
  /** What was established; absent or null: nobody knows. */
  readonly findings: Readonly<Record<string, boolean | null>>;
  readonly childAge: number | null;
};

/** Whether a need is met; null: not known, which keeps the move closed until somebody finds out. */
export function isMet(need: Need, facts: CaseFacts, answers: Answers): boolean | null {
  const each = singlesOf(need).map((single) => isSingleMet(single, facts, answers));
  if (each.includes(true)) return true;
  return each.includes(null) ? null : false;
}

/** The needs of which one must be met; mostly there is but one. */
export const singlesOf = (need: Need): readonly SingleNeed[] => ("any" in need ? need.any : [need]);

/** The fields of this intervention that a need looks at. */
export const fieldsRead = (need: Need): string[] =>
  singlesOf(need).flatMap((single) =>
    "field" in single ? [single.field] : "freePlace" in single ? [single.freePlace] : [],
  );

function isSingleMet(need: SingleNeed, facts: CaseFacts, answers: Answers): boolean | null {
  if ("assessment" in need) return facts.assessed;
  if ("field" in need) return isAnswered(answers[need.field], need.in);
  if ("intervention" in need) {
    return facts.interventions.some(
      ({ kind, state, result }) =>
        need.intervention.includes(kind) &&
        need.states.includes(state) &&
        (need.results === undefined || (result !== null && need.results.includes(result))),
    );
  }
  if ("none" in need) {
    return !facts.interventions.some(({ kind, state }) => need.none.includes(kind) && need.states.includes(state));
  }
  if ("decision" in need) return facts.decisions.includes(need.decision);
  if ("consent" in need) return facts.consents.includes(need.consent);
  if ("freePlace" in need) {
    const form = answers[need.freePlace];
    return typeof form === "string" && facts.freePlaces.includes(form);
  }
  if ("finding" in need) {
    const found = facts.findings[need.finding] ?? null;
    return found === null ? null : found === need.is;
  }
  if (facts.childAge === null) return null;
  return facts.childAge >= need.childAge.from && facts.childAge < need.childAge.below;
}

/** Whether a field was answered, and with one of these values where some are named. */
export function isAnswered(
  answer: string | readonly string[] | undefined,
  among: readonly string[] | undefined,
): boolean {
  if (answer === undefined) return false;
  const given = typeof answer === "string" ? [answer] : answer;
  return among === undefined || given.some((value) => among.includes(value));
}

/** What must be so before a move or one of its targets. */
export function needsBefore(workflow: Workflow, names: readonly string[]): Workflow["prerequisites"] {
  return workflow.prerequisites.filter(({ before }) => before.some((name) => names.includes(name)));
}
