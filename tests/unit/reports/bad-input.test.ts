import { describe, expect, test } from "vitest";
import { fieldNameOf, listOf } from "#app/reports/field-names.ts";
import { problemsOn } from "#app/reports/onward.ts";
import { readPage } from "#app/reports/page-form.ts";
import type { Question } from "#guidelines/edition.ts";
import { edition, leastAnswers, read, typedAs } from "./guided.ts";

/** For each type of question something that it must not take. */
const bad: Readonly<Record<Question["type"], readonly string[]>> = {
  yes_no_unknown: ["maybe", "TRUE", "__proto__", "constructor"],
  choice: ["nobody", "__proto__", "toString", "<script>"],
  choices: ["nobody"],
  text: ["\u0000", "x".repeat(501), "a\u0007b"],
  long_text: ["\u0000", "x".repeat(20_001)],
  date: ["昨天", "2026-13-01", "2026-02-30", "9999-99-99"],
  datetime: ["下午", "2026-02-30", "2026-99-01"],
  age: ["九", "-1", "18", "9.5", "1e1", "NaN"],
  district: ["朝阳", "0", "11010", "1101055", "' or 1=1 --"],
  phone: ["电话", "1", "138<b>"],
  email: ["没有", "a@", "@b", "a b@c.d"],
  national_id: ["<b>", "1", "x".repeat(33)],
  body_map: ["soul", "__proto__"],
  situations: ["nothing", "__proto__"],
  indicators: ["<b>", "x".repeat(81)],
  person_list: [],
};

/** Answers under which the question is asked. */
function settingOf({ id, field }: Question): Readonly<Record<string, string | readonly string[]>> {
  const anonymous = id === "anonymous";
  return {
    ...leastAnswers,
    "reporter.profession": anonymous ? "public" : "social_worker",
    "incident.place": "school",
    "steps.policeCalled": "true",
    "safety.medicalCareNeeded": "true",
    "incident.ongoing": "false",
    "suspects[0].relation": "father",
    ...(field === "reporter.phone" ? {} : { "reporter.phone": "13800000000" }),
  };
}

describe("bad input to every field of the guided report", () => {
  const cases = edition.questions.flatMap((question) => bad[question.type].map((value) => ({ question, value })));

  test("no question is left out", () => {
    expect(new Set(cases.map(({ question }) => question.id)).size).toBe(edition.questions.length);
  });

  test.each(cases.map((one) => [one.question.id, one.value.slice(0, 24), one] as const))(
    "%s does not take %j",
    (_, __, { question, value }) => {
      const name = fieldNameOf(question, listOf(question) === null ? null : 0);
      const typed = { ...settingOf(question), [name]: [value] };
      const reading = read(typed);
      if (!reading.questions.some(({ id }) => id === question.id)) {
        // A condition hangs on this very answer: refused means that it does not count.
        expect(JSON.stringify(reading.report)).not.toContain(JSON.stringify(value));
        return;
      }
      const problems = problemsOn([question], reading, typedAs(typed), "whole").map((problem) => problem.name);
      expect(problems).toContain(name);
      expect(JSON.stringify(reading.report)).not.toContain(JSON.stringify(value));
    },
  );

  test.each(edition.questions.map((question) => [question.id, question] as const))(
    "%s sent twice, as a file, or without end is refused by name and kept off the draft",
    (_, question) => {
      const name = fieldNameOf(question, listOf(question) === null ? null : 0);
      const several = ["choices", "body_map", "situations", "indicators"].includes(question.type);
      const twice = new FormData();
      twice.append(name, "a");
      twice.append(name, "b");
      expect(readPage(twice, edition.questions).refused.map((one) => one.name)).toEqual(several ? [] : [name]);
      const file = new FormData();
      file.append(name, new Blob(["x"]), "x.txt");
      expect(readPage(file, edition.questions).refused).toEqual([{ name, problem: "not_text" }]);
      const long = new FormData();
      long.append(name, "x".repeat(50_000));
      expect(readPage(long, edition.questions).refused).toEqual([{ name, problem: "too_long" }]);
    },
  );
});

describe("a form that is not ours", () => {
  test.each(["__proto__", "constructor", "children[20].name", "children[-1].name", "children[].name", "reporter", "x"])(
    "%s is no field and is refused",
    (name) => {
      const form = new FormData();
      form.append(name, "x");
      const { refused, fields } = readPage(form, edition.questions);
      expect(refused).toEqual([{ name: "", problem: "unknown_field" }]);
      expect(Object.keys(fields)).toEqual([]);
    },
  );

  test.each([
    ["go", "remove:__proto__:0"],
    ["go", ""],
    ["form", "<script>"],
    ["version", "1e999"],
    ["version", "abc"],
    ["from", "https://example.invalid"],
  ])("%s=%s does no harm", (name, value) => {
    const form = new FormData();
    form.append(name, value);
    const sent = readPage(form, edition.questions);
    expect(sent.go).toEqual({ kind: "next" });
    expect(sent.from).toBeNull();
    expect(sent.form).toBe("");
  });
});
