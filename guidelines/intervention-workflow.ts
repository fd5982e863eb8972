import type { BothLanguages } from "./both-languages.ts";
import type { Edition, Intervention } from "./edition.ts";
import {
  type Field,
  type InterventionState,
  outsideBodies,
  type refusalCodes,
  type Workflow,
  type WorkflowResult,
  type WorkflowStep,
} from "./intervention.ts";
import { type AnswerProblemAt, type Answers, checkAnswers } from "./intervention-answers.ts";
import { type CaseFacts, fieldsRead, isAnswered, isMet, needsBefore } from "./intervention-needs.ts";

type By = "proposing" | "approving" | "carrying" | "doing";

/**
 * The one table of what an intervention may do. A pair of move and state that is not here is refused. `step` leaves the
 * state as it is: the steps of a kind lie within its work. An approved one whose ground falls away ends without having begun.
 */
export const interventionMoves = [
  { move: "propose", from: null, to: "proposed", by: "proposing", rank: "officer" },
  { move: "approve", from: "proposed", to: "approved", by: "approving", rank: "lead" },
  { move: "decline", from: "proposed", to: "declined", by: "approving", rank: "lead" },
  { move: "withdraw", from: "proposed", to: "declined", by: "proposing", rank: "officer" },
  { move: "start", from: "approved", to: "active", by: "carrying", rank: "officer" },
  { move: "step", from: "active", to: "active", by: "doing", rank: "officer" },
  { move: "step", from: "reviewed", to: "reviewed", by: "doing", rank: "officer" },
  { move: "review", from: "active", to: "reviewed", by: "carrying", rank: "officer" },
  { move: "review", from: "reviewed", to: "reviewed", by: "carrying", rank: "officer" },
  { move: "end", from: "approved", to: "ended", by: "carrying", rank: "officer" },
  { move: "end", from: "active", to: "ended", by: "carrying", rank: "officer" },
  { move: "end", from: "reviewed", to: "ended", by: "carrying", rank: "officer" },
] as const satisfies readonly {
  readonly move: string;
  readonly from: InterventionState | null;
  readonly to: InterventionState;
  readonly by: By;
  readonly rank: "officer" | "lead";
}[];

type Row = (typeof interventionMoves)[number];
export type InterventionMove = Row["move"];
type RefusalCode = (typeof refusalCodes)[number];

export type InterventionActor = { readonly department: string; readonly rank: "officer" | "lead" };

/** Where an intervention stands: null before it was proposed. `done` holds its steps in their order. */
export type Standing = {
  readonly kind: string;
  readonly state: InterventionState | null;
  readonly done: readonly string[];
  readonly answers: Answers;
};

/** Why not, in words; a need also says by which of its names and on which sources. */
export type Refusal = {
  readonly code: RefusalCode;
  readonly need: string | null;
  readonly says: BothLanguages;
  readonly sources: readonly string[];
};

/** One thing that could be done: open where nothing refuses it. `target` is the step or the result. */
export type ConsideredMove = {
  readonly move: InterventionMove;
  readonly target: string | null;
  readonly to: InterventionState | null;
  readonly asks: readonly Field[];
  readonly refusals: readonly Refusal[];
  /** Needs that the emergency put off; they are to be made good. */
  readonly owed: readonly string[];
};

export type MoveMade =
  | {
      readonly ok: true;
      readonly standing: Standing;
      readonly result: string | null;
      readonly answers: Answers;
      readonly raises: readonly string[];
      readonly makes: readonly string[];
      readonly owed: readonly string[];
    }
  | { readonly ok: false; readonly refusals: readonly Refusal[]; readonly problems: readonly AnswerProblemAt[] };

/** The kind and how it goes. @throws where the edition has no such kind */
export function kindOf(edition: Edition, kind: string): { readonly kind: Intervention; readonly workflow: Workflow } {
  const found = edition.interventions.find(({ id }) => id === kind);
  const workflow = edition.workflows.find(({ id }) => id === found?.workflow);
  if (found === undefined || workflow === undefined)
    throw new Error(`edition ${edition.id} has no intervention ${kind}`);
  return { kind: found, workflow };
}

