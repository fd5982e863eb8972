import { z } from "zod";
import { BothLanguages } from "./both-languages.ts";
import { Condition } from "./condition.ts";

const id = z.string().regex(/^[a-z][a-z0-9_]*$/);
const ids = z.array(id).default([]);
const sources = z.array(z.string().regex(/^[a-z0-9][a-z0-9./_-]*$/));

/** The life of every intervention, whatever its kind. */
export const interventionStates = ["proposed", "approved", "declined", "active", "reviewed", "ended"] as const;
export type InterventionState = (typeof interventionStates)[number];

/** Who may propose without a desk of their own: the lead and the cooperating departments take the request down. */
export const outsideBodies = [
  "child",
  "parent",
  "guardian",
  "relatives",
  "family",
  "reporter",
  "committee",
  "school",
  "institution",
  "rescue_institution",
  "medical_body",
] as const;

/** What a court may have decided that another intervention rests on. */
const courtDecisions = ["guardianship_revoked", "guardianship_restored", "civil_affairs_appointed"] as const;
/** What officers have established about the case. Nobody knows: null. */
const findings = [
  "intentional_crime_against_child",
  "guardian_found",
  "guardian_is_suspect",
  "home_safe",
  "child_is_girl",
] as const;
const consents = ["guardian", "child"] as const;

const SingleNeed = z.union([
  z.strictObject({ assessment: z.literal(true) }),
  /** Asked on this intervention and answered so; without a list, answered at all. */
  z.strictObject({ field: id, in: z.array(id).min(1).optional() }),
  z.strictObject({
    intervention: z.array(id).min(1),
    states: z.array(z.enum(interventionStates)).min(1),
    results: z.array(id).min(1).optional(),
  }),
  /** None of these kinds stands in one of these states on the case. */
  z.strictObject({ none: z.array(id).min(1), states: z.array(z.enum(interventionStates)).min(1) }),
  z.strictObject({ decision: z.enum(courtDecisions) }),
  z.strictObject({ consent: z.enum(consents) }),
  /** A place is free of the form that this field names. */
  z.strictObject({ freePlace: id }),
  z.strictObject({ finding: z.enum(findings), is: z.boolean() }),
  z.strictObject({ childAge: z.strictObject({ from: z.int().min(0), below: z.int().max(150) }) }),
]);
export type SingleNeed = z.infer<typeof SingleNeed>;

/** What must be so before a move, or one of several; the engine holds it against the facts of the case. */
const Need = z.union([SingleNeed, z.strictObject({ any: z.array(SingleNeed).min(2) })]);
export type Need = z.infer<typeof Need>;

const Prerequisite = z.strictObject({
  id,
  /** Moves, steps or results that wait for it. */
  before: z.array(id).min(1),
  need: Need,
  /** In an emergency the help comes first and this is made good afterwards. */
  emergency: z.literal("later").optional(),
  says: BothLanguages,
  sources,
});

export const fieldTypes = [
  "text",
  "long_text",
  "date",
  "datetime",
  "choice",
  "choices",
  "yes_no_unknown",
  "whole_number",
  "money",
  "place",
  "person",
] as const;

export const Field = z.strictObject({
  id,
  label: BothLanguages,
  hint: BothLanguages.optional(),
  type: z.enum(fieldTypes),
  options: z
    .array(z.strictObject({ value: id, label: BothLanguages, sources: sources.optional() }))
    .min(2)
    .optional(),
  required: z.boolean(),
  /** What is written may name a person. */
  names: z.literal(true).optional(),
  /** Where a placed child lives: shown to civil affairs and those they share it with, and to nobody else. */
  secret: z.literal("placement").optional(),
  maxLength: z.int().positive().optional(),
  least: z.int().min(0).optional(),
  most: z.int().positive().optional(),
  /** A day or moment that may not lie ahead. */
  past: z.literal(true).optional(),
  notBefore: id.optional(),
  /** A day that may lie at most so many months after another one. */
  within: z.strictObject({ of: id, months: z.int().positive(), sources }).optional(),
});
export type Field = z.infer<typeof Field>;

/** An event of `clocks.yaml` that a move raises: always, or only where a field was answered so. */
const Raise = z.union([id, z.strictObject({ event: id, field: id, in: z.array(id).min(1) })]);
export type Raise = z.infer<typeof Raise>;
const raises = z.array(Raise).default([]);

