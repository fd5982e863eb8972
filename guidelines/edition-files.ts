import { z } from "zod";
import { AssessmentFile } from "./assessment.ts";
import { BothLanguages } from "./city.ts";
import { Condition } from "./condition.ts";
import { Intervention, InterventionCommon, WorkflowFile } from "./intervention.ts";
import { urgencyLevels } from "./levels.ts";
import { Matching } from "./matching.ts";
import { professions, situations } from "./report.ts";

export { urgencyLevels };

const id = z.string().regex(/^[a-z][a-z0-9_]*$/);
const dottedId = z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/);
const sourceId = z.string().regex(/^[a-z0-9][a-z0-9./_-]*$/);
/** An empty list reads, so that the lint can name the rule that stands on nothing. */
const sources = z.array(sourceId);

export const capacities = ["lead", "supervision", "protection", "referral", "informed"] as const;
/** How sure the office is of a source: read in the text, seen in secondary pages, recalled, or the city's own policy. */
export const verifications = ["text", "secondary", "recalled", "policy"] as const;

export const Department = z.strictObject({
  id,
  name: BothLanguages,
  short: BothLanguages,
  /** Staffed with officers of its own from the first day. */
  desk: z.boolean(),
  /** May receive assignments. */
  queue: z.boolean(),
  /** Named by law as one to whom anybody may report (Minors Protection Law 11, Beijing regulation 8). */
  statutoryRecipient: z.boolean(),
  sources: z.array(sourceId),
});

export const Source = z.strictObject({
  id: sourceId,
  title: BothLanguages,
  article: BothLanguages.nullable(),
  says: BothLanguages,
  verification: z.enum(verifications),
  checkedText: z.string().optional(),
});

export const Indicator = z.strictObject({
  id: dottedId,
  zh: z.string().min(1),
  en: z.string().min(1),
  professions: z.array(z.enum(professions)).min(1),
  basis: z.enum(["policy", "source"]),
  sources: z.array(sourceId).optional(),
});
export const SituationEntry = z.strictObject({
  id: z.enum(situations),
  /** A few words, for rows and cards. */
  name: BothLanguages,
  statutory: BothLanguages,
  plain: BothLanguages,
  note: BothLanguages.optional(),
  severity: z.enum(["critical", "high", "triage"]),
  /** A hint only: a situation that does not fit the age is explained, never refused. */
  ages: z.strictObject({ from: z.int().min(0), below: z.int().max(18) }),
  girlsOnly: z.boolean(),
  sources,
  indicators: z.array(Indicator).min(1),
});

export const Definition = z.strictObject({ id, name: BothLanguages, when: Condition, sources });

export const District = z.strictObject({
  id,
  takes: z.enum(["incident", "child", "unit", "city_desk"]),
  why: BothLanguages,
  sources,
});

export const RoutingRule = z.strictObject({
  id,
  department: id,
  capacity: z.enum(capacities),
  when: Condition,
  /** What an unknown answer does: `fire` for caution, or `skip`. */
  onUnknown: z.enum(["fire", "skip"]),
  priority: z.int().min(0).max(1000),
  why: BothLanguages,
  sources,
  clocks: z.array(id),
  interventions: z.array(id),
});

export const UrgencyRule = z.strictObject({
  id,
  level: z.enum(urgencyLevels),
  when: Condition,
  onUnknown: z.enum(["fire", "skip"]),
  why: BothLanguages,
  sources,
});

const Hours = z.strictObject({ unit: z.literal("hours"), amount: z.int().positive() });
const Days = z.strictObject({
  unit: z.enum(["calendar_days", "working_days", "months"]),
  amount: z.int().positive(),
  /** Whether a last day on a holiday moves to the next working day. */
  holiday: z.enum(["next_working_day", "stays"]),
});
/** A limit with a number. */
const CountedLimit = z.discriminatedUnion("unit", [Hours, Days]);

export const Limit = z.discriminatedUnion("unit", [
  z.strictObject({ unit: z.literal("immediate") }),
  z.strictObject({ unit: z.literal("before_event"), event: id }),
  Hours,
  Days,
]);

/** A longer limit that needs a reason and an approval. */
const Extension = z.strictObject({
  limit: CountedLimit,
  /** The limit as a whole, from the clock's start; or what is added to the end of the limit as it stands. */
  counts: z.enum(["from_start", "from_end"]),
  needs: BothLanguages,
  times: z.int().min(1),
});

export const Clock = z.strictObject({
  id,
  name: BothLanguages,
  owner: z.enum(["reporter", "unit", "department"]),
  department: id.nullable(),
  starts: id,
  stops: z.array(id),
  limits: z.strictObject({
    critical: Limit,
    urgent: Limit,
    serious: Limit,
  }),
  extensions: z.array(Extension),
  warnBeforeHours: z.number().nonnegative(),
  pausable: BothLanguages.nullable(),
  breach: z.strictObject({
    escalatesTo: z.array(id),
    does: BothLanguages,
    /** A clock that is shown and asks for a reason, but never counts as a breach. */
    counts: z.boolean(),
  }),
  source: sourceId,
  sources,
  verification: z.enum(verifications),
});

