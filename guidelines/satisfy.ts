import { type Condition, type FactRecord, type FactValue, factsIn } from "./condition.ts";
import { factDescription } from "./fact-fields.ts";

/** Sets of outcomes as bits: what a condition may still come to while some facts are open. */
export const outcomes = { true: 1, false: 2, unknown: 4 } as const;
type Outcomes = number;
const any: Outcomes = 7;

/** A condition and the outcomes that are wanted of it. */
export type Goal = { readonly condition: Condition; readonly wanted: Outcomes };

type Leaf = Exclude<Condition, { always: true } | { all: unknown } | { any: unknown } | { not: unknown }>;
type Assignment = ReadonlyMap<string, FactValue>;

type Implication = { readonly when: Condition; readonly follows: Condition };

/** What cannot be otherwise, so that the search does not find reports that nobody can file. */
export const implications: readonly Implication[] = [
  { when: { fact: "under_8", is: true }, follows: { fact: "under_14", is: true } },
  { when: { fact: "under_8", is: true }, follows: { fact: "under_16", is: true } },
  { when: { fact: "under_14", is: true }, follows: { fact: "under_16", is: true } },
  { when: { fact: "youngest_age", below: 8 }, follows: { fact: "under_8", is: true } },
  { when: { fact: "youngest_age", below: 14 }, follows: { fact: "under_14", is: true } },
  { when: { fact: "youngest_age", below: 16 }, follows: { fact: "under_16", is: true } },
  { when: { not: { fact: "youngest_age", below: 8 } }, follows: { fact: "under_8", is: false } },
  { when: { not: { fact: "youngest_age", below: 14 } }, follows: { fact: "under_14", is: false } },
  { when: { not: { fact: "youngest_age", below: 16 } }, follows: { fact: "under_16", is: false } },
  { when: { fact: "place", in: ["school", "training_centre"] }, follows: { fact: "at_school", is: true } },
  { when: { fact: "at_school", is: true }, follows: { fact: "place", in: ["school", "training_centre"] } },
  { when: { fact: "place", is: "online" }, follows: { fact: "online", is: true } },
  { when: { fact: "profession", in: ["public", "other"] }, follows: { fact: "duty_reporter", is: false } },
  { when: { fact: "duty_reporter", is: false }, follows: { fact: "profession", in: ["public", "other"] } },
  { when: { fact: "profession", is: "teacher" }, follows: { fact: "pupil", is: true } },
  { when: { fact: "anonymous", is: true }, follows: { fact: "duty_reporter", is: false } },
  { when: { fact: "guardian_status", is: "guardian_is_suspect" }, follows: { fact: "suspect_is_family", is: true } },
  { when: { fact: "guardian_status", is: "guardian_is_suspect" }, follows: { fact: "suspect_is_guardian", is: true } },
];

/**
 * Facts under which every goal is met, or null when there are none. Domains are finite and only the mentioned values
 * matter, so all combinations are walked; a branch is left as soon as one goal can no longer be met.
 */
export function findFacts(goals: readonly Goal[]): FactRecord | null {
  const mentioned = new Set(goals.flatMap(({ condition }) => factsIn(condition)));
  const laws = implications.filter((law) =>
    factsIn({ all: [law.when, law.follows] }).every((fact) => mentioned.has(fact)),
  );
  const conditions = [
    ...goals.map(({ condition }) => condition),
    ...laws.flatMap(({ when, follows }) => [when, follows]),
  ];
  const variables = variablesOf(conditions);
  const assigned = new Map<string, FactValue>();
  const search = (next: number): boolean => {
    const state = stateOf(goals, laws, assigned);
    if (state !== "open") return state === "met";
    const variable = variables[next];
    if (variable === undefined) return true;
    for (const value of variable.values) {
      assigned.set(variable.key, value);
      if (search(next + 1)) return true;
    }
    assigned.delete(variable.key);
    return false;
  };
  return search(0) ? Object.fromEntries(assigned) : null;
}

/** Whether the goals are met whatever the open facts are, can no longer be met, or still depend on them. */
function stateOf(
  goals: readonly Goal[],
  laws: readonly Implication[],
  assigned: Assignment,
): "met" | "missed" | "open" {
  let met = true;
  for (const { condition, wanted } of goals) {
    const may = possible(condition, assigned);
    if ((may & wanted) === 0) return "missed";
    if ((may & ~wanted) !== 0) met = false;
  }
  for (const { when, follows } of laws) {
    const may = possible(when, assigned);
    if ((may & outcomes.true) === 0) continue;
    const then = possible(follows, assigned);
    if (may === outcomes.true && (then & outcomes.true) === 0) return "missed";
    if (then !== outcomes.true) met = false;
  }
  return met ? "met" : "open";
}

