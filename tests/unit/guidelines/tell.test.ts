import { describe, expect, test } from "vitest";
import { describeLimit } from "#guidelines/deadlines.ts";
import { Report } from "#guidelines/report.ts";
import { decide, tellOfficer, tellProsecutor, tellReporter } from "#guidelines/route.ts";
import { barely, city, contractExample, edition } from "./examples.ts";

const at = new Date("2026-11-23T10:00:00Z");
const decision = decide(edition, city, Report.parse(contractExample), { at });

describe("the reporter", () => {
  test("hears one sentence: how urgent, to whom, by when", () => {
    expect(tellReporter(decision, edition, "zh-CN")).toBe(
      "报告按“危急”处理，已分送公安、检察、民政、妇联、教育、卫生健康、司法行政、法院，应在1小时内签收。",
    );
    expect(tellReporter(decision, edition, "en")).toBe(
      "The report is handled as “Critical” and has gone to Police, Procuratorate, Civil affairs, Women's federation, Education, Health, Justice, Court, who must take it up within 1 hour.",
    );
  });

  test("hears nothing that the rules saw", () => {
    const other = decide(edition, city, barely({ children: [{ disability: true, age: 9 }] }), { at });
    expect(tellReporter(other, edition, "zh-CN")).not.toMatch(/9|残疾儿童|示例/);
  });
});

describe("the officer", () => {
  const told = tellOfficer(decision, edition, "zh-CN");
  test("reads why each department was brought in, with the law and how sure the office is of it", () => {
    const police = told.assignments[0];
    expect(police).toMatchObject({ department: "police", name: "北京市公安局", capacity: "lead" });
    expect(police?.rules.map(({ rule }) => rule)).toEqual(decision.assignments[0]?.rules);
    expect(police?.law).toContainEqual(
      expect.objectContaining({ id: "mandatory-reporting-opinion-2020/8", article: "第八条", verification: "text" }),
    );
  });

  test("reads every rule with the facts in words, the unknown and what would have turned it", () => {
    expect(told.considered).toHaveLength(edition.urgency.length + edition.routing.length);
    const early = told.considered.find(({ rule }) => rule === "police_take_from_danger");
    expect(early?.outcomeText).toBe("符合条件");
    expect(early?.used).toContainEqual({ fact: "guardian_status", name: "监护情况", value: "监护人就是被怀疑的人" });
    expect(early?.wouldChange).toContainEqual({
      fact: "suspect_has_access_now",
      name: "被怀疑人此刻能接触儿童",
      value: "否",
    });
    const girl = told.considered.find(({ rule }) => rule === "womens_federation_girl");
    expect(girl?.wouldChange).toContainEqual({ fact: "situations", name: "报告情形", value: "包含“隐私部位受伤”" });
    expect(told.missing).toContainEqual({ fact: "hardship", name: "家庭困难" });
  });

  test("reads the same in English, without a Chinese word", () => {
    expect(JSON.stringify(tellOfficer(decision, edition, "en"))).not.toMatch(/\p{Script=Han}/u);
  });
});

test("the prosecutor reads all of that, the bare trace, and what people changed", () => {
  const overrides = [
    { at: "2026-11-23T11:00:00Z", by: "police", what: "urgency", from: "urgent", to: "critical", reason: "示例理由" },
  ];
  const told = tellProsecutor(decision, edition, "zh-CN", overrides);
  expect(told).toMatchObject(tellOfficer(decision, edition, "zh-CN"));
  expect(told.trace).toEqual(decision.trace);
  expect(told.overrides).toEqual(overrides);
});

test("limits in words", () => {
  const inWords = (id: string) => {
    const limit = edition.clocks.find((clock) => clock.id === id)?.limits.serious;
    return limit && [describeLimit(limit, edition, "zh-CN"), describeLimit(limit, edition, "en")];
  };
  expect(inWords("protection_order")).toEqual(["72小时", "72 hours"]);
  expect(inWords("routing_objection")).toEqual(["1个工作日", "1 working day"]);
  expect(inWords("suggestion_reply")).toEqual(["1个月", "1 month"]);
  expect(inWords("file_on_notice")).toEqual(["15日", "15 days"]);
  expect(inWords("police_receipt")).toEqual(["立即", "at once"]);
  expect(inWords("police_progress_before_prosecution")).toEqual([
    "在“移送审查起诉”之前",
    "before “Transfer for prosecution”",
  ]);
});
