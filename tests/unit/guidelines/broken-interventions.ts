import type { Edition, Intervention } from "#guidelines/edition.ts";
import type { FindingCode } from "#guidelines/findings.ts";
import type { Field, Workflow } from "#guidelines/intervention.ts";
import { kindOf } from "#guidelines/intervention-workflow.ts";
import { edition } from "./examples.ts";

/** What the lint must find: the finding, what was broken, the breakage, and words of the finding's place. */
export type Broken = readonly [FindingCode, string, Partial<Edition>, string];

const workflow = (id: string, change: Partial<Workflow>): Partial<Edition> => ({
  workflows: edition.workflows.map((candidate) => (candidate.id === id ? { ...candidate, ...change } : candidate)),
});
const intervention = (id: string, change: Partial<Intervention>): Partial<Edition> => ({
  interventions: edition.interventions.map((kind) => (kind.id === id ? { ...kind, ...change } : kind)),
});
const { workflow: aid } = kindOf(edition, "legal_aid");
const aidStep = (change: Partial<Workflow["steps"][number]>): Partial<Edition> =>
  workflow("legal_aid", { steps: aid.steps.map((step, index) => (index === 0 ? { ...step, ...change } : step)) });
const aidNeed = (need: Workflow["prerequisites"][number]["need"], before = ["start"]): Partial<Edition> =>
  workflow("legal_aid", {
    prerequisites: [{ id: "need", before, need, says: { zh: "前提", en: "Need" }, sources: ["legal-aid-law-2021/43"] }],
  });
const aidFields = (change: Partial<Field>): Partial<Edition> =>
  workflow("legal_aid", { fields: aid.fields.map((field, index) => (index === 0 ? { ...field, ...change } : field)) });

/** The catalogue of interventions broken in one place for each thing that the lint can find in it. */
export const brokenInterventions: readonly Broken[] = [
  [
    "dangling-reference",
    "an intervention is approved by a department that is not there",
    intervention("legal_aid", { approves: ["ministry"] }),
    "department ministry",
  ],
  [
    "dangling-reference",
    "an intervention is approved by a body without a desk",
    intervention("legal_aid", { approves: ["committee"] }),
    "department committee",
  ],
  [
    "dangling-reference",
    "an intervention is proposed by somebody who is not there",
    intervention("legal_aid", { proposes: ["neighbours"] }),
    "department neighbours",
  ],
  [
    "rule-to-nobody",
    "nobody approves an intervention",
    intervention("legal_aid", { approves: [] }),
    "proposes, approves",
  ],
  [
    "dangling-reference",
    "an intervention goes in a way that is not there",
    intervention("legal_aid", { workflow: "somehow" }),
    "workflow somehow",
  ],
  ["rule-to-nobody", "no intervention goes this way", intervention("legal_aid", { workflow: "referral" }), "legal_aid"],
  ["repeated-id", "two workflows have one name", { workflows: [...edition.workflows, aid] }, "workflow legal_aid"],
  ["dangling-reference", "a step is done by nobody", aidStep({ by: ["ministry"] }), "department ministry"],
  ["dangling-reference", "a step raises an event that no clock knows", aidStep({ raises: ["never"] }), "event never"],
  ["dangling-reference", "a step follows one that is not there", aidStep({ after: ["never"] }), "step never"],
  ["dangling-reference", "a step asks for a field that is not there", aidStep({ asks: ["never"] }), "field never"],
  ["dangling-reference", "a step makes a paper that is not there", aidStep({ makes: ["never"] }), "document never"],
  ["step-unreachable", "a paper that no step makes", aidStep({ makes: [] }), "document assignment"],
  ["step-unreachable", "a step follows itself", aidStep({ after: ["assign_lawyer"] }), "assign_lawyer"],
  ["step-unreachable", "a result that can never be had", aidStep({ unless: ["assign_lawyer"] }), "rights_upheld"],
  ["repeated-id", "a step is called as a move is", aidStep({ id: "approve" }), "step or result approve"],
  [
    "repeated-id",
    "a field stands twice",
    workflow("legal_aid", { fields: [...aid.fields, ...aid.fields.slice(0, 1)] }),
    "field way",
  ],
  ["repeated-id", "a field hides one that all share", aidFields({ id: "reason" }), "field reason"],
  ["repeated-id", "a step asks the same twice", aidStep({ asks: ["lawyer", "lawyer"] }), "asked lawyer"],
  [
    "field-not-asked",
    "nobody asks for what must be answered",
    workflow("legal_aid", { asks: { ...aid.asks, propose: aid.asks.propose.filter((id) => id !== "aid_first") } }),
    "aid_first",
  ],
  ["options-differ", "a choice without options", aidFields({ options: undefined }), "way"],
  ["dangling-reference", "a day follows one that nobody asks", aidFields({ notBefore: "never" }), "field never"],
  [
    "rule-without-source",
    "a longest term stands on nothing",
    aidFields({ within: { of: "begun_on", months: 6, sources: [] } }),
    "way",
  ],
  ["dangling-reference", "a need looks at what nobody asks", aidNeed({ field: "never" }), "field never"],
  [
    "value-outside-domain",
    "a need waits for an answer that nobody can give",
    aidNeed({ field: "way", in: ["magic"] }),
    "way is magic",
  ],
  [
    "dangling-reference",
    "a need waits for an intervention that is not there",
    aidNeed({ intervention: ["cure"], states: ["ended"] }),
    "intervention cure",
  ],
  [
    "dangling-reference",
    "a need waits for a result that the intervention cannot have",
    aidNeed({ intervention: ["protection_order"], states: ["ended"], results: ["never"] }),
    "result never",
  ],
  ["contradiction", "a need of no age", aidNeed({ childAge: { from: 9, below: 9 } }), "ages 9-9"],
  ["dangling-reference", "a need before what is not there", aidNeed({ assessment: true }, ["never"]), "move never"],
  ["intervention-without-end", "every end waits for something", aidNeed({ assessment: true }, ["end"]), "under way"],
  [
    "intervention-without-end",
    "what was approved cannot be given up",
    workflow("legal_aid", { results: aid.results.filter(({ judgement }) => judgement !== "void") }),
    "approved",
  ],
  [
    "intervention-without-end",
    "no end says what came of it",
    workflow("legal_aid", { results: aid.results.filter(({ judgement }) => judgement === "void") }),
    "judged",
  ],
  [
    "rule-without-source",
    "a limit of the law stands on nothing",
    workflow("legal_aid", { limits: aid.limits.map((limit) => ({ ...limit, sources: [] })) }),
    "decision_in_seven_days",
  ],
  [
    "dangling-reference",
    "a limit is watched by a clock that is not there",
    workflow("legal_aid", { limits: aid.limits.map((limit) => ({ ...limit, clock: "never" })) }),
    "clock never",
  ],
  [
    "dangling-reference",
    "a workflow cites a law that is not there",
    workflow("legal_aid", { sources: ["no-such-law/2"] }),
    "source no-such-law/2",
  ],
  ["limit-not-driven", "a limit that no step stops", aidStep({ raises: [] }), "legal_aid_assignment: lawyer_assigned"],
  [
    "limit-not-driven",
    "a limit that no move starts",
    workflow("legal_aid", { raises: { ...aid.raises, approve: [] } }),
    "legal_aid_assignment: legal_aid_granted",
  ],
];