const Step = z.strictObject({
  id,
  name: BothLanguages,
  /** Departments, or `lead`, `cooperating`, `proposes`, `approves` of the kind. */
  by: z.array(id).min(1),
  /** One of these steps was done before; none named: as soon as the work has begun. */
  after: ids,
  /** Closed once one of these was done. */
  unless: ids,
  repeats: z.boolean().default(false),
  asks: ids,
  raises,
  makes: ids,
});

/** `reached`, `partly`, `not`: whether the purpose was; `void`: the ground fell away and nothing is judged. */
const judgements = ["reached", "partly", "not", "void"] as const;

const Result = z.strictObject({
  id,
  name: BothLanguages,
  judgement: z.enum(judgements),
  /** Closed once the work has begun. */
  unstarted: z.literal(true).optional(),
  /** One of these steps was done before; none named: at any time. */
  after: ids,
  /** Closed once one of these was done. */
  unless: ids,
  asks: ids,
  raises,
  makes: ids,
});

export const WorkflowFile = z.strictObject({
  id,
  /** Who starts, reviews and ends it. */
  carries: z.array(id).min(1).default(["lead"]),
  prerequisites: z.array(Prerequisite).default([]),
  fields: z.array(Field).default([]),
  asks: z.strictObject({ propose: ids, approve: ids, decline: ids, withdraw: ids, start: ids, review: ids }),
  raises: z
    .strictObject({
      propose: raises,
      approve: raises,
      decline: raises,
      withdraw: raises,
      start: raises,
      review: raises,
      end: raises,
    })
    .prefault({}),
  makes: z.strictObject({ propose: ids, approve: ids, start: ids, review: ids }).prefault({}),
  steps: z.array(Step).default([]),
  /** How often it is looked at again is the clock's limit. */
  reviews: z.strictObject({ clock: id.nullable(), why: BothLanguages, sources }).nullable(),
  results: z.array(Result).min(1),
  /** Limits that the law or the city sets, in words, with the clock that watches each. */
  limits: z
    .array(
      z.strictObject({
        id,
        says: BothLanguages,
        clock: id.nullable(),
        /** The day on which it ends, where an answer says so: an order in force for less than the law allows. */
        until: id.optional(),
        sources,
      }),
    )
    .default([]),
  documents: z.array(z.strictObject({ id, name: BothLanguages, origin: z.enum(["made", "received"]) })).default([]),
  sources,
});
export type Workflow = z.infer<typeof WorkflowFile>;
export type WorkflowStep = Workflow["steps"][number];
export type WorkflowResult = Workflow["results"][number];

/** Why a move is closed. */
export const refusalCodes = [
  "not_proposed_yet",
  "wrong_state",
  "not_of_this_kind",
  "not_your_department",
  "lead_decides",
  "step_before_missing",
  "step_done",
  "step_closed",
  "need_unmet",
  "need_not_known",
  "only_void",
] as const;
/** What can be wrong with an answer. */
export const answerProblems = [
  "required",
  "unknown_field",
  "not_text",
  "malformed_text",
  "too_long",
  "not_a_choice",
  "repeated_value",
  "not_a_date",
  "not_a_moment",
  "not_a_whole_number",
  "not_an_amount",
  "out_of_range",
  "in_future",
  "before_start",
  "beyond_limit",
] as const;

const sentences = <C extends string>(codes: readonly C[]) => z.record(z.enum(codes), BothLanguages);

/** Fields that many kinds ask, and the words that every page of an intervention needs. */
export const InterventionCommon = z.strictObject({
  fields: z.array(Field),
  states: sentences(interventionStates),
  moves: sentences(["propose", "approve", "decline", "withdraw", "start", "step", "review", "end"]),
  judgements: sentences(judgements),
  bodies: sentences(outsideBodies),
  refusals: sentences(refusalCodes),
  problems: sentences(answerProblems),
});
export type InterventionCommon = z.infer<typeof InterventionCommon>;

export const Intervention = z.strictObject({
  id,
  name: BothLanguages,
  about: BothLanguages,
  measures: z.array(z.int().min(1).max(21)),
  lead: id,
  leadBasis: z.enum(["law", "plan", "inferred"]),
  cooperating: z.array(id),
  /** Departments, `any_department`, or bodies without a desk. */
  proposes: z.array(id),
  /** Whose lead decides that it is done. A court's own decision is a step of the workflow. */
  approves: z.array(id),
  /** The file of `interventions/` that says how it goes. */
  workflow: id,
  suggestedWhen: Condition.nullable(),
  clocks: z.array(id),
  sources,
});
