import { type Condition, evaluate, type FactRecord, type FactValue, factsIn, outcomeOf } from "./condition.ts";
import type { Change, TracedRule } from "./decision.ts";

type ConsideredRule = { readonly id: string; readonly onUnknown: "fire" | "skip" };
export type Considered = (facts: FactRecord, codes: readonly string[]) => TracedRule;

/** As many different answers as one rule's memory holds; beyond that it starts afresh. */
const remembered = 512;

/**
 * Considers one rule. The outcome, its grounds and what would have turned it depend only on the facts that the
 * condition mentions, so equal facts give the same (frozen) entry again: that is what makes the trace cheap.
 * `names` says which fact each code stands for.
 */
export function considered(rule: ConsideredRule, condition: Condition, names: readonly string[]): Considered {
  const mentioned = factsIn(condition).map((fact) => names.indexOf(fact));
  const memory = new Map<string, TracedRule>();
  return (facts, codes) => {
    let key = "";
    for (const index of mentioned) key += `${codes[index]}|`;
    const known = memory.get(key);
    if (known !== undefined) return known;
    if (memory.size >= remembered) memory.clear();
    const traced = trace(rule, condition, facts);
    memory.set(key, traced);
    return traced;
  };
}

function trace({ id, onUnknown }: ConsideredRule, condition: Condition, facts: FactRecord): TracedRule {
  const { outcome, used, missing } = evaluate(condition, facts);
  const caution = outcome === null && onUnknown === "fire";
  const fires = outcome === true || caution;
  return deepFreeze({
    rule: id,
    outcome: fires ? "fired" : outcome === null ? "unknown" : "not_fired",
    caution,
    used,
    missing,
    wouldChange: changesThat(condition, facts, !fires),
  });
}

/** Every single change of one fact that makes the condition surely true (or surely false). */
function changesThat(condition: Condition, facts: FactRecord, wanted: boolean): Change[] {
  const changes: Change[] = [];
  for (const fact of factsIn(condition)) {
    for (const { to, value } of alternatives(condition, fact, facts[fact] ?? null)) {
      if (outcomeOf(condition, { ...facts, [fact]: value }) === wanted) changes.push({ fact, to });
    }
  }
  return changes;
}

type Alternative = { readonly to: Change["to"]; readonly value: FactValue };

function alternatives(condition: Condition, fact: string, current: FactValue): Alternative[] {
  const { members, literals, thresholds, sets } = mentionsOf(condition, fact);
  if (sets) {
    const now = Array.isArray(current) ? (current as readonly string[]) : [];
    return members.map((member) =>
      now.includes(member)
        ? { to: { without: member }, value: now.filter((other) => other !== member) }
        : { to: { with: member }, value: [...now, member] },
    );
  }
  const values: FactValue[] = [...literals, ...thresholds.flatMap((limit) => [limit - 1, limit])];
  const booleans = literals.length === 0 && thresholds.length === 0 ? [true, false] : [];
  if (literals.some((value) => typeof value === "boolean")) booleans.push(true, false);
  return [...new Set([...values, ...booleans])]
    .filter((value) => value !== current)
    .map((value) => ({ to: value, value }));
}

type Mentions = { members: string[]; literals: FactValue[]; thresholds: number[]; sets: boolean };

function mentionsOf(condition: Condition, fact: string): Mentions {
  const found: Mentions = { members: [], literals: [], thresholds: [], sets: false };
  const walk = (part: Condition): void => {
    if ("all" in part) part.all.forEach(walk);
    else if ("any" in part) part.any.forEach(walk);
    else if ("not" in part) walk(part.not);
    else if ("fact" in part && part.fact === fact) {
      if ("is" in part) found.literals.push(part.is);
      else if ("in" in part) found.literals.push(...part.in);
      else if ("below" in part) found.thresholds.push(part.below);
      else {
        found.sets = true;
        if (!found.members.includes(part.includes)) found.members.push(part.includes);
      }
    }
  };
  walk(condition);
  return found;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
