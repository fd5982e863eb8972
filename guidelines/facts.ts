import { type City, isDistrictOf } from "./city.ts";
import type { FactValue } from "./condition.ts";
import { ageOn, beijingDay, latestMomentOf } from "./days.ts";
import { hasDutyToReport, type Profession, type Report } from "./report.ts";

type Suspect = Report["suspects"][number];
type Child = Report["children"][number];
type YesNo = boolean | null;

/** A report as far as it has been answered: only here the profession may still be open. */
export type Answers = Omit<Report, "reporter"> & {
  readonly reporter: Omit<Report["reporter"], "profession"> & { readonly profession: Profession | null };
};

/** What the rules see. Only derived facts: no name, no number, no address, no sentence. Null: nobody knows. */
export type Facts = {
  readonly profession: string | null;
  readonly duty_reporter: YesNo;
  readonly anonymous: YesNo;
  readonly urgent_path: YesNo;
  readonly learned_by: string | null;
  readonly situations: readonly string[];
  readonly indicators: readonly string[];
  readonly injuries: readonly string[] | null;
  readonly place: string | null;
  readonly at_school: YesNo;
  readonly online: YesNo;
  readonly ongoing: YesNo;
  readonly hours_since_incident: number | null;
  readonly in_city: YesNo;
  readonly children_count: number;
  readonly youngest_age: number | null;
  readonly under_8: YesNo;
  readonly under_14: YesNo;
  readonly under_16: YesNo;
  readonly any_girl: YesNo;
  readonly any_boy: YesNo;
  readonly disability: YesNo;
  readonly pupil: YesNo;
  readonly out_of_school: YesNo;
  readonly household_elsewhere: YesNo;
  readonly guardian_status: string | null;
  readonly suspect_known: YesNo;
  readonly suspect_is_guardian: YesNo;
  readonly suspect_is_family: YesNo;
  readonly suspect_lives_with_child: YesNo;
  readonly suspect_has_access_now: YesNo;
  readonly school_staff_suspect: YesNo;
  readonly peer_suspect: YesNo;
  readonly suspect_is_minor: YesNo;
  readonly immediate_danger: YesNo;
  readonly medical_care_needed: YesNo;
  readonly other_children_at_risk: YesNo;
  readonly self_harm_risk: YesNo;
  readonly police_called: YesNo;
  readonly police_refused: YesNo;
  readonly evidence_kept: YesNo;
  readonly hardship: YesNo;
  readonly placement_needed: YesNo;
  readonly legal_aid_wanted: YesNo;
  readonly protection_order_wanted: YesNo;
  readonly psychological_need: YesNo;
  readonly accompaniment_wanted: YesNo;
  readonly family_education_wanted: YesNo;
  readonly medical_costs: YesNo;
  readonly housing_needed: YesNo;
};
export type FactName = keyof Facts;

/** True as soon as one is; unknown while one might be; false only when all are known not to be. */
function anyOf<T>(items: readonly T[], is: (item: T) => YesNo): YesNo {
  let outcome: YesNo = items.length === 0 ? null : false;
  for (const item of items) {
    const of = is(item);
    if (of === true) return true;
    if (of === null) outcome = null;
  }
  return outcome;
}

const oneOf = (set: ReadonlySet<string>, value: string): YesNo => (value === "unknown" ? null : set.has(value));
const parents: ReadonlySet<string> = new Set(["father", "mother", "guardian"]);
const maybeGuardians: ReadonlySet<string> = new Set(["step_parent", "relative", "unknown"]);
const family: ReadonlySet<string> = new Set(["father", "mother", "step_parent", "guardian", "relative"]);
const schools: ReadonlySet<string> = new Set(["school", "training_centre"]);

/** Parents are guardians unless said otherwise (Civil Code 27). */
function isGuardian({ relation, isGuardian: said }: Suspect): YesNo {
  if (said !== null) return said;
  if (parents.has(relation)) return true;
  return maybeGuardians.has(relation) ? null : false;
}

/** Guardians, and whoever shares the home, are treated as family (Anti-Domestic-Violence Law 37 and its interpretation). */
function isFamily({ relation, livesWithChild, isGuardian: guards }: Suspect): YesNo {
  if (livesWithChild === true || guards === true) return true;
  const related = oneOf(family, relation);
  return related === false && livesWithChild === null && relation === "acquaintance" ? null : related;
}

const isStaff = ({ relation, isStaff: said }: Suspect): YesNo =>
  relation === "teacher_or_staff" ? true : (said ?? (relation === "unknown" ? null : false));
const isPeer = ({ relation }: Suspect): YesNo => oneOf(new Set(["peer"]), relation);
const isMinor = ({ relation, isMinor: said }: Suspect): YesNo =>
  said ?? (relation === "peer" ? true : relation === "unknown" ? null : false);

/** Full years at the incident, or at the report where the time is not known. */
function ageOf(child: Child, incidentDay: string): number | null {
  return child.bornOn === null ? child.age : ageOn(child.bornOn, incidentDay);
}

