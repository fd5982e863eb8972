import { type BothLanguages, inLanguage, type Locale } from "./city.ts";
import type { FactValue } from "./condition.ts";
import type { Change, Decision, TracedRule } from "./decision.ts";
import { describeLimit } from "./describe-limit.ts";
import type { Capacity, Edition, Source, Verification } from "./edition.ts";
import { factDescription } from "./fact-fields.ts";

export type Law = {
  readonly id: string;
  readonly title: string;
  readonly article: string | null;
  readonly says: string;
  readonly verification: Verification;
};
export type ToldFact = { readonly fact: string; readonly name: string; readonly value: string };
export type ToldRule = {
  readonly rule: string;
  readonly department: string | null;
  readonly why: string;
  readonly outcome: TracedRule["outcome"];
  readonly outcomeText: string;
  readonly law: readonly Law[];
  readonly used: readonly ToldFact[];
  readonly missing: readonly { readonly fact: string; readonly name: string }[];
  readonly wouldChange: readonly ToldFact[];
};
export type ToldAssignment = {
  readonly department: string;
  readonly name: string;
  readonly capacity: Capacity;
  readonly why: string;
  readonly law: readonly Law[];
  readonly rules: readonly ToldRule[];
};
/** Why the work went where it went. */
export type Reasons = {
  readonly urgency: {
    readonly level: string;
    readonly name: string;
    readonly why: string;
    readonly law: readonly Law[];
  };
  readonly district: { readonly lead: string; readonly why: string };
  readonly assignments: readonly ToldAssignment[];
  readonly missing: readonly { readonly fact: string; readonly name: string }[];
};
export type OfficerTelling = Reasons & {
  /** Every rule that was considered, urgency first. */
  readonly considered: readonly ToldRule[];
};
/** What a person changed after the rules had decided. */
export type Override = {
  readonly at: string;
  readonly by: string;
  readonly what: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
};
export type ProsecutorTelling = OfficerTelling & {
  readonly overrides: readonly Override[];
  readonly trace: Decision["trace"];
};

/** The sentence with its blanks filled. */
const fill = (template: string, blanks: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, blank: string) => blanks[blank] ?? whole);

/** One plain sentence for the reporter: how urgent, to whom, by when. It says nothing about the child. */
export function tellReporter(decision: Decision, edition: Edition, locale: Locale): string {
  const { tellings } = edition;
  const say = (text: BothLanguages) => inLanguage(text, locale);
  const level = edition.levels.find(({ id }) => id === decision.urgency.level);
  const names = decision.assignments.map(({ department }) => departmentName(edition, department, locale, "short"));
  const clock = edition.clocks.find(({ id }) => id === decision.assignments[0]?.clocks[0]?.clock);
  const limit = clock?.limits[decision.urgency.level];
  const counted = limit !== undefined && "amount" in limit;
  return fill(say(counted ? tellings.reporter : tellings.reporterAtOnce), {
    urgency: level === undefined ? decision.urgency.level : say(level.name),
    departments: names.join(say(tellings.listSeparator)),
    time: counted ? describeLimit(limit, edition, locale) : "",
  });
}

/** The reasons, and the whole trace in words. */
export const tellOfficer = (decision: Decision, edition: Edition, locale: Locale): OfficerTelling => ({
  ...tellReasons(decision, edition, locale),
  considered: tellConsidered(decision, edition, locale),
});

/** The whole trace, in words: each rule considered, the facts it read, those it lacked, what would have turned it; urgency first. */
export const tellConsidered = ({ trace }: Decision, edition: Edition, locale: Locale): readonly ToldRule[] =>
  [...trace.urgency, ...trace.routing].map((traced) => tellRule(traced, edition, locale));

/** Why each department received work, how urgent it is, which district it is for, and what was not known; only rules that fired. */
export function tellReasons(decision: Decision, edition: Edition, locale: Locale): Reasons {
  const { urgency, district, trace } = decision;
  const fired = new Set(decision.assignments.flatMap(({ rules }) => rules));
  const routing = trace.routing
    .filter(({ rule }) => fired.has(rule))
    .map((traced) => tellRule(traced, edition, locale));
  return {
    urgency: {
      level: urgency.level,
      name: inLanguage(edition.levels.find(({ id }) => id === urgency.level)?.name ?? urgency.why, locale),
      why: inLanguage(urgency.why, locale),
      law: lawOf(urgency.basis, edition, locale),
    },
    district: { lead: district.lead, why: inLanguage(district.why, locale) },
    assignments: decision.assignments.map(({ department, capacity, why, basis, rules }) => ({
      department,
      name: departmentName(edition, department, locale, "name"),
      capacity,
      why: inLanguage(why, locale),
      law: lawOf(basis, edition, locale),
      rules: routing.filter(({ rule }) => rules.includes(rule)),
    })),
    missing: trace.missing.map((fact) => ({ fact, name: factName(edition, fact, locale) })),
  };
}