export const guidanceStages = [
  "before_filing",
  "keep_evidence",
  "talk_with_child",
  "do_not",
  "meanwhile",
  "protection",
] as const;
export const Guidance = z.strictObject({
  id,
  stage: z.enum(guidanceStages),
  professions: z.array(z.enum(professions)).min(1),
  when: Condition.nullable(),
  text: BothLanguages,
  sources,
});

export const questionTypes = [
  "yes_no_unknown",
  "choice",
  "choices",
  "text",
  "long_text",
  "date",
  "datetime",
  "age",
  "district",
  "phone",
  "email",
  "national_id",
  "body_map",
  "situations",
  "indicators",
  "person_list",
] as const;
const Option = z.strictObject({ value: z.string(), label: BothLanguages, hint: BothLanguages.optional() });
export const Question = z.strictObject({
  id,
  page: id,
  field: z.string().regex(/^[a-zA-Z]+(\[\])?(\.[a-zA-Z]+)*$/),
  type: z.enum(questionTypes),
  options: z.array(Option).optional(),
  label: BothLanguages,
  hint: BothLanguages.optional(),
  why: BothLanguages,
  required: z.enum(["always", "urgent", "never"]),
  unknownAllowed: z.boolean(),
  when: Condition.nullable(),
  urgentPath: z.boolean(),
  maxLength: z.int().positive().optional(),
});
export const Page = z.strictObject({ id, title: BothLanguages, lead: BothLanguages });

/** From what a term of keeping is reckoned: the day the case was closed, or the child's eighteenth birthday. */
const keptFrom = ["closing", "majority"] as const;

/** The folder of an edition that says how its interventions go: one file a workflow, and what they have in common. */
export const interventionFolder = {
  name: "interventions",
  common: "common",
  Common: InterventionCommon,
  Workflow: WorkflowFile,
};

/** The files of an edition and what each must hold. */
export const editionFiles = {
  edition: z.strictObject({
    id: z.string().regex(/^\d{4}-\d{2}$/),
    name: BothLanguages,
    inForceFrom: z.iso.date(),
    inForceUntil: z.iso.date().nullable(),
  }),
  departments: z.array(Department).min(1),
  sources: z.array(Source).min(1),
  situations: z.array(SituationEntry).min(1),
  facts: z.array(z.strictObject({ id, name: BothLanguages })),
  definitions: z.array(Definition),
  questions: z.strictObject({ pages: z.array(Page).min(1), questions: z.array(Question).min(1) }),
  routing: z.strictObject({ district: z.array(District).min(1), rules: z.array(RoutingRule).min(1) }),
  urgency: z.strictObject({
    levels: z.array(z.strictObject({ id: z.enum(urgencyLevels), name: BothLanguages, means: BothLanguages })),
    rules: z.array(UrgencyRule).min(1),
  }),
  clocks: z.strictObject({
    /** Events that may start or stop a clock; the portal raises each of them somewhere. */
    events: z.array(z.strictObject({ id, name: BothLanguages })),
    clocks: z.array(Clock).min(1),
  }),
  interventions: z.array(Intervention).min(1),
  assessment: AssessmentFile,
  guidance: z.array(Guidance).min(1),
  retention: z.strictObject({
    sealing: z.strictObject({ id, months: z.int().min(1).max(120), why: BothLanguages, sources }),
    supplements: z.strictObject({ id, closedCase: z.enum(["reopen", "tell"]), why: BothLanguages, sources }),
    keeping: z
      .array(
        z.strictObject({ id, from: z.enum(keptFrom), years: z.int().min(1).max(100), why: BothLanguages, sources }),
      )
      .min(1),
  }),
  matching: Matching,
  tellings: z.strictObject({
    listSeparator: BothLanguages,
    reporter: BothLanguages,
    reporterAtOnce: BothLanguages,
    hours: BothLanguages,
    hour: BothLanguages,
    calendarDays: BothLanguages,
    calendarDay: BothLanguages,
    workingDays: BothLanguages,
    workingDay: BothLanguages,
    months: BothLanguages,
    month: BothLanguages,
    immediate: BothLanguages,
    beforeEvent: BothLanguages,
    with: BothLanguages,
    without: BothLanguages,
    fired: BothLanguages,
    notFired: BothLanguages,
    unknown: BothLanguages,
    caution: BothLanguages,
    yes: BothLanguages,
    no: BothLanguages,
    notKnown: BothLanguages,
  }),
} as const;
