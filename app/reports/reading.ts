import type { City } from "#guidelines/city.ts";
import { type FactRecord, outcomeOf } from "#guidelines/condition.ts";
import type { Edition, Question } from "#guidelines/edition.ts";
import { type Answers, factsOf } from "#guidelines/facts.ts";
import type { Report } from "#guidelines/report.ts";
import { candidateOf, checkCandidate, type FieldProblem } from "./candidate.ts";
import type { DraftContent } from "./draft-content.ts";
import { isOffered } from "./indicators.ts";
import type { Typed } from "./typed.ts";

/** Under which rules, and when, answers are read. */
export interface Rulebook {
  readonly edition: Edition;
  readonly city: City;
  readonly at: Date;
}

/** What a draft's answers come to at this moment. */
export interface Reading {
  readonly answers: Answers;
  readonly facts: FactRecord;
  /** The questions that these answers lead to, in the edition's order. */
  readonly questions: readonly Question[];
  readonly problems: readonly FieldProblem[];
  /** The report as it would be filed now; whether it may be is for `problems` and the required questions to say. */
  readonly report: Report;
}

/** All fields of all pages together. */
export const fieldsOf = ({ pages }: Pick<DraftContent, "pages">): Typed =>
  Object.assign({}, ...Object.values(pages).map(({ fields }) => fields));

/** The facts, and the edition's notions built on them; each notion may use those before it. */
function factsWithNotions(answers: Answers, { edition, city, at }: Rulebook): FactRecord {
  const facts: Record<string, FactRecord[string]> = { ...factsOf(answers, { at, city }) };
  for (const { id, when } of edition.definitions) facts[id] = outcomeOf(when, facts);
  return facts;
}

/** What may apply is asked; only where it hangs on the profession, that is asked first. */
function asked(questions: readonly Question[], facts: FactRecord): Question[] {
  const enough = facts.profession === null ? [true] : [true, null];
  return questions.filter(({ when }) => when === null || enough.includes(outcomeOf(when, facts)));
}

/** Refined signs of a situation that was not chosen, or of another profession, are no part of the answers. */
function withoutStraySigns(answers: Answers, { edition }: Rulebook): Answers {
  const { situations, indicators } = answers.incident;
  const kept = indicators.filter((id) => isOffered(edition, id, situations, answers.reporter.profession));
  return { ...answers, incident: { ...answers.incident, indicators: kept } };
}

/**
 * Reads everything typed so far. An answer whose question no longer applies stays in the draft and counts for nothing
 * here; as answers decide which questions apply, they are weighed until nothing changes.
 */
export function readAnswers(typed: Typed, rulebook: Rulebook): Reading {
  const { edition, at } = rulebook;
  let questions: readonly Question[] = edition.questions;
  for (;;) {
    const checked = checkCandidate(candidateOf(questions, typed, edition.id), at);
    const { usable, missing } = checked;
    const answers = withoutStraySigns(
      {
        ...usable,
        reporter: {
          ...usable.reporter,
          profession: missing.includes("reporter.profession") ? null : usable.reporter.profession,
        },
        incident: missing.includes("incident.situations") ? { ...usable.incident, situations: [] } : usable.incident,
      },
      rulebook,
    );
    const facts = factsWithNotions(answers, rulebook);
    const left = asked(questions, facts);
    if (left.length === questions.length) {
      const report = { ...usable, incident: { ...usable.incident, indicators: answers.incident.indicators } };
      return { answers, facts, questions, problems: checked.problems, report };
    }
    questions = left;
  }
}
