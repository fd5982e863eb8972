import type { Instrument, Sign } from "./assessment.ts";
import { questionsOf } from "./assessment.ts";
import type { BothLanguages } from "./city.ts";
import type { Edition, UrgencyLevel } from "./edition.ts";
import { urgencyLevels } from "./levels.ts";

/** One part of the body and what was seen there. `words` stay with the assessment; no rule reads them. */
export type InjuryMark = { readonly part: string; readonly kinds: readonly string[]; readonly words: string };

/** What an officer found out. A question that was not asked, or not answered, is absent. */
export type AssessmentAnswers = {
  readonly scales: Readonly<Record<string, string>>;
  readonly several: Readonly<Record<string, readonly string[]>>;
  /** Moments as ISO texts. */
  readonly moments: Readonly<Record<string, string>>;
  readonly injuries: readonly InjuryMark[];
};

/** What is known of the case itself. */
export type Assessed = {
  readonly situations: readonly string[];
  readonly childAge: number | null;
  /** Rules of urgency that fired when its reports were filed. */
  readonly filedRules: readonly string[];
};

/** A rule that spoke, in words and with its law. */
export type Ground = {
  readonly rule: string;
  readonly from: "assessment" | "filing";
  readonly level: UrgencyLevel;
  readonly why: BothLanguages;
  readonly sources: readonly string[];
};

/** A rule of filing that no longer holds, and the answer that shows it. */
export type ClearedGround = {
  readonly rule: string;
  readonly level: UrgencyLevel;
  readonly why: BothLanguages;
  readonly because: { readonly question: string; readonly answer: string } | { readonly evidencePassed: string };
};

export type EvidenceToSecure = {
  readonly kind: string;
  /** `open`: until `until`; `passed`: its time is over; `no_number`: as soon as possible; `unknown`: nobody knows since when. */
  readonly state: "open" | "passed" | "no_number" | "unknown";
  readonly until: string | null;
};

export type ProposedIntervention = {
  readonly intervention: string;
  readonly reasons: readonly {
    readonly rule: string;
    readonly why: BothLanguages;
    readonly sources: readonly string[];
  }[];
};

/** What the edition proposes from the answers. An officer decides. */
export type Proposal = {
  readonly edition: string;
  readonly at: string;
  readonly level: UrgencyLevel;
  /** The first of the gravest grounds. */
  readonly rule: string;
  readonly grounds: readonly Ground[];
  readonly cleared: readonly ClearedGround[];
  readonly evidence: readonly EvidenceToSecure[];
  readonly interventions: readonly ProposedIntervention[];
};

const rank = (level: UrgencyLevel): number => urgencyLevels.indexOf(level);
const hour = 3_600_000;

/**
 * What follows from an assessment: the highest level among its own rules and those of filing that still hold, and the
 * interventions of the catalogue that something speaks for. A level of filing falls away only by an answer that says so,
 * which is then part of the proposal. Pure: equal answers at an equal moment give an equal proposal.
 */
export function proposeFrom(edition: Edition, assessed: Assessed, answers: AssessmentAnswers, at: Date): Proposal {
  const instrument = edition.assessment;
  const evidence = evidenceToSecure(instrument, answers, at);
  const speaks = (sign: Sign): boolean => holds(sign, { instrument, assessed, answers, evidence });
  const own = instrument.urgency
    .filter(({ when }) => speaks(when))
    .map(({ id, level, why, sources }): Ground => ({ rule: id, from: "assessment", level, why, sources }));
  const filed = edition.urgency.filter(({ id }) => assessed.filedRules.includes(id));
  const cleared: ClearedGround[] = [];
  const standing: Ground[] = [];
  for (const { id, level, why, sources } of filed) {
    const because = clearedBecause(instrument, id, answers, evidence);
    if (because === null) standing.push({ rule: id, from: "filing", level, why, sources });
    else cleared.push({ rule: id, level, why, because });
  }
  // Sorting is stable: of several grounds of one level the assessment's own come first.
  const grounds = [...own, ...standing].sort((one, other) => rank(one.level) - rank(other.level));
  const decisive = grounds[0] ?? fallback(edition);
  return {
    edition: edition.id,
    at: at.toISOString(),
    level: decisive.level,
    rule: decisive.rule,
    grounds: grounds.length > 0 ? grounds : [decisive],
    cleared,
    evidence,
    interventions: edition.interventions.flatMap(({ id: intervention }) => {
      const reasons = instrument.interventions
        .filter((rule) => rule.intervention === intervention && speaks(rule.when))
        .map(({ id, why, sources }) => ({ rule: id, why, sources }));
      return reasons.length > 0 ? [{ intervention, reasons }] : [];
    }),
  };
}

