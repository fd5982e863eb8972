import { copyFor, type Locale } from "#app/copy/index.ts";
import { moment } from "#app/copy/when.ts";
import { questionsOf } from "#guidelines/assessment.ts";
import type { ClearedGround, EvidenceToSecure, Proposal } from "#guidelines/assessment-proposal.ts";
import { inLanguage } from "#guidelines/city.ts";
import type { Edition, UrgencyLevel } from "#guidelines/edition.ts";
import { departmentName, interventionName, type Law, tellSource } from "#guidelines/tell.ts";

/** A proposal in the reader's language, each part with its reason and its law. */
export interface ProposalView {
  readonly level: UrgencyLevel;
  readonly grounds: readonly {
    readonly rule: string;
    readonly level: UrgencyLevel;
    readonly fromFiling: boolean;
    readonly why: string;
    readonly law: readonly Law[];
  }[];
  readonly cleared: readonly { readonly rule: string; readonly why: string; readonly because: string }[];
  readonly evidence: readonly {
    readonly kind: string;
    readonly name: string;
    readonly when: string;
    readonly advice: string;
  }[];
  readonly interventions: readonly ProposedView[];
}

export interface ProposedView {
  readonly id: string;
  readonly name: string;
  readonly lead: string;
  readonly reasons: readonly { readonly rule: string; readonly why: string }[];
  readonly law: readonly Law[];
}

export function proposalView(edition: Edition, locale: Locale, proposal: Proposal): ProposalView {
  const law = (ids: readonly string[]): readonly Law[] =>
    edition.sources.filter(({ id }) => ids.includes(id)).map((source) => tellSource(source, locale));
  return {
    level: proposal.level,
    grounds: proposal.grounds.map(({ rule, level, from, why, sources }) => ({
      rule,
      level,
      fromFiling: from === "filing",
      why: inLanguage(why, locale),
      law: law(sources),
    })),
    cleared: proposal.cleared.map(({ rule, why, because }) => ({
      rule,
      why: inLanguage(why, locale),
      because: becauseInWords(edition, locale, because),
    })),
    evidence: proposal.evidence.map((item) => evidenceView(edition, locale, item)),
    interventions: proposal.interventions.map(({ intervention, reasons }) => ({
      id: intervention,
      name: interventionName(edition, locale, intervention),
      lead: interventionLead(edition, locale, intervention),
      reasons: reasons.map(({ rule, why }) => ({ rule, why: inLanguage(why, locale) })),
      law: law(reasons.flatMap(({ sources }) => sources)),
    })),
  };
}

/** Who leads an intervention. */
export function interventionLead(edition: Edition, locale: Locale, id: string): string {
  const found = edition.interventions.find((one) => one.id === id);
  return found === undefined ? "" : departmentName(edition, found.lead, locale, "short");
}

/** The words of one answer; a code that the edition does not know stays as it is. */
export function answerLabel(edition: Edition, locale: Locale, question: string, value: string): string {
  const found = questionsOf(edition.assessment).find(({ id }) => id === question);
  const option = found?.options?.find((one) => one.value === value);
  return option === undefined ? value : inLanguage(option.label, locale);
}

function becauseInWords(edition: Edition, locale: Locale, because: ClearedGround["because"]): string {
  const { proposal: words } = copyFor(locale).assessments;
  if ("evidencePassed" in because) {
    return words.evidencePassed(answerLabel(edition, locale, edition.assessment.evidence.of, because.evidencePassed));
  }
  const question = questionsOf(edition.assessment).find(({ id }) => id === because.question);
  return words.clearedBy(
    question === undefined ? because.question : inLanguage(question.label, locale),
    answerLabel(edition, locale, because.question, because.answer),
  );
}

function evidenceView(edition: Edition, locale: Locale, { kind, state, until }: EvidenceToSecure) {
  const { proposal: words } = copyFor(locale).assessments;
  const { evidence } = edition.assessment;
  const found = evidence.kinds.find(({ id }) => id === kind);
  const when = {
    open: () => words.until(until === null ? "" : moment(locale, new Date(until))),
    passed: () => words.passed,
    no_number: () => words.noNumber,
    unknown: () => words.sinceUnknown,
  };
  return {
    kind,
    name: answerLabel(edition, locale, evidence.of, kind),
    when: when[state](),
    advice: found === undefined ? "" : inLanguage(found.advice, locale),
  };
}
