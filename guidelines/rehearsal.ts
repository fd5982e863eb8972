import { inLanguage, type Locale } from "./city.ts";
import type { Decision } from "./decision.ts";

/** A decision as `POST /api/v1/rehearsals` and the rehearse command answer it: the contract's shape, with a little more. */
export function rehearsalOf(decision: Decision, locale: Locale) {
  const { edition, at, urgency, district, assignments } = decision;
  return {
    edition,
    at,
    urgency: {
      level: urgency.level,
      rule: urgency.rule,
      why: inLanguage(urgency.why, locale),
      sources: urgency.basis,
      caution: urgency.caution,
    },
    district: { ...district, why: inLanguage(district.why, locale) },
    assignments: assignments.map(({ why, basis, ...assignment }) => ({
      department: assignment.department,
      district: assignment.district,
      capacity: assignment.capacity,
      rule: assignment.rule,
      rules: assignment.rules,
      why: inLanguage(why, locale),
      sources: basis,
      clocks: assignment.clocks,
      laterClocks: assignment.laterClocks,
      suggestedInterventions: assignment.suggestedInterventions,
    })),
  };
}
