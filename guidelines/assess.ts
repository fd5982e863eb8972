import type { FactRecord } from "./condition.ts";
import type { TracedRule, UrgencyDecision } from "./decision.ts";
import type { Edition, UrgencyRule } from "./edition.ts";
import { urgencyLevels } from "./edition-files.ts";
import { codesOf, considerAll, prepare } from "./prepared.ts";

export type Assessment = { readonly urgency: UrgencyDecision; readonly trace: readonly TracedRule[] };

/** How urgent a report is: the highest level among the rules that fire, with the rule that set it. */
export function assessUrgency(edition: Edition, facts: FactRecord): Assessment {
  const prepared = prepare(edition);
  const trace = considerAll(prepared.urgency, facts, codesOf(prepared, facts));
  return { urgency: urgencyOf(edition, trace), trace };
}

/** The urgency that follows from what was considered. */
export function urgencyOf(edition: Edition, trace: readonly TracedRule[]): UrgencyDecision {
  const fired = edition.urgency.filter((_rule, index) => trace[index]?.outcome === "fired");
  let decisive = fired[0];
  for (const rule of fired) if (decisive === undefined || rank(rule) < rank(decisive)) decisive = rule;
  if (decisive === undefined) throw new Error(`edition ${edition.id} has no urgency rule that always fires`);
  const { level, id, why, sources } = decisive;
  const caution = trace.some((traced) => traced.rule === id && traced.caution);
  return { level, rule: id, rules: fired.map((rule) => rule.id), why, basis: sources, caution };
}

const rank = ({ level }: UrgencyRule): number => urgencyLevels.indexOf(level);