type Variable = { readonly key: string; readonly values: readonly FactValue[] };

const leafKey = (leaf: Leaf): string =>
  "known" in leaf ? leaf.known : "includes" in leaf ? `${leaf.fact}/${leaf.includes}` : leaf.fact;

function leavesOf(condition: Condition): Leaf[] {
  if ("always" in condition) return [];
  if ("all" in condition) return condition.all.flatMap(leavesOf);
  if ("any" in condition) return condition.any.flatMap(leavesOf);
  return "not" in condition ? leavesOf(condition.not) : [condition];
}

/** One variable a fact, with the values that make a difference; one variable a member for facts that are sets. */
function variablesOf(conditions: readonly Condition[]): Variable[] {
  const byKey = new Map<string, Leaf[]>();
  for (const leaf of conditions.flatMap(leavesOf))
    byKey.set(leafKey(leaf), [...(byKey.get(leafKey(leaf)) ?? []), leaf]);
  return [...byKey].map(([key, leaves]) => ({ key, values: valuesOf(leaves) }));
}

function valuesOf(leaves: readonly Leaf[]): FactValue[] {
  const first = leaves[0];
  const name = first === undefined ? "" : "known" in first ? first.known : first.fact;
  const description = factDescription(name);
  const unknown: FactValue[] = description?.alwaysKnown === true ? [] : [null];
  const domain = description?.domain ?? { kind: "yes_no" as const };
  if (domain.kind === "yes_no" || domain.kind === "set") return [true, false, ...unknown];
  if (domain.kind === "number") {
    const limits = leaves.flatMap((leaf) => ("below" in leaf ? [leaf.below - 1, leaf.below] : []));
    const inside = [domain.from, domain.to, ...limits].filter((value) => value >= domain.from && value <= domain.to);
    return [...new Set(inside), ...unknown];
  }
  const said = leaves.flatMap((leaf) => ("is" in leaf ? [String(leaf.is)] : "in" in leaf ? leaf.in.map(String) : []));
  const real = domain.values.filter((value) => said.includes(value));
  const other = domain.values.find((value) => !said.includes(value));
  return [...real, ...(other === undefined ? [] : [other]), ...unknown];
}

function possible(condition: Condition, assigned: Assignment): Outcomes {
  if ("always" in condition) return outcomes.true;
  if ("all" in condition)
    return condition.all.reduce((so, part) => both(so, possible(part, assigned)), outcomes.true as Outcomes);
  if ("any" in condition) {
    return negated(
      condition.any.reduce((so, part) => both(so, negated(possible(part, assigned))), outcomes.true as Outcomes),
    );
  }
  if ("not" in condition) return negated(possible(condition.not, assigned));
  const key = leafKey(condition);
  return assigned.has(key) ? outcomeOfLeaf(condition, assigned.get(key) ?? null) : any;
}

function outcomeOfLeaf(leaf: Leaf, value: FactValue): Outcomes {
  const as = (met: boolean) => (met ? outcomes.true : outcomes.false);
  if ("known" in leaf) return as(value !== null);
  if (value === null) return outcomes.unknown;
  if ("is" in leaf) return as(value === leaf.is);
  if ("in" in leaf) return as(leaf.in.some((member) => member === value));
  if ("includes" in leaf) return as(value === true);
  return as(typeof value === "number" && value < leaf.below);
}

const negated = (of: Outcomes): Outcomes =>
  ((of & outcomes.true) << 1) | ((of & outcomes.false) >> 1) | (of & outcomes.unknown);

/** Kleene's "and" over sets of outcomes. */
function both(one: Outcomes, other: Outcomes): Outcomes {
  let result = 0;
  if (one & outcomes.false || other & outcomes.false) result |= outcomes.false;
  if (one & outcomes.true && other & outcomes.true) result |= outcomes.true;
  const unknown = outcomes.unknown;
  if ((one & unknown && other & (unknown | outcomes.true)) || (other & unknown && one & outcomes.true))
    result |= unknown;
  return result;
}
