import { describe, expect, test } from "vitest";
import { type FactRecord, outcomeOf } from "#guidelines/condition.ts";
import type { Change } from "#guidelines/decision.ts";
import { factsOf } from "#guidelines/facts.ts";
import { expander } from "#guidelines/prepared.ts";
import { Report } from "#guidelines/report.ts";
import { decide } from "#guidelines/route.ts";
import { barely, city, contractExample, edition } from "./examples.ts";

const at = new Date("2026-11-23T10:00:00Z");
const reports = [
  Report.parse(contractExample),
  barely(),
  barely({
    reporter: { profession: "medical" },
    children: [{ sex: "female", age: 13 }],
    incident: {
      situations: ["girl_under_14_sexual"],
      indicators: ["girl_under_14_sexual.pregnant"],
      from: "2026-11-22",
    },
    suspects: [{ relation: "online_contact", hasAccessNow: false }],
  }),
];
const expand = expander(edition);
const rules = [...edition.urgency, ...edition.routing];

const isList = (value: unknown): value is readonly string[] => Array.isArray(value);

/** The facts as they would be after one change of the trace. */
function changed(facts: FactRecord, { fact, to }: Change): FactRecord {
  const current = facts[fact];
  const now = isList(current) ? current : [];
  if (typeof to !== "object" || to === null || isList(to)) return { ...facts, [fact]: to };
  const value = "with" in to ? [...now, to.with] : now.filter((member) => member !== to.without);
  return { ...facts, [fact]: value };
}

describe("the trace", () => {
  test.each(reports.map((report, index) => [index, report] as const))(
    "of report %i considers every rule, in order",
    (_index, report) => {
      const { trace } = decide(edition, city, report, { at });
      expect([...trace.urgency, ...trace.routing].map(({ rule }) => rule)).toEqual(rules.map(({ id }) => id));
      expect(trace.district).toHaveLength(edition.district.length);
      expect(trace.definitions).toHaveLength(edition.definitions.length);
    },
  );

  test.each(reports.map((report, index) => [index, report] as const))(
    "of report %i tells the truth about what would have changed it",
    (_index, report) => {
      const facts: FactRecord = factsOf(report, { at, city });
      const { trace } = decide(edition, city, report, { at });
      let changes = 0;
      for (const traced of [...trace.urgency, ...trace.routing]) {
        const rule = rules.find(({ id }) => id === traced.rule);
        if (rule === undefined) throw new Error(traced.rule);
        const condition = expand(rule.when);
        for (const change of traced.wouldChange) {
          expect(outcomeOf(condition, changed(facts, change)), `${traced.rule} ${JSON.stringify(change)}`).toBe(
            traced.outcome !== "fired",
          );
          changes += 1;
        }
      }
      expect(changes).toBeGreaterThan(20);
    },
  );

  test("separates what was used from what was missing, and both are facts of the edition", () => {
    const { trace } = decide(edition, city, barely(), { at });
    const names = edition.facts.map(({ id }) => id);
    expect(names).toEqual(expect.arrayContaining([...Object.keys(trace.facts), ...trace.missing]));
    expect(trace.missing).toContain("immediate_danger");
    expect(Object.keys(trace.facts)).not.toContain("immediate_danger");
    const traced = trace.routing.find(({ rule }) => rule === "disabled_federation_disability");
    expect(traced).toEqual({
      rule: "disabled_federation_disability",
      outcome: "unknown",
      caution: false,
      used: {},
      missing: ["disability"],
      wouldChange: [{ fact: "disability", to: true }],
    });
  });

  test("is the same for the same facts, whoever reports", () => {
    const one = decide(edition, city, Report.parse(contractExample), { at }).trace;
    const other = { ...contractExample, reporter: { ...contractExample.reporter, name: "报告人乙" } };
    expect(decide(edition, city, Report.parse(other), { at }).trace).toEqual(one);
  });
});
