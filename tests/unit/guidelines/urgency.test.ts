import { describe, expect, test } from "vitest";
import { assessUrgency } from "#guidelines/assess.ts";
import { factsOf } from "#guidelines/facts.ts";
import type { Report } from "#guidelines/report.ts";
import { barely, city, edition } from "./examples.ts";

const at = new Date("2026-11-23T10:00:00Z");
const urgencyOf = (report: Report) => assessUrgency(edition, factsOf(report, { at, city })).urgency;
const safe = { immediateDanger: false, medicalCareNeeded: false, selfHarmRisk: false };
const girl = (age: number | null) => [{ sex: "female", age }];
const sexual = (from: string | null, ongoing: boolean | null = false) => ({
  situations: ["girl_under_14_sexual"],
  from,
  ongoing,
});

describe("the level and the rule that set it", () => {
  test.each<[string, Report, string, string]>([
    ["danger now", barely({ safety: { immediateDanger: true } }), "critical", "critical_danger_now"],
    [
      "a suspect who can reach the child",
      barely({ safety: safe, suspects: [{ hasAccessNow: true }] }),
      "critical",
      "critical_suspect_can_reach_child",
    ],
    [
      "sexual harm under 14 within 72 hours",
      barely({ safety: safe, children: girl(13), incident: sexual("2026-11-21T10:00:00Z") }),
      "critical",
      "critical_sexual_harm_under_14",
    ],
    [
      "sexual harm under 14 longer ago",
      barely({ safety: safe, children: girl(13), incident: sexual("2026-11-19T10:00:00Z") }),
      "urgent",
      "urgent_sexual_harm_under_14",
    ],
    [
      "sexual harm under 14 that goes on",
      barely({ safety: safe, children: girl(9), incident: sexual("2026-01-01", true) }),
      "critical",
      "critical_sexual_harm_under_14",
    ],
    ["risk of self-harm", barely({ safety: { ...safe, selfHarmRisk: true } }), "critical", "critical_self_harm"],
    [
      "an injury that needs care",
      barely({ safety: { ...safe, medicalCareNeeded: true } }),
      "urgent",
      "urgent_medical_care",
    ],
    [
      "a suspect who lives with the child",
      barely({ safety: safe, suspects: [{ relation: "father", livesWithChild: true, hasAccessNow: false }] }),
      "urgent",
      "urgent_suspect_lives_with_child",
    ],
    [
      "a missing child",
      barely({ safety: safe, incident: { situations: ["unknown_origin_or_missing"] } }),
      "urgent",
      "urgent_missing_or_abandoned",
    ],
    ["nothing that calls for more", barely({ safety: safe }), "serious", "serious_any"],
  ])("%s", (_what, report, level, rule) => {
    expect(urgencyOf(report)).toMatchObject({ level, rule, caution: false });
  });
});

describe("what nobody knows is taken with caution", () => {
  test.each<[string, Report, string, string, boolean]>([
    ["whether there is danger", barely(), "urgent", "urgent_danger_not_known", false],
    [
      "when the sexual harm was",
      barely({ safety: safe, children: girl(12), incident: sexual(null, null) }),
      "critical",
      "critical_sexual_harm_under_14",
      true,
    ],
    [
      "how old the child is",
      barely({ safety: safe, children: girl(null), incident: sexual("2026-11-22") }),
      "critical",
      "critical_sexual_harm_under_14",
      true,
    ],
    [
      "whether a parent under suspicion can reach the child",
      barely({ safety: safe, suspects: [{ relation: "mother", livesWithChild: false }] }),
      "urgent",
      "urgent_access_not_known",
      false,
    ],
  ])("%s", (_what, report, level, rule, caution) => {
    expect(urgencyOf(report)).toMatchObject({ level, rule, caution });
  });
});

test("the reason, the law and every rule that fired are there to be shown", () => {
  const urgency = urgencyOf(barely({ safety: { immediateDanger: true, medicalCareNeeded: true } }));
  expect(urgency.rules).toEqual(["critical_danger_now", "urgent_medical_care", "serious_any"]);
  expect(urgency.why.zh).toMatch(/危险/);
  expect(urgency.basis).toContain("minors-protection-law-2024/11");
});
