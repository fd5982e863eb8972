import type { FactName } from "./facts.ts";
import { bodyParts, guardianshipStatuses, learnedBy, places, professions, situations } from "./report.ts";

/** What values a fact can take when it is known. `indicators` are the edition's own. */
export type FactDomain =
  | { readonly kind: "yes_no" }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  | { readonly kind: "set"; readonly members: readonly string[] | "indicators" }
  | { readonly kind: "number"; readonly from: number; readonly to: number };

/** A fact's domain, whether it is always known, and the answers that it is derived from. */
export type FactDescription = {
  readonly domain: FactDomain;
  readonly alwaysKnown: boolean;
  readonly fields: readonly string[];
};

const yesNo = (...fields: string[]): FactDescription => ({ domain: { kind: "yes_no" }, alwaysKnown: false, fields });
const choice = (values: readonly string[], ...fields: string[]): FactDescription => ({
  domain: { kind: "choice", values: values.filter((value) => value !== "unknown") },
  alwaysKnown: false,
  fields,
});
const set = (members: readonly string[] | "indicators", alwaysKnown: boolean, field: string): FactDescription => ({
  domain: { kind: "set", members },
  alwaysKnown,
  fields: [field],
});
const number = (from: number, to: number, alwaysKnown: boolean, ...fields: string[]): FactDescription => ({
  domain: { kind: "number", from, to },
  alwaysKnown,
  fields,
});

const ages = ["children[].age", "children[].bornOn"];
const status = "guardianship.status";
const relation = "suspects[].relation";
/** Longer ago than this the exact hour no longer matters to any rule. */
const tenYears = 87_600;

/** Every fact: lint, trace and guided report read from here what it can be and which question answers it. */
export const factDescriptions: Readonly<Record<FactName, FactDescription>> = {
  profession: choice(professions, "reporter.profession"),
  duty_reporter: yesNo("reporter.profession"),
  anonymous: yesNo("reporter.anonymous"),
  urgent_path: yesNo("urgentPath"),
  learned_by: choice(learnedBy, "incident.learnedBy"),
  situations: set(situations, true, "incident.situations"),
  indicators: set("indicators", true, "incident.indicators"),
  injuries: set(bodyParts, false, "incident.injuries"),
  place: choice(places, "incident.place"),
  at_school: yesNo("incident.place"),
  online: yesNo("incident.online", "incident.place", relation),
  ongoing: yesNo("incident.ongoing"),
  hours_since_incident: number(0, tenYears, false, "incident.from", "incident.to", "incident.ongoing"),
  in_city: yesNo("incident.district"),
  children_count: number(1, 20, true, "children[].sex"),
  youngest_age: number(0, 17, false, ...ages),
  under_8: yesNo(...ages),
  under_14: yesNo(...ages),
  under_16: yesNo(...ages),
  any_girl: yesNo("children[].sex"),
  any_boy: yesNo("children[].sex"),
  disability: yesNo("children[].disability"),
  pupil: yesNo("children[].school", "reporter.profession", "incident.place"),
  out_of_school: yesNo("children[].outOfSchool"),
  household_elsewhere: yesNo("children[].householdElsewhere"),
  guardian_status: choice(guardianshipStatuses, status),
  suspect_known: yesNo(relation),
  suspect_is_guardian: yesNo("suspects[].isGuardian", relation, status),
  suspect_is_family: yesNo(relation, "suspects[].livesWithChild", status),
  suspect_lives_with_child: yesNo("suspects[].livesWithChild"),
  suspect_has_access_now: yesNo("suspects[].hasAccessNow"),
  school_staff_suspect: yesNo(relation, "suspects[].isStaff"),
  peer_suspect: yesNo(relation),
  suspect_is_minor: yesNo("suspects[].isMinor", relation),
  immediate_danger: yesNo("safety.immediateDanger"),
  medical_care_needed: yesNo("safety.medicalCareNeeded"),
  other_children_at_risk: yesNo("safety.otherChildrenAtRisk"),
  self_harm_risk: yesNo("safety.selfHarmRisk"),
  police_called: yesNo("steps.policeCalled"),
  police_refused: yesNo("steps.policeRefused"),
  evidence_kept: yesNo("steps.evidenceKept"),
  hardship: yesNo("needs.hardship"),
  placement_needed: yesNo("needs.placement"),
  legal_aid_wanted: yesNo("needs.legalAid"),
  protection_order_wanted: yesNo("needs.protectionOrder"),
  psychological_need: yesNo("needs.psychological"),
  accompaniment_wanted: yesNo("needs.accompaniment"),
  family_education_wanted: yesNo("needs.familyEducation"),
  medical_costs: yesNo("needs.medicalCosts"),
  housing_needed: yesNo("needs.housing"),
};

const known: ReadonlyMap<string, FactDescription> = new Map(Object.entries(factDescriptions));

/** The description of a fact that a rule names; none when there is no such fact. */
export function factDescription(fact: string): FactDescription | undefined {
  return known.get(fact);
}
