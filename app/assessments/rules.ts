import { z } from "zod";
import { worksOn } from "#app/joint-work/rules.ts";
import { type Urgency, urgencies } from "#db/schema/index.ts";
import { type Instrument, questionsOf } from "#guidelines/assessment.ts";
import type { AssessmentAnswers, InjuryMark, Proposal } from "#guidelines/assessment-proposal.ts";

/** Why an assessment was not taken. Each has its sentence in `app/copy`, assessments. */
export const assessmentRefusals = [
  "urgency_missing",
  "reason_missing",
  "reason_too_long",
  "intervention_unknown",
  "changed_meanwhile",
  "proposal_changed",
] as const;
export type AssessmentRefusalCode = (typeof assessmentRefusals)[number];

/** The domain says no. Nothing has changed. */
export class AssessmentRefusal extends Error {
  override readonly name = "AssessmentRefusal";
  readonly code: AssessmentRefusalCode;

  constructor(code: AssessmentRefusalCode) {
    super(code);
    this.code = code;
  }
}

/** What is wrong with one answer. */
export const answerProblems = ["answer_missing", "not_a_moment", "moment_to_come", "words_too_long"] as const;
export interface AnswerProblem {
  /** The form field. */
  readonly name: string;
  readonly code: (typeof answerProblems)[number];
}

export const longestWords = 2_000;
export const longestMark = 300;
export const longestReason = 2_000;

/** The names under which the form hands in each answer. */
export const fieldOf = {
  question: (id: string) => `answer.${id}`,
  injury: "injury",
  injuryKinds: (part: string) => `injury.${part}.kinds`,
  injuryWords: (part: string) => `injury.${part}.words`,
  words: (section: string) => `words.${section}`,
} as const;

/** An assessment as it was typed: what no question offers is left out, a moment stays as it was written. */
export interface TypedAssessment {
  readonly answers: Readonly<Record<string, readonly string[]>>;
  readonly injuries: readonly InjuryMark[];
  readonly words: Readonly<Record<string, string>>;
}

export const nothingTyped: TypedAssessment = { answers: {}, injuries: [], words: {} };

/** Reads what was typed, question by question, so that nothing else gets in whatever was sent. */
export function typedIn(instrument: Instrument, parts: readonly string[], form: FormData): TypedAssessment {
  const given = (name: string) => form.getAll(name).filter((value): value is string => typeof value === "string");
  const answers: Record<string, readonly string[]> = {};
  for (const question of questionsOf(instrument)) {
    const values = given(fieldOf.question(question.id));
    const known = question.options?.map(({ value }) => value);
    const kept = known === undefined ? values.slice(0, 1) : known.filter((value) => values.includes(value));
    const one = question.type === "several" ? kept : kept.slice(0, 1);
    if (one.some((value) => value !== "")) answers[question.id] = one;
  }
  const kinds = instrument.injuryKinds.map(({ id }) => id);
  const marked = given(fieldOf.injury);
  const words: Record<string, string> = {};
  for (const { id } of instrument.sections) {
    const text = (given(fieldOf.words(id))[0] ?? "").trim();
    if (text !== "") words[id] = text;
  }
  return {
    answers,
    words,
    injuries: parts
      .filter((part) => marked.includes(part))
      .map((part) => {
        const chosen = given(fieldOf.injuryKinds(part));
        return {
          part,
          kinds: kinds.filter((kind) => chosen.includes(kind)),
          words: (given(fieldOf.injuryWords(part))[0] ?? "").trim(),
        };
      }),
  };
}

const localMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** A day and time of Beijing as they were typed; null for what is none. */
export function beijingMoment(typed: string): Date | null {
  if (!localMoment.test(typed)) return null;
  const moment = new Date(`${typed}:00+08:00`);
  // A day that the month does not have moves on to the next one: it was not what was meant.
  const same = (date: Date) => new Date(date.getTime() + 8 * 3_600_000).toISOString().startsWith(typed);
  return Number.isNaN(moment.getTime()) || !same(moment) ? null : moment;
}

