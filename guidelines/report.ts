import { z } from "zod";
import { ageOn, beijingDay, earliestMomentOf, latestMomentOf } from "./days.ts";
import { problemsOf, type ReportProblem, type ReportProblemAt, say } from "./problems.ts";

export type { ReportProblem, ReportProblemAt } from "./problems.ts";
export { reportProblemCodes } from "./problems.ts";

export const professions = [
  "teacher",
  "medical",
  "community",
  "social_worker",
  "welfare_institution",
  "hotel",
  "public",
  "other",
] as const;
/** The nine situations of the 2020 opinion on mandatory reporting, article 4, in its order. */
export const situations = [
  "genital_injury",
  "girl_under_14_sexual",
  "girl_14_up_sexual_pregnancy",
  "multiple_injuries",
  "unnatural_death_or_injury",
  "abandoned_or_unattended",
  "unknown_origin_or_missing",
  "organised_begging",
  "other_serious",
] as const;
export const places = [
  "home",
  "school",
  "training_centre",
  "hospital",
  "hotel",
  "street",
  "online",
  "institution",
  "other",
  "unknown",
] as const;
export const learnedBy = ["observed", "child_disclosed", "told_by_other", "record", "other"] as const;
export const relations = [
  "father",
  "mother",
  "step_parent",
  "guardian",
  "relative",
  "teacher_or_staff",
  "peer",
  "neighbour",
  "acquaintance",
  "stranger",
  "online_contact",
  "unknown",
] as const;
export const guardianshipStatuses = [
  "guardian_protective",
  "guardian_is_suspect",
  "guardian_absent",
  "guardian_unable",
  "no_guardian_found",
  "unknown",
] as const;
export const sexes = ["female", "male", "unknown"] as const;
export const bodyParts = [
  "head",
  "face",
  "neck",
  "chest",
  "abdomen",
  "back",
  "arms",
  "hands",
  "buttocks",
  "private_parts",
  "legs",
  "feet",
] as const;

export type Profession = (typeof professions)[number];
export type Situation = (typeof situations)[number];
export type Place = (typeof places)[number];
export type LearnedBy = (typeof learnedBy)[number];
export type Relation = (typeof relations)[number];
export type GuardianshipStatus = (typeof guardianshipStatuses)[number];
export type Sex = (typeof sexes)[number];
export type BodyPart = (typeof bodyParts)[number];

/** Professions that do not carry the duty to report at work; only they may stay anonymous. */
const outsideDuty: ReadonlySet<Profession> = new Set(["public", "other"]);

/** Whether a person of this profession is bound to report (Minors Protection Law 11, 57; opinion of 2020, article 3). */
export function hasDutyToReport(profession: Profession): boolean {
  return !outsideDuty.has(profession);
}

const loneSurrogate = /\p{Surrogate}/u;
const allowedControls: ReadonlySet<number> = new Set([9, 10, 13]);

function isWellFormed(value: string): boolean {
  if (loneSurrogate.test(value)) return false;
  for (let index = 0; index < value.length; index += 1) {
    const unit = value.charCodeAt(index);
    if ((unit < 32 && !allowedControls.has(unit)) || unit === 127) return false;
  }
  return true;
}

const text = (max: number) =>
  z
    .string({ error: "not_text" })
    .max(max, say("too_long"))
    .refine(isWellFormed, say("malformed_text"))
    .refine((value) => value.trim() !== "", say("blank_text"));

/** Null and absent both mean "not known". */
const known = <S extends z.ZodType>(schema: S) => schema.nullable().default(null);
/** Beyond the contract's first fields: may be left out altogether. */
const extra = <S extends z.ZodType>(schema: S) => schema.nullable().optional();
const choice = <const V extends readonly [string, ...string[]]>(values: V) =>
  z.enum(values, { error: ({ input }) => (input === undefined ? "required" : "not_a_choice") });
const yesOrNo = z.boolean({ error: "not_yes_or_no" });
const yesNoUnknown = known(yesOrNo);
const record = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z.strictObject(shape, {
    error: ({ code, input }) =>
      code === "unrecognized_keys" ? "unknown_field" : input === undefined ? "required" : "not_an_object",
  });
