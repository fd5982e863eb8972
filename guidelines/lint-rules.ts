import type { Condition } from "./condition.ts";
import type { Clock, Edition, Limit, RoutingRule, UrgencyRule } from "./edition.ts";
import { capacities, urgencyLevels } from "./edition-files.ts";
import type { Finding } from "./findings.ts";
import { expander } from "./prepared.ts";
import { findFacts, type Goal, outcomes } from "./satisfy.ts";

type Rule = { readonly id: string; readonly when: Condition; readonly onUnknown: "fire" | "skip" };

const fires = ({ when, onUnknown }: Rule): Goal => ({
  condition: when,
  wanted: onUnknown === "fire" ? outcomes.true | outcomes.unknown : outcomes.true,
});
const doesNotFire = ({ when, onUnknown }: Rule): Goal => ({
  condition: when,
  wanted: onUnknown === "fire" ? outcomes.false : outcomes.false | outcomes.unknown,
});
/** Whenever the one fires, the other does. */
const implies = (one: Rule, other: Rule): boolean => findFacts([fires(one), doesNotFire(other)]) === null;

/** Rules that cannot fire, never matter, say two things at once, or leave a report to nobody. */
export function lintRules(edition: Edition): Finding[] {
  const expand = expander(edition);
  const routing = edition.routing.map((rule) => ({ ...rule, when: expand(rule.when) }));
  const urgency = edition.urgency.map((rule) => ({ ...rule, when: expand(rule.when) }));
  return [
    ...unreachable("routing.yaml", routing),
    ...unreachable("urgency.yaml", urgency),
    ...lintDepartments(edition, routing),
    ...lintUrgency(urgency),
    ...uncovered(edition, routing, urgency),
    ...edition.clocks.flatMap(lintLimits),
    ...lintRetention(edition.retention),
  ];
}

function unreachable(file: string, rules: readonly Rule[]): Finding[] {
  return rules
    .filter((rule) => findFacts([fires(rule)]) === null)
    .map(({ id }) => ({ code: "rule-unreachable", where: `${file}: ${id}`, detail: id }));
}

function lintDepartments(edition: Edition, rules: readonly RoutingRule[]): Finding[] {
  const findings: Finding[] = [];
  for (const { id, desk, queue } of edition.departments) {
    const own = rules.filter(({ department }) => department === id);
    if (queue && own.length === 0) {
      findings.push({ code: "department-without-rule", where: "routing.yaml", detail: id });
    }
    if (!desk && !queue) {
      for (const rule of own) findings.push({ code: "rule-to-nobody", where: `routing.yaml: ${rule.id}`, detail: id });
    }
    findings.push(...own.flatMap((rule) => own.flatMap((other) => compareRouting(rule, other))));
  }
  return findings;
}

function compareRouting(rule: RoutingRule, other: RoutingRule): Finding[] {
  if (rule.id === other.id || !implies(rule, other)) return [];
  const where = `routing.yaml: ${rule.id}`;
  if (rule.capacity !== other.capacity && implies(other, rule)) {
    return rule.id < other.id ? [{ code: "contradiction", where, detail: other.id }] : [];
  }
  const stronger = capacities.indexOf(other.capacity) - capacities.indexOf(rule.capacity);
  const leads = stronger < 0 || (stronger === 0 && other.priority >= rule.priority);
  const covers = (own: readonly string[], theirs: readonly string[]) => own.every((id) => theirs.includes(id));
  const adds = !(covers(rule.clocks, other.clocks) && covers(rule.interventions, other.interventions));
  return leads && !adds ? [{ code: "rule-shadowed", where, detail: other.id }] : [];
}

function lintUrgency(rules: readonly UrgencyRule[]): Finding[] {
  return rules.flatMap((rule, index) =>
    rules.flatMap((other, otherIndex): Finding[] => {
      if (rule.id === other.id || !implies(rule, other)) return [];
      const where = `urgency.yaml: ${rule.id}`;
      if (rule.level !== other.level && implies(other, rule)) {
        return index < otherIndex ? [{ code: "contradiction", where, detail: other.id }] : [];
      }
      const higher = urgencyLevels.indexOf(other.level) - urgencyLevels.indexOf(rule.level);
      return higher < 0 || (higher === 0 && otherIndex < index)
        ? [{ code: "rule-shadowed", where, detail: other.id }]
        : [];
    }),
  );
}

/** Whatever else is answered or not: each situation has a leading department, an urgency, and a district. */
function uncovered(edition: Edition, routing: readonly RoutingRule[], urgency: readonly UrgencyRule[]): Finding[] {
  const findings: Finding[] = [];
  const leading = routing.filter(({ capacity }) => capacity === "lead").map(doesNotFire);
  for (const { id } of edition.situations) {
    const present: Goal = { condition: { fact: "situations", includes: id }, wanted: outcomes.true };
    if (findFacts([present, ...leading]) !== null) {
      findings.push({ code: "situation-uncovered", where: "routing.yaml", detail: id });
    }
  }
  if (findFacts(urgency.map(doesNotFire)) !== null) {
    findings.push({ code: "urgency-uncovered", where: "urgency.yaml", detail: "always" });
  }
  if (edition.district.at(-1)?.takes !== "city_desk") {
    findings.push({ code: "district-uncovered", where: "routing.yaml", detail: "city_desk" });
  }
  return findings;
}

const hoursIn = { hours: 1, calendar_days: 24, working_days: 24, months: 24 * 28 } as const;

function hoursOf(limit: Limit): number {
  return "amount" in limit ? limit.amount * hoursIn[limit.unit] : 0;
}

/** What is more urgent must not be given more time. */
function lintLimits({ id, limits: { critical, urgent, serious } }: Clock): Finding[] {
  const ordered = hoursOf(critical) <= hoursOf(urgent) && hoursOf(urgent) <= hoursOf(serious);
  return ordered ? [] : [{ code: "contradiction", where: `clocks.yaml: ${id}`, detail: "critical, urgent, serious" }];
}

/** Something is kept from closing on, whatever the age, and nothing is destroyed before it would be sealed. */
function lintRetention({ sealing, keeping }: Edition["retention"]): Finding[] {
  const tooShort = keeping.filter(({ from, years }) => from === "closing" && years * 12 <= sealing.months);
  const findings: Finding[] = tooShort.map(({ id }) => ({
    code: "contradiction",
    where: `retention.yaml: ${id}`,
    detail: sealing.id,
  }));
  if (!keeping.some(({ from }) => from === "closing")) {
    findings.push({ code: "contradiction", where: "retention.yaml: keeping", detail: "closing" });
  }
  return findings;
}
