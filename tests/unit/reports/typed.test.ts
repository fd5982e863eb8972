import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addItem, itemCount, removeItem } from "#app/reports/field-names.ts";
import { readPage, withUnasked } from "#app/reports/page-form.ts";
import { readValue } from "#app/reports/read-value.ts";
import { readAnswers } from "#app/reports/reading.ts";
import { mergePage, type PageSave, type Typed } from "#app/reports/typed.ts";
import type { Question } from "#guidelines/edition.ts";
import { edition, leastAnswers, read, rulebook, typedAs } from "./guided.ts";

function question(id: string): Question {
  const found = edition.questions.find((one) => one.id === id);
  if (found === undefined) throw new Error(`the edition does not ask ${id}`);
  return found;
}

describe("what is typed becomes what the contract calls it", () => {
  test.each([
    ["child_born", "2015年3月2日", "2015-03-02"],
    ["child_born", "2015/3/2", "2015-03-02"],
    ["child_born", "20150302", "2015-03-02"],
    ["child_born", "２０１５－０３－０２", "2015-03-02"],
    ["child_age", "9", 9],
    ["child_age", "９岁", 9],
    ["child_age", "9 周岁", 9],
    ["immediate_danger", "true", true],
    ["anonymous", "false", false],
    ["reporter_phone", "１３８００００００００", "13800000000"],
    ["incident_from", "2026-03-02", "2026-03-02"],
    ["incident_from", "2026-03-02T08:05", "2026-03-02T08:05:00+08:00"],
    ["incident_from", "2026年3月2日 8:05", "2026-03-02T08:05:00+08:00"],
    ["child_sex", "unknown", "unknown"],
  ])("%s: %s", (id, text, value) => {
    const asked = question(id);
    expect(readValue(asked, asked.field, { [asked.field]: [text] })).toEqual({ answer: "value", value });
  });

  test("a day with its hour is a moment in Beijing", () => {
    const asked = question("incident_from");
    const typed = { "incident.from": ["2026-03-02"], "incident.from.hour": ["08:05"] };
    expect(readValue(asked, asked.field, typed)).toEqual({ answer: "value", value: "2026-03-02T08:05:00+08:00" });
  });

  test("the box says not known; a word beside it counts more", () => {
    const asked = question("child_name");
    const box = { "children[0].name.unknown": ["true"] };
    expect(readValue(asked, "children[0].name", box)).toEqual({ answer: "unknown" });
    expect(readValue(asked, "children[0].name", { ...box, "children[0].name": ["示例儿童"] })).toEqual({
      answer: "value",
      value: "示例儿童",
    });
  });

  test("a suspected person of whom nothing is known is nobody; a further child of whom nothing is known is a child", () => {
    const unknown = { "suspects[0].relation": "unknown", "suspects[0].hasAccessNow": "unknown" };
    expect(read({ ...leastAnswers, ...unknown }).report.suspects).toEqual([]);
    expect(read({ ...leastAnswers, "children[1].sex": "unknown" }).report.children).toHaveLength(2);
    expect(read({ ...leastAnswers, "children[1].name": "" }).report.children).toHaveLength(1);
  });

  test("problems of a person behind a blank one keep the name of their own field", () => {
    const typed = { ...leastAnswers, "suspects[0].name": "", "suspects[1].relation": "nobody" };
    expect(read(typed).problems).toEqual([{ name: "suspects[1].relation", problem: "not_a_choice" }]);
  });

  test("whatever stands in the fields can be read", () => {
    const names = edition.questions.flatMap(({ field }) => [field.replace("[]", "[0]"), field.replace("[]", "[3]")]);
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: "binary" }),
      fc.constantFrom("true", "unknown", "teacher", "\ud800"),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), fc.array(text, { maxLength: 3 })), (typed) => {
        const { report, problems } = readAnswers(typed, rulebook);
        expect(report.edition).toBe(edition.id);
        expect(Array.isArray(problems)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("several of a kind", () => {
  const three: Typed = typedAs({
    "children[0].name": "甲",
    "children[1].name": "乙",
    "children[2].name": "丙",
    "x.y": "z",
  });

  test("one is always asked about, and a blank one stays until it is removed", () => {
    expect(itemCount({}, "children")).toBe(1);
    expect(itemCount({}, "suspects")).toBe(0);
    expect(itemCount(addItem({}, "children"), "children")).toBe(2);
    expect(itemCount(addItem({}, "suspects"), "suspects")).toBe(2);
  });

  test("removing one moves those behind it up and touches nothing else", () => {
    expect(removeItem(three, "children", 1)).toEqual(
      typedAs({ "children[0].name": "甲", "children[1].name": "丙", "x.y": "z" }),
    );
  });

  test("no more than the contract allows can be added", () => {
    let typed: Typed = {};
    for (let round = 0; round < 40; round += 1) typed = addItem(typed, "children");
    expect(itemCount(typed, "children")).toBe(20);
  });
});

describe("two windows on one page", () => {
  const save = (fields: Typed, over: Partial<PageSave> = {}): PageSave => ({
    page: "account",
    form: "second",
    basedOn: 1,
    fields,
    ...over,
  });
  const stored = { version: 2, form: "first", fields: typedAs({ a: "第一个窗口写的", b: "true", c: "只在这里" }) };
  const isChoice = (name: string) => name === "b";

  test("the later window keeps what only the earlier one holds, and its own choices", () => {
    const { fields, disputes } = mergePage(stored, save(typedAs({ a: "", b: "false", d: "新的" })), isChoice);
    expect(disputes).toEqual([]);
    expect(fields).toEqual(typedAs({ a: "第一个窗口写的", b: "false", c: "只在这里", d: "新的" }));
  });

  test("different words are disputed, and neither is lost", () => {
    const { disputes } = mergePage(stored, save(typedAs({ a: "第二个窗口写的" })), isChoice);
    expect(disputes).toEqual([{ name: "a", stored: "第一个窗口写的" }]);
  });

  test("words that go on from the stored ones are no dispute", () => {
    expect(mergePage(stored, save(typedAs({ a: "第一个窗口写的，接着写" })), isChoice).disputes).toEqual([]);
  });

  test("the same form never disputes with itself, nor one that has seen the latest version", () => {
    const fields = typedAs({ a: "改过的" });
    expect(mergePage(stored, save(fields, { form: "first" }), isChoice)).toEqual({ fields, disputes: [] });
    expect(mergePage(stored, save(fields, { basedOn: 2 }), isChoice)).toEqual({ fields, disputes: [] });
    expect(mergePage(stored, save(fields, { basedOn: null }), isChoice)).toEqual({ fields, disputes: [] });
  });
});

test("questions of the page that the form did not show keep what was typed in them before", () => {
  const questions = edition.questions.filter(({ page }) => page === "reporter");
  const form = new FormData();
  form.append("asked", "profession");
  form.append("reporter.profession", "public");
  const before = typedAs({ "reporter.profession": "teacher", "reporter.unit": "示例小学" });
  expect(withUnasked(readPage(form, questions), before, questions)).toEqual(
    typedAs({ "reporter.profession": "public", "reporter.unit": "示例小学" }),
  );
});
