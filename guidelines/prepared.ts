import { type Condition, type FactRecord, factsIn } from "./condition.ts";
import type { TracedRule } from "./decision.ts";
import { type Desk, deskOf } from "./desk.ts";
import type { Edition, RoutingRule, UrgencyRule } from "./edition.ts";
import { type Considered, considered } from "./trace.ts";

/** A rule with its condition spoken in base facts only, and its trace kept for facts that were met before. */
export type Prepared<R> = { readonly rule: R; readonly consider: Considered };

/** What an edition needs to decide fast: conditions expanded once, references looked up once. */
export type PreparedEdition = {
  readonly facts: readonly string[];
  readonly definitions: readonly { readonly id: string; readonly when: Condition }[];
  readonly urgency: readonly Prepared<UrgencyRule>[];
  readonly routing: readonly Prepared<RoutingRule>[];
  readonly desks: readonly Desk[];
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

/** The values of an edition's facts as short texts, one a fact: equal texts, equal answers to every rule. */
export function codesOf({ facts: names }: PreparedEdition, facts: FactRecord): string[] {
  return names.map((name) => String(facts[name] ?? null));
}

/** What each rule said, in the order of the rules. */
export function considerAll(
  rules: readonly Prepared<unknown>[],
  facts: FactRecord,
  codes: readonly string[],
): TracedRule[] {
  return rules.map(({ consider }) => consider(facts, codes));
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
  const conditions = [...edition.routing, ...edition.urgency].map(({ when }) => expand(when));
  const facts = [...new Set(conditions.flatMap(factsIn))].sort();
  const ready = <R extends UrgencyRule | RoutingRule>(rule: R): Prepared<R> => ({
    rule,
    consider: considered(rule, expand(rule.when), facts),
  });
  const order = new Map(edition.interventions.map(({ id }, index) => [id, index]));
  return {
    facts,
    definitions: edition.definitions.map(({ id, when }) => ({ id, when: expand(when) })),
    urgency: edition.urgency.map(ready),
    routing: edition.routing.map(ready),
    desks: edition.departments.map(({ id }) => deskOf(id, edition, expand, order)),
    order,
  };
}