/** The officer's telling, the trace itself, and what people changed afterwards. */
export function tellProsecutor(
  decision: Decision,
  edition: Edition,
  locale: Locale,
  overrides: readonly Override[],
): ProsecutorTelling {
  return { ...tellOfficer(decision, edition, locale), overrides, trace: decision.trace };
}

function tellRule(traced: TracedRule, edition: Edition, locale: Locale): ToldRule {
  const routing = edition.routing.find(({ id }) => id === traced.rule);
  const rule = routing ?? edition.urgency.find(({ id }) => id === traced.rule);
  const { tellings } = edition;
  const outcome = traced.caution
    ? tellings.caution
    : { fired: tellings.fired, not_fired: tellings.notFired, unknown: tellings.unknown }[traced.outcome];
  return {
    rule: traced.rule,
    department: routing?.department ?? null,
    why: rule === undefined ? traced.rule : inLanguage(rule.why, locale),
    outcome: traced.outcome,
    outcomeText: inLanguage(outcome, locale),
    law: lawOf(rule?.sources ?? [], edition, locale),
    used: Object.entries(traced.used).map(([fact, value]) => toldFact(edition, fact, value, locale)),
    missing: traced.missing.map((fact) => ({ fact, name: factName(edition, fact, locale) })),
    wouldChange: traced.wouldChange.map(({ fact, to }) => toldFact(edition, fact, to, locale)),
  };
}

function lawOf(ids: readonly string[], edition: Edition, locale: Locale): Law[] {
  return ids.flatMap((id) => {
    const source = edition.sources.find((candidate) => candidate.id === id);
    return source === undefined ? [] : [tellSource(source, locale)];
  });
}

/** A source in the reader's language, its mark of verification kept. */
export function tellSource(source: Source, locale: Locale): Law {
  return {
    id: source.id,
    title: inLanguage(source.title, locale),
    article: source.article === null ? null : inLanguage(source.article, locale),
    says: inLanguage(source.says, locale),
    verification: source.verification,
  };
}

/** A department's name, long or short; an unknown one names itself. */
export function departmentName(edition: Edition, id: string, locale: Locale, form: "name" | "short"): string {
  const department = edition.departments.find((candidate) => candidate.id === id);
  return department === undefined ? id : inLanguage(department[form], locale);
}

function factName(edition: Edition, fact: string, locale: Locale): string {
  const found = edition.facts.find(({ id }) => id === fact);
  return found === undefined ? fact : inLanguage(found.name, locale);
}

function toldFact(edition: Edition, fact: string, value: Change["to"], locale: Locale): ToldFact {
  return { fact, name: factName(edition, fact, locale), value: valueText(edition, fact, value, locale) };
}

function valueText(edition: Edition, fact: string, value: Change["to"], locale: Locale): string {
  const { tellings } = edition;
  const say = (text: BothLanguages) => inLanguage(text, locale);
  if (value === null) return say(tellings.notKnown);
  if (typeof value === "boolean") return say(value ? tellings.yes : tellings.no);
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return wordFor(edition, fact, value, locale);
  if (isList(value))
    return value.map((member) => wordFor(edition, fact, member, locale)).join(say(tellings.listSeparator));
  if ("with" in value) return fill(say(tellings.with), { value: wordFor(edition, fact, value.with, locale) });
  return fill(say(tellings.without), { value: wordFor(edition, fact, value.without, locale) });
}

const isList = (value: FactValue | object): value is readonly string[] => Array.isArray(value);

/** The word for a value: a situation's name, an indicator's sentence, or the label of the option that was ticked. */
function wordFor(edition: Edition, fact: string, value: string, locale: Locale): string {
  const situation = edition.situations.find(({ id }) => id === value);
  if (situation !== undefined) return inLanguage(situation.name, locale);
  const indicator = edition.situations.flatMap(({ indicators }) => indicators).find(({ id }) => id === value);
  if (indicator !== undefined) return inLanguage(indicator, locale);
  const fields = factDescription(fact)?.fields ?? [];
  const options = edition.questions
    .filter(({ field }) => fields.includes(field))
    .flatMap(({ options: own }) => own ?? []);
  const option = options.find((candidate) => candidate.value === value);
  return option === undefined ? value : inLanguage(option.label, locale);
}

/** The name of an intervention of the catalogue; one that the edition does not know names itself. */
export function interventionName({ interventions }: Edition, locale: Locale, id: string): string {
  const found = interventions.find((one) => one.id === id);
  return found === undefined ? id : inLanguage(found.name, locale);
}

/** The name of a step or a result of a kind; what the edition does not know names itself. */
export function interventionTarget(edition: Edition, locale: Locale, kind: string, target: string): string {
  const name = edition.interventions.find(({ id }) => id === kind)?.workflow;
  const workflow = edition.workflows.find(({ id }) => id === name);
  const found = [...(workflow?.steps ?? []), ...(workflow?.results ?? [])].find(({ id }) => id === target);
  return found === undefined ? target : inLanguage(found.name, locale);
}
