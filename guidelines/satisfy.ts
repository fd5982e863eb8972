import { type Condition, type FactRecord, type FactValue, factsIn } from "./condition.ts";
import { factDescription } from "./fact-fields.ts";

/** Sets of outcomes as bits: what a condition may still come to while some facts are open. */
export const outcomes = { true: 1, false: 2, unknown: 4 } as const;
type Outcomes = number;
const any: Outcomes = 7;

/** A condition and the outcomes that are wanted of it. */
export type Goal = { readonly condition: Condition; readonly wanted: Outcomes };

type Leaf = Exclude<Condition, { always: true } | { all: unknown } | { any: unknown } | { not: unknown }>;

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
 * Facts under which every goal is met, or null when there are none; facts that are not named may be anything.
 * Domains are finite and only the mentioned values matter, so all combinations are walked; a branch is left as soon as
 * one goal can no longer be met, and the walk ends as soon as all are met whatever else is answered.
 */
export function findFacts(goals: readonly Goal[]): FactRecord | null {
  const mentioned = new Set(goals.flatMap(({ condition }) => factsIn(condition)));
  const variables = new Variables();
  const targets = goals.map(({ condition, wanted }) => ({ node: variables.read(condition), wanted }));
  const laws = implications
    .filter(({ when, follows }) => factsIn({ all: [when, follows] }).every((fact) => mentioned.has(fact)))
    .map(({ when, follows }) => ({ when: variables.read(when), follows: variables.read(follows) }));
  const values = variables.values();
  const assigned: Assigned = values.map(() => open);
  const search = (next: number): boolean => {
    const state = stateOf(targets, laws, assigned);
    if (state !== "open") return state === "met";
    for (const value of values[next] ?? []) {
      assigned[next] = value;
      if (search(next + 1)) return true;
    }
    assigned[next] = open;
    return false;
  };
  return search(0) ? variables.record(assigned) : null;
}

type Target = { readonly node: Node; readonly wanted: Outcomes };
type Law = { readonly when: Node; readonly follows: Node };

/** Whether the goals are met whatever the open facts are, can no longer be met, or still depend on them. */
function stateOf(targets: readonly Target[], laws: readonly Law[], assigned: Assigned): "met" | "missed" | "open" {
  let met = true;
  for (const { node, wanted } of targets) {
    const may = possible(node, assigned);
    if ((may & wanted) === 0) return "missed";
    if ((may & ~wanted) !== 0) met = false;
  }
  for (const { when, follows } of laws) {
    const may = possible(when, assigned);
    if ((may & outcomes.true) === 0) continue;
    const must = possible(follows, assigned);
    if (may === outcomes.true && (must & outcomes.true) === 0) return "missed";
    if (must !== outcomes.true) met = false;
  }
  return met ? "met" : "open";
}

const open = Symbol("open");
type Assigned = (FactValue | typeof open)[];

/** A condition whose facts are places in the assignment. */
type Node =
  | { readonly kind: "always" }
  | { readonly kind: "all" | "any"; readonly parts: readonly Node[] }
  | { readonly kind: "not"; readonly part: Node }
  | { readonly kind: "leaf"; readonly leaf: Leaf; readonly at: number };

/** One variable a fact; one a member for facts that are sets. */
class Variables {
  readonly #leaves = new Map<string, Leaf[]>();

  read(condition: Condition): Node {
    if ("always" in condition) return { kind: "always" };
    if ("all" in condition) return { kind: "all", parts: condition.all.map((part) => this.read(part)) };
    if ("any" in condition) return { kind: "any", parts: condition.any.map((part) => this.read(part)) };
    if ("not" in condition) return { kind: "not", part: this.read(condition.not) };
    const key = variableOf(condition);
    const others = this.#leaves.get(key);
    if (others === undefined) this.#leaves.set(key, [condition]);
    else others.push(condition);
    return { kind: "leaf", leaf: condition, at: [...this.#leaves.keys()].indexOf(key) };
  }

  values(): FactValue[][] {
    return [...this.#leaves.values()].map(valuesOf);
  }

  record(assigned: Assigned): FactRecord {
    const record: Record<string, FactValue> = {};
    for (const [index, key] of [...this.#leaves.keys()].entries()) {
      const value = assigned[index];
      if (value !== undefined && typeof value !== "symbol") record[key] = value;
    }
    return record;
  }
}

function variableOf(leaf: Leaf): string {
  if ("known" in leaf) return leaf.known;
  return "includes" in leaf ? `${leaf.fact}/${leaf.includes}` : leaf.fact;
}

/** The values that make a difference to these conditions on one fact. */
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

function possible(node: Node, assigned: Assigned): Outcomes {
  if (node.kind === "always") return outcomes.true;
  if (node.kind === "not") return negated(possible(node.part, assigned));
  if (node.kind === "leaf") {
    const value = assigned[node.at];
    return value === undefined || typeof value === "symbol" ? any : outcomeOfLeaf(node.leaf, value);
  }
  const isAny = node.kind === "any";
  let so: Outcomes = outcomes.true;
  for (const part of node.parts) {
    const of = possible(part, assigned);
    so = both(so, isAny ? negated(of) : of);
    if (so === outcomes.false) break;
  }
  return isAny ? negated(so) : so;
}

function outcomeOfLeaf(leaf: Leaf, value: FactValue): Outcomes {
  if ("known" in leaf) return value !== null ? outcomes.true : outcomes.false;
  if (value === null) return outcomes.unknown;
  return meets(leaf, value) ? outcomes.true : outcomes.false;
}

function meets(leaf: Exclude<Leaf, { known: string }>, value: FactValue): boolean {
  if ("is" in leaf) return value === leaf.is;
  if ("in" in leaf) return leaf.in.some((member) => member === value);
  if ("includes" in leaf) return value === true;
  return typeof value === "number" && value < leaf.below;
}

function negated(of: Outcomes): Outcomes {
  return ((of & outcomes.true) << 1) | ((of & outcomes.false) >> 1) | (of & outcomes.unknown);
}

/** Kleene's "and" over sets of outcomes. */
function both(one: Outcomes, other: Outcomes): Outcomes {
  let result = 0;
  if (one & outcomes.false || other & outcomes.false) result |= outcomes.false;
  if (one & outcomes.true && other & outcomes.true) result |= outcomes.true;
  const unknown = outcomes.unknown;
  if ((one & unknown && other & (unknown | outcomes.true)) || (other & unknown && one & outcomes.true)) {
    result |= unknown;
  }
  return result;
}