/** The answers as the edition's rules read them, or what is still wrong with them. */
export function answersIn(
  instrument: Instrument,
  typed: TypedAssessment,
  now: Date,
): { readonly answers: AssessmentAnswers; readonly problems: readonly AnswerProblem[] } {
  const problems: AnswerProblem[] = [];
  const scales: Record<string, string> = {};
  const several: Record<string, readonly string[]> = {};
  const moments: Record<string, string> = {};
  for (const question of questionsOf(instrument)) {
    const name = fieldOf.question(question.id);
    const [value] = typed.answers[question.id] ?? [];
    if (value === undefined) {
      if (question.required === true) problems.push({ name, code: "answer_missing" });
    } else if (question.type === "several") several[question.id] = typed.answers[question.id] ?? [];
    else if (question.type === "scale") scales[question.id] = value;
    else if (question.type === "moment") {
      const moment = beijingMoment(value);
      if (moment === null) problems.push({ name, code: "not_a_moment" });
      else if (moment > now) problems.push({ name, code: "moment_to_come" });
      else moments[question.id] = moment.toISOString();
    }
  }
  for (const { part, words } of typed.injuries) {
    if (words.length > longestMark) problems.push({ name: fieldOf.injuryWords(part), code: "words_too_long" });
  }
  for (const [section, words] of Object.entries(typed.words)) {
    if (words.length > longestWords) problems.push({ name: fieldOf.words(section), code: "words_too_long" });
  }
  return { answers: { scales, several, moments, injuries: typed.injuries }, problems };
}

/** What an officer makes of a proposal, as it was typed. */
export interface TypedDecision {
  readonly urgency: string;
  readonly interventions: readonly string[];
  readonly reason: string;
}

export interface Decision {
  readonly urgency: Urgency;
  readonly interventions: readonly string[];
  /** Null where the proposal was taken. */
  readonly reason: string | null;
}

/**
 * The officer's decision beside the proposal. Another urgency than the proposed one, and any that is lower than the
 * case's, needs a reason. Throws `AssessmentRefusal`. Source: policy value of the edition, `city-policy/assessment`.
 */
export function decisionOn(
  proposal: Proposal,
  current: Urgency,
  catalogue: readonly { readonly id: string }[],
  typed: TypedDecision,
): Decision {
  const urgency = urgencies.find((level) => level === typed.urgency);
  if (urgency === undefined) throw new AssessmentRefusal("urgency_missing");
  if (typed.interventions.some((id) => !catalogue.some((one) => one.id === id))) {
    throw new AssessmentRefusal("intervention_unknown");
  }
  const reason = typed.reason.trim();
  if (reason.length > longestReason) throw new AssessmentRefusal("reason_too_long");
  if (reason === "" && needsReason(proposal.level, current, urgency)) throw new AssessmentRefusal("reason_missing");
  return {
    urgency,
    interventions: catalogue.map(({ id }) => id).filter((id) => typed.interventions.includes(id)),
    reason: reason === "" ? null : reason,
  };
}

/** Whether deciding this needs a reason in words. */
export const needsReason = (proposed: Urgency, current: Urgency, decided: Urgency): boolean =>
  decided !== proposed || isLower(decided, current);

export const isLower = (one: Urgency, than: Urgency): boolean => urgencies.indexOf(one) > urgencies.indexOf(than);

/** What of a proposal the officer saw when deciding: a decision on another one is not taken. */
export const sightOf = ({ level, rule, interventions }: Proposal): string =>
  [level, rule, ...interventions.map(({ intervention }) => intervention)].join(" ");

/** Who assesses: desks that work the case, as long as it is open. Prosecutors supervise and read. */
export function mayAssess(
  reader: { readonly department: string; readonly districts: readonly string[] },
  matter: { readonly state: "open" | "closed" | "sealed"; readonly district: string },
  desks: readonly { readonly department: string; readonly district: string; readonly state: string }[],
): boolean {
  return matter.state === "open" && reader.department !== "procuratorate" && worksOn(reader, matter, desks);
}

const Mark = z.object({ part: z.string(), kinds: z.array(z.string()), words: z.string() });

/** What lies under the seal of an assessment. */
export const StoredAssessment = z.object({
  typed: z.object({
    answers: z.record(z.string(), z.array(z.string())),
    injuries: z.array(Mark),
    words: z.record(z.string(), z.string()),
  }),
  answers: z.object({
    scales: z.record(z.string(), z.string()),
    several: z.record(z.string(), z.array(z.string())),
    moments: z.record(z.string(), z.string()),
    injuries: z.array(Mark),
  }),
  assessed: z.object({
    situations: z.array(z.string()),
    childAge: z.number().nullable(),
    filedRules: z.array(z.string()),
  }),
  /** As it was shown, byte for byte. */
  proposal: z.string(),
  reason: z.string().nullable(),
});
export type StoredAssessment = z.infer<typeof StoredAssessment>;

/** A proposal as it was stored. */
export function readProposal({ proposal }: Pick<StoredAssessment, "proposal">): Proposal {
  return JSON.parse(proposal);
}
