import { describe, expect, test } from "vitest";
import { type Condition, evaluate, factsIn, type Outcome, outcomeOf } from "#guidelines/condition.ts";

const yes: Condition = { fact: "yes", is: true };
const no: Condition = { fact: "no", is: true };
const open: Condition = { fact: "open", is: true };
const facts = { yes: true, no: false, open: null };
const parts: readonly [Condition, Outcome][] = [
  [yes, true],
  [no, false],
  [open, null],
];

const and = (one: Outcome, other: Outcome): Outcome =>
  one === false || other === false ? false : one === null || other === null ? null : true;
const or = (one: Outcome, other: Outcome): Outcome =>
  one === true || other === true ? true : one === null || other === null ? null : false;

describe("three values, as Kleene has them", () => {
  test.each(parts.flatMap((one) => parts.map((other) => [one, other] as const)))("%o with %o", (one, other) => {
    const both = [one[0], other[0]];
    expect(outcomeOf({ all: both }, facts)).toBe(and(one[1], other[1]));
    expect(outcomeOf({ any: both }, facts)).toBe(or(one[1], other[1]));
  });

  test("not knowing does not become knowing by being denied", () => {
    expect(parts.map(([part]) => outcomeOf({ not: part }, facts))).toEqual([false, true, null]);
  });

  test("an absent fact is an unknown one", () => {
    expect(outcomeOf({ fact: "absent", is: true }, facts)).toBeNull();
    expect(outcomeOf({ known: "absent" }, facts)).toBe(false);
    expect(outcomeOf({ not: { known: "open" } }, facts)).toBe(true);
  });
});

describe("each form of condition", () => {
  const some = { place: "home", situations: ["a", "b"], age: 7, none: [] as string[] };
  test.each<[Condition, Outcome]>([
    [{ always: true }, true],
    [{ fact: "place", is: "home" }, true],
    [{ fact: "place", in: ["school", "home"] }, true],
    [{ fact: "place", in: ["school"] }, false],
    [{ fact: "situations", includes: "b" }, true],
    [{ fact: "none", includes: "b" }, false],
    [{ fact: "age", below: 8 }, true],
    [{ fact: "age", below: 7 }, false],
    [{ fact: "place", below: 7 }, false],
  ])("%o is %s", (condition, outcome) => {
    expect(outcomeOf(condition, some)).toBe(outcome);
  });
});

test("the grounds name every fact once: the known with their values, the others as missing", () => {
  const condition: Condition = { any: [{ all: [yes, open] }, { not: { known: "open" } }, { fact: "no", is: true }] };
  expect(factsIn(condition)).toEqual(["yes", "open", "no"]);
  expect(evaluate(condition, facts)).toEqual({ outcome: true, used: { yes: true, no: false }, missing: ["open"] });
});
