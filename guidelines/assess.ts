import type { FactRecord } from "./condition.ts";
import type { TracedRule, UrgencyDecision } from "./decision.ts";
import type { Edition, UrgencyRule } from "./edition.ts";
import { urgencyLevels } from "./edition-files.ts";
import { prepare } from "./prepared.ts";

export type Assessment = { readonly urgency: UrgencyDecision; readonly trace: readonly TracedRule[] };

/** How urgent a report is: the highest level among the rules that fire, with the rule that set it. */
export function assessUrgency(edition: Edition, facts: FactRecord): Assessment {
  const trace: TracedRule[] = [];
  const fired: { rule: UrgencyRule; caution: boolean }[] = [];
  for (const { rule, consider } of prepare(edition).urgency) {
    const traced = consider(facts);
    trace.push(traced);
    if (traced.outcome === "fired") fired.push({ rule, caution: traced.caution });
  }
  const rank = ({ level }: UrgencyRule) => urgencyLevels.indexOf(level);
  let decisive = fired[0];
  for (const one of fired) {
    if (decisive === undefined || rank(one.rule) < rank(decisive.rule)) decisive = one;
  }
  if (decisive === undefined) throw new Error(`edition ${edition.id} has no urgency rule that always fires`);
  const { rule, caution } = decisive;
  return {
    urgency: {
      level: rule.level,
      rule: rule.id,
      rules: fired.map(({ rule: { id } }) => id),
      why: rule.why,
      basis: rule.sources,
      caution,
    },
    trace,
  };
}