const list = <S extends z.ZodType>(item: S, max: number) =>
  z.array(item, { error: ({ input }) => (input === undefined ? "required" : "not_a_list") }).max(max, say("too_many"));
const distinct = (values: readonly unknown[]) => new Set(values).size === values.length;

const divisionCode = z.string({ error: "not_text" }).regex(/^[1-9]\d{5}$/, say("not_a_division_code"));
const day = z.iso.date({ error: "not_a_date" });
/** A moment with its offset, or a day when the hour is not known. */
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()], { error: "not_a_moment" });
const phone = text(32).regex(/^\+?\d[\d ()-]{2,30}$/, say("not_a_phone"));
const email = z.email({ error: "not_an_email" }).max(254, say("too_long"));
const identityNumber = text(32).regex(/^[0-9A-Za-z()-]{5,32}$/, say("not_an_id_number"));
const age = z.int({ error: "age_not_whole_years" }).min(0, say("age_not_whole_years")).max(17, say("child_is_adult"));

const reporter = record({
  profession: choice(professions),
  unit: known(text(200)),
  unitDistrict: extra(divisionCode),
  name: known(text(100)),
  phone: known(phone),
  email: known(email),
  anonymous: yesOrNo.default(false),
  firstNoticedAt: extra(moment),
  contactHours: extra(text(300)),
});

const child = record({
  name: known(text(100)),
  sex: choice(sexes).default("unknown"),
  bornOn: known(day),
  age: known(age),
  nationalId: known(identityNumber),
  disability: yesNoUnknown,
  school: known(text(200)),
  outOfSchool: extra(yesOrNo),
  district: known(divisionCode),
  householdElsewhere: extra(yesOrNo),
  address: known(text(300)),
  locateToday: extra(text(500)),
});

const incident = record({
  situations: list(choice(situations), situations.length)
    .min(1, say("situation_needed"))
    .refine(distinct, say("repeated_value")),
  indicators: list(text(80).regex(/^[a-z0-9_.]+$/, say("unknown_indicator")), 100)
    .refine(distinct, say("repeated_value"))
    .default([]),
  injuries: list(choice(bodyParts), bodyParts.length).refine(distinct, say("repeated_value")).optional(),
  from: known(moment),
  to: known(moment),
  ongoing: yesNoUnknown,
  district: known(divisionCode),
  place: choice(places).default("unknown"),
  placeDetail: known(text(500)),
  online: extra(yesOrNo),
  learnedBy: choice(learnedBy).nullable().default(null),
  narrative: known(text(20_000)),
});

const suspect = record({
  name: known(text(100)),
  relation: choice(relations).default("unknown"),
  isGuardian: yesNoUnknown,
  livesWithChild: yesNoUnknown,
  hasAccessNow: yesNoUnknown,
  isMinor: extra(yesOrNo),
  isStaff: extra(yesOrNo),
});

const safety = record({
  immediateDanger: yesNoUnknown,
  childWhereabouts: known(text(500)),
  otherChildrenAtRisk: yesNoUnknown,
  medicalCareNeeded: yesNoUnknown,
  selfHarmRisk: extra(yesOrNo),
  callEmergencyShown: yesOrNo.optional(),
});

const steps = record({
  policeCalled: yesNoUnknown,
  policeReference: known(text(100)),
  policeRefused: extra(yesOrNo),
  evidenceKept: yesNoUnknown,
  told: extra(text(500)),
});

const needs = record({
  hardship: yesNoUnknown,
  placement: yesNoUnknown,
  legalAid: yesNoUnknown,
  protectionOrder: yesNoUnknown,
  psychological: yesNoUnknown,
  accompaniment: yesNoUnknown,
  familyEducation: yesNoUnknown,
  medicalCosts: yesNoUnknown,
  housing: yesNoUnknown,
});

