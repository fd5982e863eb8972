import { inLanguage, type Locale } from "#guidelines/city.ts";
import { beijingDay } from "#guidelines/days.ts";
import type { Edition } from "#guidelines/edition.ts";
import type { Field } from "#guidelines/intervention.ts";
import type { CaseFacts } from "#guidelines/intervention-needs.ts";
import {
  type ConsideredMove,
  type InterventionActor,
  type InterventionMove,
  kindOf,
  movesOf,
  type Standing,
} from "#guidelines/intervention-workflow.ts";
import { type Law, tellSource } from "#guidelines/tell.ts";

/** One question of a form, in the reader's language. */
export interface FieldView {
  readonly id: string;
  readonly label: string;
  readonly hint: string | null;
  readonly type: Field["type"];
  readonly required: boolean;
  readonly maxLength: number | null;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** What stands there before anything is typed. */
  readonly suggested: string;
}

/** One thing that can be done next, or cannot yet. */
export interface MoveView {
  /** `step.assign_lawyer`: for addresses and forms. */
  readonly id: string;
  readonly move: InterventionMove;
  readonly target: string | null;
  readonly name: string;
  /** For a result: what it says of the purpose. */
  readonly judgement: string | null;
  readonly asks: readonly FieldView[];
  readonly refusals: readonly { readonly says: string; readonly law: readonly Law[] }[];
  /** What an emergency lets wait, and is to be made good. */
  readonly owed: readonly string[];
}

/** Refusals that say nothing to whoever asks what is next: the move lies behind, or elsewhere. */
const silent: ReadonlySet<string> = new Set([
  "not_proposed_yet",
  "wrong_state",
  "step_done",
  "step_closed",
  "only_void",
]);

/** What can be done with an intervention by this officer, and what cannot yet with the reason; what is past is left out. */
export function moveViews(
  edition: Edition,
  locale: Locale,
  standing: Standing,
  actor: InterventionActor,
  facts: CaseFacts,
  now: Date,
): readonly MoveView[] {
  return movesOf(edition, standing, actor, facts)
    .filter(({ to, refusals }) => to !== null && !refusals.some(({ code }) => silent.has(code)))
    .map((move) => moveView(edition, locale, standing.kind, move, now));
}

function moveView(edition: Edition, locale: Locale, kind: string, considered: ConsideredMove, now: Date): MoveView {
  const { move, target, asks, refusals, owed } = considered;
  const { workflow } = kindOf(edition, kind);
  const { moves, judgements } = edition.interventionCommon;
  const step = workflow.steps.find(({ id }) => move === "step" && id === target);
  const result = workflow.results.find(({ id }) => move === "end" && id === target);
  const named = step?.name ?? result?.name ?? moves[move];
  return {
    id: target === null ? move : `${move}.${target}`,
    move,
    target,
    name: inLanguage(named, locale),
    judgement: result === undefined ? null : inLanguage(judgements[result.judgement], locale),
    asks: asks.map((field) => fieldView(locale, field, now)),
    refusals: refusals.map(({ says, sources }) => ({
      says: inLanguage(says, locale),
      law: edition.sources.filter(({ id }) => sources.includes(id)).map((source) => tellSource(source, locale)),
    })),
    owed: workflow.prerequisites.filter(({ id }) => owed.includes(id)).map(({ says }) => inLanguage(says, locale)),
  };
}

function fieldView(locale: Locale, field: Field, now: Date): FieldView {
  const { id, label, hint, type, required, maxLength, past } = field;
  return {
    id,
    label: inLanguage(label, locale),
    hint: hint === undefined ? null : inLanguage(hint, locale),
    type,
    required,
    maxLength: maxLength ?? null,
    options: (field.options ?? []).map((option) => ({ value: option.value, label: inLanguage(option.label, locale) })),
    suggested: type === "date" && past === true && required ? beijingDay(now) : "",
  };
}