/** A field of the workflow, or of those that all share. */
export const fieldOf = (edition: Edition, workflow: Workflow, id: string): Field | undefined =>
  [...workflow.fields, ...edition.interventionCommon.fields].find((field) => field.id === id);

const bodies: ReadonlySet<string> = new Set(outsideBodies);

/** The departments that names of a kind or workflow stand for. A body without a desk is spoken for by those who work the kind. */
export function departmentsOf(edition: Edition, kind: Intervention, names: readonly string[]): string[] {
  const all = edition.departments.filter(({ queue }) => queue).map(({ id }) => id);
  const found = names.flatMap((name): readonly string[] => {
    if (name === "any_department") return all;
    if (name === "lead") return [kind.lead];
    if (name === "cooperating") return kind.cooperating;
    if (name === "proposes" || name === "approves") return departmentsOf(edition, kind, kind[name]);
    return bodies.has(name) ? [kind.lead, ...kind.cooperating] : [name];
  });
  return all.filter((id) => found.includes(id));
}

function whoMay(edition: Edition, kind: Intervention, workflow: Workflow, by: By, step: WorkflowStep | undefined) {
  if (by === "proposing") return departmentsOf(edition, kind, kind.proposes);
  if (by === "approving") return departmentsOf(edition, kind, kind.approves);
  return departmentsOf(edition, kind, by === "doing" ? (step?.by ?? []) : workflow.carries);
}

/** Whether one of these steps was done, or none is asked for. */
export const follows = (after: readonly string[], done: readonly string[]): boolean =>
  after.length === 0 || after.some((step) => done.includes(step));

type Candidate = { readonly move: InterventionMove; readonly step?: WorkflowStep; readonly result?: WorkflowResult };

function candidatesOf({ steps, results, reviews }: Workflow): Candidate[] {
  return [
    { move: "propose" },
    { move: "approve" },
    { move: "decline" },
    { move: "withdraw" },
    { move: "start" },
    ...steps.map((step) => ({ move: "step" as const, step })),
    ...(reviews === null ? [] : [{ move: "review" as const }]),
    ...results.map((result) => ({ move: "end" as const, result })),
  ];
}

function askedBy(edition: Edition, workflow: Workflow, { move, step, result }: Candidate): Field[] {
  const ids = move === "step" || move === "end" ? ((step ?? result)?.asks ?? []) : workflow.asks[move];
  return ids.flatMap((id) => fieldOf(edition, workflow, id) ?? []);
}

function consider(
  edition: Edition,
  standing: Standing,
  actor: InterventionActor,
  facts: CaseFacts,
  candidate: Candidate,
  typed: Answers | null,
): ConsideredMove {
  const { kind, workflow } = kindOf(edition, standing.kind);
  const { move, step, result } = candidate;
  const target = step?.id ?? result?.id ?? null;
  const row = interventionMoves.find((one) => one.move === move && one.from === standing.state);
  const asks = askedBy(edition, workflow, candidate);
  const refusals: Refusal[] = [];
  const owed: string[] = [];
  const refuse = (code: RefusalCode, fill: Readonly<Record<string, readonly BothLanguages[]>> = {}) =>
    refusals.push({ code, need: null, says: filled(edition.interventionCommon.refusals[code], fill), sources: [] });

  if (row === undefined) {
    const { states } = edition.interventionCommon;
    if (standing.state === null) refuse("not_proposed_yet");
    else refuse("wrong_state", { state: [states[standing.state]] });
    return { move, target, to: null, asks, refusals, owed };
  }
  const allowed = whoMay(edition, kind, workflow, row.by, step);
  if (!allowed.includes(actor.department)) {
    const names = edition.departments.filter(({ id }) => allowed.includes(id)).map(({ short }) => short);
    refuse("not_your_department", { departments: names });
  } else if (row.rank === "lead" && actor.rank !== "lead") refuse("lead_decides");

  const stepNames = (ids: readonly string[]) =>
    workflow.steps.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  const after = (step ?? result)?.after ?? [];
  if (!follows(after, standing.done)) refuse("step_before_missing", { steps: stepNames(after) });
  if (step !== undefined && !step.repeats && standing.done.includes(step.id)) refuse("step_done");
  const closing = (step ?? result)?.unless.filter((other) => standing.done.includes(other)) ?? [];
  if (closing.length > 0) refuse("step_closed", { steps: stepNames(closing) });
  if (result !== undefined && row.from === "approved" && result.judgement !== "void") refuse("only_void");
  if (result?.unstarted && row.from !== "approved")
    refuse("wrong_state", { state: [edition.interventionCommon.states[row.from ?? "proposed"]] });

  const answers = { ...standing.answers, ...typed };
  for (const { id, need, emergency, says, sources } of needsBefore(
    workflow,
    target === null ? [move] : [move, target],
  )) {
    // What this very move asks is held against what is typed, not before.
    if (typed === null && fieldsRead(need).some((about) => asks.some(({ id: asked }) => asked === about))) continue;
    const met = isMet(need, facts, answers);
    if (met === true) continue;
    if (facts.emergency && emergency === "later") owed.push(id);
    else refusals.push({ code: met === null ? "need_not_known" : "need_unmet", need: id, says, sources });
  }
  return { move, target, to: row.to, asks, refusals, owed };
}

