import { deskNames, type StaffReader } from "#app/accounts/reader.ts";
import { type Staff, staffOf } from "#app/accounts/staff.ts";
import { copyFor } from "#app/copy/index.ts";
import { worksOn } from "#app/joint-work/rules.ts";
import { clockName } from "#app/triage/queue-view.ts";
import type { clockStates } from "#db/schema/index.ts";
import { inLanguage } from "#guidelines/city.ts";
import type { Edition } from "#guidelines/edition.ts";
import type { InterventionState } from "#guidelines/intervention.ts";
import { kindOf, type Standing } from "#guidelines/intervention-workflow.ts";
import { departmentName, interventionTarget, type Law, tellSource } from "#guidelines/tell.ts";
import { type AnswerLine, answerLines } from "./answers-view.ts";
import { caseFacts } from "./case-facts.ts";
import { type MoveView, moveViews } from "./move-view.ts";
import type { StoredIntervention } from "./queries.ts";
import type { InterventionCase } from "./reading.ts";
import { awaitedFrom } from "./rules.ts";
import { type OpenedMove, openMoves, standingOf } from "./stored.ts";

export interface LimitView {
  readonly id: string;
  readonly name: string;
  readonly state: (typeof clockStates)[number];
  readonly startedAt: Date;
  readonly dueAt: Date | null;
  readonly stoppedAt: Date | null;
}

export interface HistoryLine {
  readonly id: string;
  readonly at: Date;
  readonly what: string;
  readonly by: string;
  /** Null where they could not be opened. */
  readonly answers: readonly AnswerLine[] | null;
}

export interface InterventionView {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly state: InterventionState;
  readonly stateName: string;
  readonly version: number;
  readonly lead: string;
  readonly cooperating: readonly string[];
  /** Departments from which the next move is awaited; none once it is over. */
  readonly awaits: readonly string[];
  readonly result: { readonly name: string; readonly judgement: string } | null;
  readonly limits: readonly LimitView[];
  /** What an emergency put off and nobody made good yet. */
  readonly owed: readonly string[];
  /** Limits that the law or the city sets, in words. */
  readonly rules: readonly string[];
  readonly law: readonly Law[];
  readonly history: readonly HistoryLine[];
  readonly moves: readonly MoveView[];
}

export interface InterventionPageView {
  readonly staff: Staff;
  readonly caseNumber: string;
  readonly intervention: InterventionView;
}

/** One intervention of a case as its page draws it; null for one that is not there. */
export function interventionPageView(
  reader: StaffReader,
  found: InterventionCase,
  id: string,
  now: Date,
): InterventionPageView | null {
  const stored = found.interventions.find((one) => one.id === id);
  if (stored === undefined) return null;
  const { portal, locale, signedIn } = reader;
  return {
    staff: staffOf(signedIn, portal, locale),
    caseNumber: found.matter.number,
    intervention: interventionView(reader, found, stored, now),
  };
}

function interventionView(
  reader: StaffReader,
  found: InterventionCase,
  stored: StoredIntervention,
  now: Date,
): InterventionView {
  const { portal, locale } = reader;
  const edition = portal.editionOf(stored.edition);
  const { kind, workflow } = kindOf(edition, stored.kind);
  const moves = openMoves(portal, stored.id, found, keysOf(reader, found));
  const standing = standingOf(stored, moves);
  const short = (id: string) => departmentName(edition, id, locale, "short");
  const result = workflow.results.find((one) => one.id === stored.result);
  const owed = new Set(moves.flatMap(({ move }) => (stored.endedAt === null ? move.owed : [])));
  const { interventionCommon: common } = edition;
  return {
    id: stored.id,
    name: inLanguage(kind.name, locale),
    about: inLanguage(kind.about, locale),
    state: stored.state,
    stateName: inLanguage(common.states[stored.state], locale),
    version: stored.version,
    lead: short(stored.lead),
    cooperating: stored.cooperating.map(short),
    awaits: awaitedFrom(edition, kind, workflow, stored.state).map(short),
    result:
      result === undefined
        ? null
        : { name: inLanguage(result.name, locale), judgement: inLanguage(common.judgements[result.judgement], locale) },
    limits: limitsOf(reader, found.clocks, stored.id),
    owed: workflow.prerequisites
      .filter((need) => owed.has(need.id) && !("assessment" in need.need && found.facts.assessed))
      .map(({ says }) => inLanguage(says, locale)),
    rules: workflow.limits.map(({ says }) => inLanguage(says, locale)),
    law: lawOf(reader, edition, [...kind.sources, ...workflow.sources]),
    history: [...moves].reverse().map((move) => historyLine(reader, edition, stored, move)),
    moves: movesFor(reader, found, edition, standing, stored.id, now),
  };
}

const keysOf = ({ portal }: StaffReader, { keys }: InterventionCase) => keys.map((key) => portal.vault.unwrap(key));

/** What may be done by this reader: nothing by whoever does not work the case, or where it is not open. */
export function movesFor(
  reader: StaffReader,
  found: InterventionCase,
  edition: Edition,
  standing: Standing,
  own: string | null,
  now: Date,
): readonly MoveView[] {
  const { portal, locale, signedIn } = reader;
  const { actor } = signedIn;
  if (found.matter.state !== "open" || !worksOn(actor, found.matter, found.desks)) return [];
  const keys = keysOf(reader, found);
  const others = found.interventions.filter(({ id }) => id !== own);
  const facts = caseFacts({ portal, edition, keys }, found.matter, found.facts, others, standing.answers, now);
  return moveViews(edition, locale, standing, { department: actor.department, rank: actor.kind }, facts, now);
}

/** The sources of an edition that stand behind something, once each. */
export const lawOf = (
  { locale }: Pick<StaffReader, "locale">,
  edition: Edition,
  ids: readonly string[],
): readonly Law[] => edition.sources.filter(({ id }) => ids.includes(id)).map((source) => tellSource(source, locale));

/** The limits of one intervention, those that run first. */
export function limitsOf(
  { portal, locale }: StaffReader,
  clocks: readonly (Omit<LimitView, "name"> & { readonly clock: string; readonly interventionId: string | null })[],
  interventionId: string,
): readonly LimitView[] {
  const runs = ({ state }: LimitView) => (state === "running" || state === "breached" ? 0 : 1);
  return clocks
    .filter((clock) => clock.interventionId === interventionId)
    .map(({ id, clock, state, startedAt, dueAt, stoppedAt }) => ({
      id,
      name: clockName(portal, locale, clock),
      state,
      startedAt,
      dueAt,
      stoppedAt,
    }))
    .sort((one, other) => runs(one) - runs(other));
}

function historyLine(
  reader: StaffReader,
  edition: Edition,
  { kind }: StoredIntervention,
  { move, author, answers }: OpenedMove,
): HistoryLine {
  const { locale } = reader;
  const { cases, interventions: words } = copyFor(locale);
  const { workflow } = kindOf(edition, kind);
  const did = inLanguage(edition.interventionCommon.moves[move.move], locale);
  const target = move.target === null ? null : interventionTarget(edition, locale, kind, move.target);
  return {
    id: move.id,
    at: move.at,
    what: target === null ? did : move.move === "step" ? target : words.didWhat(did, target),
    by: cases.eventBy(deskNames(reader)(move.department, "").department, author),
    answers: answers === null ? null : answerLines(edition, locale, workflow, answers),
  };
}
