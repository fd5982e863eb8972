import fc from "fast-check";
import { expect, test } from "vitest";
import { answerProblems, type Field } from "#guidelines/intervention.ts";
import { type AnswerProblem, checkAnswers, isSealed } from "#guidelines/intervention-answers.ts";
import { edition } from "./examples.ts";

const now = new Date("2026-11-24T10:00:00+08:00");
const label = { zh: "题目", en: "Question" };
const options = ["a", "b"].map((value) => ({ value, label }));
const field = (type: Field["type"], over: Partial<Field> = {}): Field => ({
  id: "it",
  label,
  type,
  required: true,
  ...over,
});
const check = (one: Field, value: unknown, kept = {}) => checkAnswers([one], { it: value }, kept, now);

test.each<[string, Field, unknown, string | string[]]>([
  ["text without its outer blanks", field("text"), " 文字 ", "文字"],
  ["several lines", field("long_text"), "一\n二", "一\n二"],
  ["a day", field("date"), "2028-02-29", "2028-02-29"],
  ["a moment of the page, which is Beijing's", field("datetime"), "2026-11-24T09:30", "2026-11-24T09:30+08:00"],
  ["a moment with its zone", field("datetime"), "2026-11-24T01:30:00Z", "2026-11-24T01:30:00Z"],
  ["a choice", field("choice", { options }), "b", "b"],
  ["one box ticked", field("choices", { options }), "b", ["b"]],
  ["both boxes ticked", field("choices", { options }), ["a", "b"], ["a", "b"]],
  ["unknown is an answer", field("yes_no_unknown"), "unknown", "unknown"],
  ["a whole number", field("whole_number"), "007", "7"],
  ["an amount", field("money"), "1200.50", "1200.50"],
  ["today", field("date", { past: true }), "2026-11-24", "2026-11-24"],
  [
    "the last day of a term of months",
    field("date", { within: { of: "from", months: 1, sources: [] } }),
    "2026-11-30",
    "2026-11-30",
  ],
])("%s is taken", (_what, one, value, answer) => {
  expect(check(one, value, { from: "2026-10-31" })).toEqual({ ok: true, answers: { it: answer } });
});

const refused: readonly [AnswerProblem, Field, unknown][] = [
  ["required", field("text"), undefined],
  ["required", field("text"), "  "],
  ["required", field("choices", { options }), []],
  ["not_text", field("text"), 7],
  ["malformed_text", field("text"), "a\u0000b"],
  ["too_long", field("text"), "字".repeat(201)],
  ["too_long", field("long_text", { maxLength: 3 }), "四个字了"],
  ["not_a_choice", field("choice", { options }), "c"],
  ["not_a_choice", field("yes_no_unknown"), "perhaps"],
  ["not_a_choice", field("choices", { options }), ["a", "c"]],
  ["repeated_value", field("choices", { options }), ["a", "a"]],
  ["not_a_date", field("date"), "2026-02-29"],
  ["not_a_moment", field("datetime"), "2026-11-24 25:00"],
  ["not_a_whole_number", field("whole_number"), "1.5"],
  ["not_an_amount", field("money"), "1.234"],
  ["out_of_range", field("whole_number", { least: 1, most: 5 }), "6"],
  ["out_of_range", field("money", { least: 1 }), "0"],
  ["in_future", field("date", { past: true }), "2026-11-25"],
  ["in_future", field("datetime", { past: true }), "2026-11-24T10:01"],
  ["before_start", field("date", { notBefore: "from" }), "2026-10-30"],
  ["beyond_limit", field("date", { within: { of: "from", months: 1, sources: [] } }), "2026-12-01"],
];
test.each(refused)("%s", (problem, one, value) => {
  expect(check(one, value, { from: "2026-10-31" })).toEqual({ ok: false, problems: [{ path: "it", problem }] });
});

test("what the move does not ask is named", () => {
  expect(checkAnswers([], { other: "x" }, {}, now)).toEqual({
    ok: false,
    problems: [{ path: "other", problem: "unknown_field" }],
  });
});

test("no problem is without a case here", () => {
  expect(new Set([...refused.map(([code]) => code), "unknown_field"])).toEqual(new Set(answerProblems));
});

test("what is left out and need not be said is no answer", () => {
  expect(check(field("text", { required: false }), "")).toEqual({ ok: true, answers: {} });
});

test("whatever is sent, it is taken or named, and never throws", () => {
  const fields = [...edition.interventionCommon.fields, ...edition.workflows.flatMap((workflow) => workflow.fields)];
  fc.assert(
    fc.property(fc.constantFrom(...fields), fc.anything(), (one, value) => {
      const checked = checkAnswers([one], { [one.id]: value }, {}, now);
      if (!checked.ok) expect(checked.problems.length).toBeGreaterThan(0);
    }),
  );
});

test("all that is written in words is sealed, and what is chosen is not", () => {
  const fields = [...edition.interventionCommon.fields, ...edition.workflows.flatMap((workflow) => workflow.fields)];
  for (const one of fields) {
    if (one.names || one.secret) expect([one.id, isSealed(one)]).toEqual([one.id, true]);
    if (one.options) expect([one.id, isSealed(one)]).toEqual([one.id, false]);
  }
});