/**
 * A report as a unit's system, the guided form, the rehearsal and the tests hand it in.
 * Contract: names and values are fixed; null and absent both mean "not known"; messages are codes.
 */
export const Report = record({
  edition: z
    .string({ error: ({ input }) => (input === undefined ? "required" : "not_text") })
    .regex(/^\d{4}-\d{2}$/, say("unknown_edition")),
  urgentPath: yesOrNo.optional(),
  reporter,
  children: list(child, 20).min(1, say("child_needed")),
  incident,
  suspects: list(suspect, 20).default([]),
  guardianship: record({ status: choice(guardianshipStatuses).default("unknown") }).prefault({}),
  safety: safety.prefault({}),
  steps: steps.prefault({}),
  needs: needs.optional(),
}).check((context) => {
  const report = context.value;
  const refuse = (path: (string | number)[], problem: ReportProblem) =>
    context.issues.push({ code: "custom", message: problem, path, input: report });
  if (report.reporter.anonymous) {
    if (hasDutyToReport(report.reporter.profession)) refuse(["reporter", "anonymous"], "anonymous_within_duty");
    for (const field of ["name", "phone", "unit"] as const) {
      if (report.reporter[field] !== null) refuse(["reporter", field], "anonymous_with_identity");
    }
  }
  const { from, to } = report.incident;
  if (from !== null && to !== null && latestMomentOf(to) < earliestMomentOf(from))
    refuse(["incident", "to"], "ends_before_start");
  if (from === null) return;
  const incidentDay = beijingDay(latestMomentOf(from));
  for (const [index, { bornOn }] of report.children.entries()) {
    if (bornOn === null) continue;
    if (bornOn > incidentDay) refuse(["children", index, "bornOn"], "born_after_incident");
    else if (ageOn(bornOn, incidentDay) > 17) refuse(["children", index, "bornOn"], "child_is_adult");
  }
});
export type Report = z.infer<typeof Report>;

/** What is still missing before a report may be filed is asked of `filing`; a rehearsal needs no identity. */
export type CheckOptions = { readonly at: Date; readonly purpose: "filing" | "rehearsal" };
export type CheckedReport =
  | { readonly ok: true; readonly report: Report }
  | { readonly ok: false; readonly problems: readonly ReportProblemAt[] };

/** Half a day of leeway: a clock that runs fast must not keep a report out. */
const leeway = 12 * 3_600_000;

/** Reads a report and checks what depends on the present moment: nothing lies in the future, no child is an adult. */
export function checkReport(input: unknown, { at, purpose }: CheckOptions): CheckedReport {
  const parsed = Report.safeParse(input, { error: () => "not_accepted" });
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error) };
  const report = parsed.data;
  const problems = [...problemsInTime(report, at), ...(purpose === "filing" ? problemsOfContact(report) : [])];
  return problems.length === 0 ? { ok: true, report } : { ok: false, problems };
}

function problemsInTime({ incident, children }: Report, at: Date): ReportProblemAt[] {
  const problems: ReportProblemAt[] = [];
  const latest = at.getTime() + leeway;
  for (const field of ["from", "to"] as const) {
    const value = incident[field];
    if (value !== null && earliestMomentOf(value).getTime() > latest) {
      problems.push({ path: `incident.${field}`, problem: "incident_in_future" });
    }
  }
  const today = beijingDay(at);
  for (const [index, { bornOn }] of children.entries()) {
    if (bornOn === null) continue;
    const path = `children[${index}].bornOn`;
    if (bornOn > today) problems.push({ path, problem: "born_in_future" });
    else if (incident.from === null && ageOn(bornOn, today) > 17) problems.push({ path, problem: "child_is_adult" });
  }
  return problems;
}

/** Whoever reports under the duty must be reachable, or the police cannot answer (Minors Protection Law 11). */
function problemsOfContact({ reporter: { profession, phone: number, email: address } }: Report): ReportProblemAt[] {
  const reachable = number !== null || address !== null;
  return hasDutyToReport(profession) && !reachable ? [{ path: "reporter.phone", problem: "contact_needed" }] : [];
}