/** A reportable situation is never less than the lowest level, whatever fired when it was filed. */
function fallback({ id, urgency }: Edition): Ground {
  const always = urgency.find(({ when }) => "always" in when);
  if (always === undefined) throw new Error(`edition ${id} has no urgency rule that always fires`);
  return { rule: always.id, from: "filing", level: always.level, why: always.why, sources: always.sources };
}

type Seen = {
  readonly instrument: Instrument;
  readonly assessed: Assessed;
  readonly answers: AssessmentAnswers;
  readonly evidence: readonly EvidenceToSecure[];
};

function holds(sign: Sign, seen: Seen): boolean {
  if ("all" in sign) return sign.all.every((part) => holds(part, seen));
  if ("any" in sign) return sign.any.some((part) => holds(part, seen));
  if ("atLeast" in sign) {
    const answer = seen.answers.scales[sign.question];
    return (
      answer !== undefined &&
      place(seen.instrument, sign.question, answer) >= place(seen.instrument, sign.question, sign.atLeast)
    );
  }
  if ("includes" in sign) return seen.answers.several[sign.question]?.includes(sign.includes) ?? false;
  if ("injury" in sign) {
    const { parts, kinds } = sign.injury;
    return seen.answers.injuries.some(
      (mark) =>
        (parts === undefined || parts.includes(mark.part)) &&
        (kinds === undefined || kinds.some((kind) => mark.kinds.includes(kind))),
    );
  }
  if ("evidence" in sign) return seen.evidence.some(({ kind, state }) => kind === sign.evidence && state !== "passed");
  if ("situation" in sign) return seen.assessed.situations.includes(sign.situation);
  return seen.assessed.childAge === null || seen.assessed.childAge < sign.childBelow;
}

/** Where an answer stands on its scale, from the least grave; before all others where it is none of them. */
export function place(instrument: Instrument, question: string, answer: string): number {
  const options = questionsOf(instrument).find(({ id }) => id === question)?.options ?? [];
  return options.findIndex(({ value }) => value === answer);
}

function clearedBecause(
  instrument: Instrument,
  rule: string,
  answers: AssessmentAnswers,
  evidence: readonly EvidenceToSecure[],
): ClearedGround["because"] | null {
  const by = instrument.filing.find((entry) => entry.rule === rule)?.clearedBy ?? null;
  if (by === null) return null;
  if ("evidencePassed" in by) {
    const passed = evidence.some(({ kind, state }) => kind === by.evidencePassed && state === "passed");
    return passed ? { evidencePassed: by.evidencePassed } : null;
  }
  const answer = answers.scales[by.question];
  if (answer === undefined || place(instrument, by.question, answer) > place(instrument, by.question, by.atMost))
    return null;
  return { question: by.question, answer };
}

function evidenceToSecure({ evidence }: Instrument, answers: AssessmentAnswers, at: Date): EvidenceToSecure[] {
  const chosen = answers.several[evidence.of] ?? [];
  const since = answers.moments[evidence.since];
  return evidence.kinds
    .filter(({ id }) => chosen.includes(id))
    .map(({ id: kind, windowHours }): EvidenceToSecure => {
      if (windowHours === null) return { kind, state: "no_number", until: null };
      if (since === undefined) return { kind, state: "unknown", until: null };
      const until = new Date(new Date(since).getTime() + windowHours * hour);
      return { kind, state: until > at ? "open" : "passed", until: until.toISOString() };
    });
}