function guardianStatusOf(report: Answers, suspectIsGuardian: YesNo): string | null {
  const { status } = report.guardianship;
  if (status !== "unknown") return status;
  return suspectIsGuardian === true ? "guardian_is_suspect" : null;
}

/** Hours since the harm, counted from the latest moment it can have happened; none when it goes on. */
function hoursSince({ from, to, ongoing }: Answers["incident"], at: Date): number | null {
  if (ongoing === true) return 0;
  const last = to ?? from;
  if (last === null) return null;
  return Math.max(0, Math.floor((at.getTime() - latestMomentOf(last).getTime()) / 3_600_000));
}

function isOnline({ incident, suspects }: Answers): YesNo {
  if (incident.online === true || incident.place === "online") return true;
  if (suspects.some(({ relation }) => relation === "online_contact")) return true;
  if (incident.online === false) return false;
  return incident.place === "unknown" ? null : false;
}

function isPupil({ children, reporter, incident }: Answers): YesNo {
  if (reporter.profession === "teacher" || schools.has(incident.place)) return true;
  return anyOf(children, ({ school, outOfSchool }) => (school !== null ? true : outOfSchool === true ? false : null));
}

/** Derives from the answers what the rules may see. Pure: the present moment is passed in. */
export function factsOf(report: Answers, { at, city }: { readonly at: Date; readonly city: City }): Facts {
  const { reporter, incident, children, suspects, safety, steps } = report;
  const needs = report.needs;
  const incidentDay = beijingDay(incident.from === null ? at : latestMomentOf(incident.from));
  const ages = children.map((child) => ageOf(child, incidentDay));
  const knownAges = ages.filter((age) => age !== null);
  const below = (years: number) => anyOf(ages, (age) => (age === null ? null : age < years));
  const suspectIsGuardian = report.guardianship.status === "guardian_is_suspect" ? true : anyOf(suspects, isGuardian);
  return {
    profession: reporter.profession,
    duty_reporter: reporter.profession === null ? null : hasDutyToReport(reporter.profession),
    anonymous: reporter.anonymous,
    urgent_path: report.urgentPath ?? false,
    learned_by: incident.learnedBy,
    situations: incident.situations,
    indicators: incident.indicators,
    injuries: incident.injuries ?? null,
    place: incident.place === "unknown" ? null : incident.place,
    at_school: oneOf(schools, incident.place),
    online: isOnline(report),
    ongoing: incident.ongoing,
    hours_since_incident: hoursSince(incident, at),
    in_city: incident.district === null ? null : isDistrictOf(city, incident.district),
    children_count: children.length,
    youngest_age: knownAges.length === ages.length && knownAges.length > 0 ? Math.min(...knownAges) : null,
    under_8: below(8),
    under_14: below(14),
    under_16: below(16),
    any_girl: anyOf(children, ({ sex }) => (sex === "unknown" ? null : sex === "female")),
    any_boy: anyOf(children, ({ sex }) => (sex === "unknown" ? null : sex === "male")),
    disability: anyOf(children, (child) => child.disability),
    pupil: isPupil(report),
    out_of_school: anyOf(children, (child) => child.outOfSchool ?? null),
    household_elsewhere: anyOf(children, (child) => child.householdElsewhere ?? null),
    guardian_status: guardianStatusOf(report, suspectIsGuardian),
    suspect_known: suspects.length > 0,
    suspect_is_guardian: suspectIsGuardian,
    suspect_is_family: report.guardianship.status === "guardian_is_suspect" ? true : anyOf(suspects, isFamily),
    suspect_lives_with_child: anyOf(suspects, ({ livesWithChild }) => livesWithChild),
    suspect_has_access_now: anyOf(suspects, ({ hasAccessNow }) => hasAccessNow),
    school_staff_suspect: anyOf(suspects, isStaff),
    peer_suspect: anyOf(suspects, isPeer),
    suspect_is_minor: anyOf(suspects, isMinor),
    immediate_danger: safety.immediateDanger,
    medical_care_needed: safety.medicalCareNeeded,
    other_children_at_risk: safety.otherChildrenAtRisk,
    self_harm_risk: safety.selfHarmRisk ?? null,
    police_called: steps.policeCalled,
    police_refused: steps.policeRefused ?? null,
    evidence_kept: steps.evidenceKept,
    hardship: needs?.hardship ?? null,
    placement_needed: needs?.placement ?? null,
    legal_aid_wanted: needs?.legalAid ?? null,
    protection_order_wanted: needs?.protectionOrder ?? null,
    psychological_need: needs?.psychological ?? null,
    accompaniment_wanted: needs?.accompaniment ?? null,
    family_education_wanted: needs?.familyEducation ?? null,
    medical_costs: needs?.medicalCosts ?? null,
    housing_needed: needs?.housing ?? null,
  } satisfies Record<string, FactValue>;
}