/** Puts names where the sentence leaves room for them, in each language with its own comma. */
function filled(says: BothLanguages, fill: Readonly<Record<string, readonly BothLanguages[]>>): BothLanguages {
  let { zh, en } = says;
  for (const [name, words] of Object.entries(fill)) {
    zh = zh.replace(`{${name}}`, words.map((word) => word.zh).join("、"));
    en = en.replace(`{${name}}`, words.map((word) => word.en).join(", "));
  }
  return { zh, en };
}

/** Everything that could be done with an intervention, each with what it asks and why this officer may not do it now. */
export function movesOf(
  edition: Edition,
  standing: Standing,
  actor: InterventionActor,
  facts: CaseFacts,
): ConsideredMove[] {
  const { workflow } = kindOf(edition, standing.kind);
  return candidatesOf(workflow).map((candidate) => consider(edition, standing, actor, facts, candidate, null));
}

/**
 * Makes a move, if it is open and what was typed is whole: where the intervention stands then, which events of the clocks
 * it raises and which documents it makes. A move that is not in the table, or not of this kind, is refused.
 */
export function makeMove(
  edition: Edition,
  standing: Standing,
  actor: InterventionActor,
  facts: CaseFacts,
  wanted: { readonly move: InterventionMove; readonly target: string | null },
  typed: Readonly<Record<string, unknown>>,
  now: Date,
): MoveMade {
  const { workflow } = kindOf(edition, standing.kind);
  const candidate = candidatesOf(workflow).find(
    ({ move, step, result }) => move === wanted.move && (step?.id ?? result?.id ?? null) === wanted.target,
  );
  if (candidate === undefined) {
    const code = "not_of_this_kind";
    const says = edition.interventionCommon.refusals[code];
    return { ok: false, refusals: [{ code, need: null, says, sources: [] }], problems: [] };
  }
  const before = consider(edition, standing, actor, facts, candidate, null);
  if (before.refusals.length > 0) return { ok: false, refusals: before.refusals, problems: [] };
  const checked = checkAnswers(before.asks, typed, standing.answers, now);
  if (!checked.ok) return { ok: false, refusals: [], problems: checked.problems };
  const { to, refusals, owed } = consider(edition, standing, actor, facts, candidate, checked.answers);
  if (refusals.length > 0 || to === null) return { ok: false, refusals, problems: [] };
  const { move, step, result } = candidate;
  const answers = { ...standing.answers, ...checked.answers };
  const raises = [...effectsOf(workflow.raises, move), ...(step?.raises ?? []), ...(result?.raises ?? [])];
  return {
    ok: true,
    standing: {
      kind: standing.kind,
      state: to,
      done: step === undefined ? standing.done : [...standing.done, step.id],
      answers,
    },
    result: result?.id ?? null,
    answers: checked.answers,
    raises: raises.flatMap((raise) => {
      if (typeof raise === "string") return [raise];
      return isAnswered(answers[raise.field], raise.in) ? [raise.event] : [];
    }),
    makes: [...effectsOf(workflow.makes, move), ...(step?.makes ?? []), ...(result?.makes ?? [])],
    owed,
  };
}

const effectsOf = <E>(effects: Readonly<Partial<Record<string, readonly E[]>>>, move: string): readonly E[] =>
  effects[move] ?? [];
