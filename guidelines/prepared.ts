import { type Condition, factsIn } from "./condition.ts";
import type { Clock, Department, Edition, Intervention, RoutingRule, UrgencyRule } from "./edition.ts";
import { type Considered, considered } from "./trace.ts";

/** A rule with its condition spoken in base facts only, and its trace kept for facts that were met before. */
export type Prepared<R> = { readonly rule: R; readonly consider: Considered };

/** What an edition needs to decide fast: conditions expanded once, references looked up once. */
export type PreparedEdition = {
  readonly facts: readonly string[];
  readonly definitions: readonly { readonly id: string; readonly when: Condition }[];
  readonly urgency: readonly Prepared<UrgencyRule>[];
  readonly departments: readonly {
    readonly department: Department;
    readonly rules: readonly Prepared<RoutingRule>[];
  }[];
  readonly routing: readonly Prepared<RoutingRule>[];
  readonly clocks: ReadonlyMap<string, Clock>;
  readonly suggestions: ReadonlyMap<string, readonly { readonly id: string; readonly when: Condition }[]>;
  readonly order: ReadonlyMap<string, number>;
};

/** Replaces each defined notion by what it means, so that a trace names only facts that somebody can answer. */
export function expander(edition: Edition): (condition: Condition) => Condition {
  const meaning = new Map<string, Condition>();
  const expand = (part: Condition): Condition => {
    if ("all" in part) return { all: part.all.map(expand) };
    if ("any" in part) return { any: part.any.map(expand) };
    if ("not" in part) return { not: expand(part.not) };
    if (!("fact" in part) || !("is" in part)) return part;
    const defined = meaning.get(part.fact);
    if (defined === undefined) return part;
    return part.is === true ? defined : { not: defined };
  };
  for (const { id, when } of edition.definitions) meaning.set(id, expand(when));
  return expand;
}

const cache = new WeakMap<Edition, PreparedEdition>();

/** The edition, made ready once and kept as long as the edition itself. */
export function prepare(edition: Edition): PreparedEdition {
  const found = cache.get(edition);
  if (found !== undefined) return found;
  const made = make(edition);
  cache.set(edition, made);
  return made;
}

function make(edition: Edition): PreparedEdition {
  const expand = expander(edition);
  const ready = <R extends UrgencyRule | RoutingRule>(rule: R): Prepared<R> => ({
    rule,
    consider: considered(rule, expand(rule.when)),
  });
  const routing = edition.routing.map(ready);
  const urgency = edition.urgency.map(ready);
  const conditions = [...edition.routing, ...edition.urgency].map(({ when }) => expand(when));
  return {
    facts: [...new Set(conditions.flatMap(factsIn))].sort(),
    definitions: edition.definitions.map(({ id, when }) => ({ id, when: expand(when) })),
    urgency,
    routing,
    departments: edition.departments.map((department) => ({
      department,
      rules: routing.filter(({ rule }) => rule.department === department.id),
    })),
    clocks: new Map(edition.clocks.map((clock) => [clock.id, clock])),
    suggestions: suggestionsByDepartment(edition.interventions, expand),
    order: new Map(edition.interventions.map(({ id }, index) => [id, index])),
  };
}

function suggestionsByDepartment(interventions: readonly Intervention[], expand: (condition: Condition) => Condition) {
  const byDepartment = new Map<string, { id: string; when: Condition }[]>();
  for (const { id, lead, suggestedWhen } of interventions) {
    if (suggestedWhen === null) continue;
    const suggestions = byDepartment.get(lead) ?? [];
    suggestions.push({ id, when: expand(suggestedWhen) });
    byDepartment.set(lead, suggestions);
  }
  return byDepartment;
}
