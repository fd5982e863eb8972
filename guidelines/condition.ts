import { z } from "zod";

/** What a fact may be; null means that nobody knows. */
export type FactValue = string | number | boolean | readonly string[] | null;
export type FactRecord = Readonly<Record<string, FactValue>>;

const literal = z.union([z.string(), z.number(), z.boolean()]);
const factName = z.string().regex(/^[a-z][a-z0-9_]*$/);

/**
 * The language of rules, questions and urgency. Small on purpose: a prosecutor reads it aloud.
 * `always` · `all` · `any` · `not` · `fact` with `is`, `in`, `includes` or `below` · `known`.
 */
export type Condition =
  | { readonly always: true }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly known: string }
  | { readonly fact: string; readonly is: string | number | boolean }
  | { readonly fact: string; readonly in: readonly (string | number | boolean)[] }
  | { readonly fact: string; readonly includes: string }
  | { readonly fact: string; readonly below: number };

export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ always: z.literal(true) }),
    z.strictObject({ all: z.array(Condition).min(1) }),
    z.strictObject({ any: z.array(Condition).min(1) }),
    z.strictObject({ not: Condition }),
    z.strictObject({ known: factName }),
    z.strictObject({ fact: factName, is: literal }),
    z.strictObject({ fact: factName, in: z.array(literal).min(1) }),
    z.strictObject({ fact: factName, includes: z.string() }),
    z.strictObject({ fact: factName, below: z.number() }),
  ]),
);

/** Kleene's third value, `null`, says: not known. */
export type Outcome = boolean | null;
export type Evaluation = {
  readonly outcome: Outcome;
  readonly used: FactRecord;
  readonly missing: readonly string[];
};

/** The outcome alone. A fact that is null or absent is unknown, and unknown spreads as in Kleene's logic. */
export function outcomeOf(condition: Condition, facts: FactRecord): Outcome {
  if ("always" in condition) return true;
  if ("all" in condition) {
    let outcome: Outcome = true;
    for (const part of condition.all) {
      const of = outcomeOf(part, facts);
      if (of === false) return false;
      if (of === null) outcome = null;
    }
    return outcome;
  }
  if ("any" in condition) {
    let outcome: Outcome = false;
    for (const part of condition.any) {
      const of = outcomeOf(part, facts);
      if (of === true) return true;
      if (of === null) outcome = null;
    }
    return outcome;
  }
  if ("not" in condition) {
    const of = outcomeOf(condition.not, facts);
    return of === null ? null : !of;
  }
  if ("known" in condition) return (facts[condition.known] ?? null) !== null;
  const value = facts[condition.fact] ?? null;
  if (value === null) return null;
  if ("is" in condition) return value === condition.is;
  if ("in" in condition) return condition.in.some((member) => member === value);
  if ("includes" in condition) return Array.isArray(value) && value.includes(condition.includes);
  return typeof value === "number" && value < condition.below;
}

/** Every fact that a condition mentions, in the order in which it mentions them. */
export function factsIn(condition: Condition): string[] {
  const found = new Set<string>();
  const walk = (part: Condition): void => {
    if ("all" in part) part.all.forEach(walk);
    else if ("any" in part) part.any.forEach(walk);
    else if ("not" in part) walk(part.not);
    else if ("known" in part) found.add(part.known);
    else if ("fact" in part) found.add(part.fact);
  };
  walk(condition);
  return [...found];
}

/** The outcome with its grounds: the facts that were read, and those that nobody knows. */
export function evaluate(condition: Condition, facts: FactRecord): Evaluation {
  const used: Record<string, FactValue> = {};
  const missing: string[] = [];
  for (const fact of factsIn(condition)) {
    const value = facts[fact] ?? null;
    if (value === null) missing.push(fact);
    else used[fact] = value;
  }
  return { outcome: outcomeOf(condition, facts), used, missing };
}
