import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type Agreement, agreementOf, answerKey, compareReports } from "#app/cases/comparison.ts";
import { loadEdition } from "#guidelines/edition.ts";
import type { Report } from "#guidelines/report.ts";
import { someReport } from "#tests/support/builders.ts";

const { questions } = loadEdition(fileURLToPath(new URL("../../../guidelines/editions/2026-01", import.meta.url)));

const child = { name: "示例儿童甲", sex: "female", bornOn: "2016-03-02", district: "110105" };
const incident = {
  situations: ["multiple_injuries"],
  from: "2026-03-02T08:00:00+08:00",
  ongoing: true,
  district: "110105",
  place: "home",
  learnedBy: "observed",
  narrative: "示例经过",
};
const told = (over: Record<string, unknown> = {}): Report => someReport({ children: [child], incident, ...over });

/** How the reports stand to each other in one question, about one person where there are several. */
const standing = (reports: readonly Report[], field: string, ordinal: number | null = null): Agreement | undefined =>
  compareReports(questions, reports).answers.find((one) => one.question.field === field && one.ordinal === ordinal)
    ?.agreement;

describe("answers to one question", () => {
  test.each<[string, (string | null | undefined)[], Agreement]>([
    ["the same from all", ["a", "a", "a"], "agrees"],
    ["one that differs", ["a", "b", "a"], "differs"],
    ["one that says nothing", ["a", null, "a"], "partly"],
    ["one that differs and one that says nothing", ["a", null, "b"], "differs"],
    ["nobody says anything", [null, null], "silent"],
    ["one that does not mention the person", ["a", undefined, "a"], "agrees"],
    ["only one mentions the person, and says nothing", [null, undefined], "silent"],
  ])("%s", (_case, keys, agreement) => {
    expect(agreementOf(keys)).toBe(agreement);
  });

  test.each<[string, Parameters<typeof answerKey>[0]["type"], unknown, unknown, boolean]>([
    ["spaces, width and case say nothing", "text", "朝阳区 A１ 号", "朝阳区a1号", true],
    ["other words are another answer", "text", "在学校", "在医院", false],
    ["the order of ticks says nothing", "situations", ["a", "b"], ["b", "a"], true],
    ["one tick more is another answer", "situations", ["a"], ["a", "b"], false],
    ["one moment, written with another offset", "datetime", "2026-03-02T08:00:00+08:00", "2026-03-02T00:00:00Z", true],
    ["a bare day is not a moment", "datetime", "2026-03-02", "2026-03-02T00:00:00Z", false],
    ["yes is not no", "yes_no_unknown", true, false, false],
    ["not known is nothing said", "choice", "unknown", null, true],
    ["nothing ticked is nothing said", "indicators", [], undefined, true],
  ])("%s", (_case, type, one, other, same) => {
    expect(answerKey({ type }, one) === answerKey({ type }, other)).toBe(same);
  });
});

describe("reports side by side", () => {
  test("say the same, differ, or leave open, each question by itself", () => {
    const reports = [
      told({ safety: { immediateDanger: false, childWhereabouts: "在学校", medicalCareNeeded: true } }),
      told({ safety: { immediateDanger: true, childWhereabouts: null, medicalCareNeeded: true } }),
    ];
    expect(standing(reports, "safety.immediateDanger")).toBe("differs");
    expect(standing(reports, "safety.childWhereabouts")).toBe("partly");
    expect(standing(reports, "safety.medicalCareNeeded")).toBe("agrees");
    expect(standing(reports, "safety.otherChildrenAtRisk")).toBe("silent");
  });

  test("keep the edition's order, everything about one person together", () => {
    const fields = compareReports(questions, [told(), told()]).answers.map(({ question }) => question.field);
    const inOrder = questions.map(({ field }) => field).filter((field) => fields.includes(field));
    expect(fields).toEqual(inOrder);
    expect(new Set(fields).size).toBe(fields.length);
  });

  test("hold neither accounts nor anything of who reported", () => {
    const [one, other] = [
      told(),
      told({ reporter: { profession: "medical", name: "报告人乙", phone: "13900000000" } }),
    ];
    const { answers } = compareReports(questions, [one, other]);
    const fields = answers.map(({ question }) => question.field);
    expect(fields).not.toContain("incident.narrative");
    expect(fields.filter((field) => /^reporter\.(name|phone|email|unit|contactHours)$/.test(field))).toEqual([]);
    expect(JSON.stringify(answers.map(({ given }) => given))).not.toMatch(/报告人|1[38]000000000|示例经过/);
    expect(standing([one, other], "reporter.profession")).toBe("differs");
  });

  test("of one child each speak of the same one, however they differ", () => {
    const reports = [told(), told({ children: [{ ...child, name: "示例小甲", bornOn: null, age: 9 }] })];
    expect(standing(reports, "children[].name")).toBe("differs");
    expect(standing(reports, "children[].bornOn")).toBe("partly");
    expect(compareReports(questions, reports).mentions).toEqual([]);
  });

  test("of several children put together those who must be one, whatever their order", () => {
    const younger = { ...child, name: "示例儿童乙", bornOn: "2019-05-01", sex: "male" };
    const third = { name: "示例儿童丙", sex: "male", age: 3 };
    const reports = [
      told({ children: [child, younger] }),
      told({ children: [{ ...younger, name: null }, third, { ...child, sex: "unknown" }] }),
    ];
    const { mentions } = compareReports(questions, reports);
    expect(mentions).toEqual([{ list: "children", ordinal: 3, mentioned: [false, true] }]);
    expect(standing(reports, "children[].name", 1)).toBe("agrees");
    expect(standing(reports, "children[].sex", 1)).toBe("partly");
    expect(standing(reports, "children[].name", 2)).toBe("partly");
    // Whom only one report mentions is read there: there is nothing to compare.
    expect(standing(reports, "children[].name", 3)).toBeUndefined();
  });

  test("never take two named children for one, nor two of another number", () => {
    const twin = { ...child, name: "示例儿童丁" };
    const numbered = (nationalId: string) => ({ ...child, nationalId });
    expect(compareReports(questions, [told({ children: [child, twin] }), told({ children: [twin] })]).mentions).toEqual(
      [{ list: "children", ordinal: 1, mentioned: [true, false] }],
    );
    expect(
      compareReports(questions, [
        told({ children: [numbered("11010120160302001X"), twin] }),
        told({ children: [numbered("110101201603020028")] }),
      ]).mentions,
    ).toHaveLength(3);
  });

  test("of suspected persons: by name, else by what they are to the child", () => {
    const father = { relation: "father", livesWithChild: true };
    const neighbour = { relation: "neighbour", livesWithChild: false };
    const reports = [
      told({ suspects: [father, neighbour] }),
      told({ suspects: [{ ...neighbour, livesWithChild: true }] }),
      told({ suspects: [] }),
    ];
    expect(standing(reports, "suspects[].livesWithChild", 2)).toBe("differs");
    expect(compareReports(questions, reports).mentions.map(({ mentioned }) => mentioned)).toEqual([
      [true, false, false],
      [true, true, false],
    ]);
  });

  test("what was asked of some only and nobody answered is not told as left open", () => {
    expect(standing([told(), told()], "needs.placement")).toBeUndefined();
    expect(standing([told(), told()], "steps.told")).toBe("silent");
  });
});
