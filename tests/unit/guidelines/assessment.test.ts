import fc from "fast-check";
import { expect, test } from "vitest";
import { type AssessmentQuestion, isAsked, questionsOf } from "#guidelines/assessment.ts";
import { type Assessed, type AssessmentAnswers, proposeFrom } from "#guidelines/assessment-proposal.ts";
import type { Edition, UrgencyLevel } from "#guidelines/edition.ts";
import { urgencyLevels } from "#guidelines/levels.ts";
import { lintEdition } from "#guidelines/lint.ts";
import { bodyParts, situations } from "#guidelines/report.ts";
import { edition } from "./examples.ts";

const at = new Date("2026-11-24T10:00:00+08:00");
const hoursBefore = (hours: number) => new Date(at.getTime() - hours * 3_600_000).toISOString();
const calm: AssessmentAnswers = {
  scales: {
    danger_now: "safe",
    suspect_access: "cannot",
    suspect_home: "apart",
    child_whereabouts: "safe_adult",
    self_harm: "none",
    medical_state: "unhurt",
    guardian_protects: "protective",
  },
  several: {},
  moments: {},
  injuries: [],
};
const assessed: Assessed = { situations: ["multiple_injuries"], childAge: 9, filedRules: ["serious_any"] };
const propose = (over: Partial<AssessmentAnswers>, of: Partial<Assessed> = {}) =>
  proposeFrom(edition, { ...assessed, ...of }, { ...calm, ...over }, at);
const scale = (question: string, answer: string): Partial<AssessmentAnswers> => ({
  scales: { ...calm.scales, [question]: answer },
});
const biological = { several: { evidence_kinds: ["biological"] } };

test.each<[string, Partial<AssessmentAnswers>, Partial<Assessed>, string, string]>([
  ["nothing found leaves what the filing said", {}, {}, "serious", "serious_any"],
  ["danger now", scale("danger_now", "danger"), {}, "critical", "assessed_danger_now"],
  ["nobody knows whether there is danger", scale("danger_now", "unknown"), {}, "urgent", "assessed_danger_not_known"],
  ["the suspect can reach the child", scale("suspect_access", "can"), {}, "critical", "assessed_suspect_can_reach"],
  ["a life in danger", scale("medical_state", "life_threatening"), {}, "critical", "assessed_life_threatening"],
  ["an injury that needs care", scale("medical_state", "needs_care"), {}, "urgent", "assessed_medical_care"],
  ["a child that cannot be found", scale("child_whereabouts", "missing"), {}, "urgent", "assessed_missing"],
  ["a plan of self-harm", scale("self_harm", "attempt"), {}, "critical", "assessed_self_harm_act"],
  ["samples of a child under fourteen", biological, {}, "critical", "assessed_samples_under_14"],
  [
    "samples of a child whose age is not known",
    biological,
    { childAge: null },
    "critical",
    "assessed_samples_under_14",
  ],
  ["samples of an older child", biological, { childAge: 15 }, "urgent", "assessed_samples"],
  [
    "samples whose time is over",
    { ...biological, moments: { last_harm_at: hoursBefore(73) } },
    {},
    "serious",
    "serious_any",
  ],
  [
    "private parts are injured",
    { injuries: [{ part: "private_parts", kinds: [], words: "" }] },
    {},
    "urgent",
    "assessed_private_parts",
  ],
])("%s", (_name, answers, of, level, rule) => {
  const proposal = propose(answers, of);
  expect([proposal.level, proposal.rule]).toEqual([level, rule]);
});

test("a level of filing stands until an answer says that it no longer holds, and then the proposal says so", () => {
  const filed = { filedRules: ["critical_danger_now", "urgent_unnatural_injury", "serious_any"] };
  const { danger_now: _left, ...others } = calm.scales;
  expect(propose({ scales: others }, filed)).toMatchObject({
    level: "critical",
    rule: "critical_danger_now",
    cleared: [],
  });
  expect(propose(scale("danger_now", "unknown"), filed)).toMatchObject({ level: "critical", cleared: [] });
  expect(propose({}, filed)).toMatchObject({
    level: "urgent",
    rule: "urgent_unnatural_injury",
    cleared: [{ rule: "critical_danger_now", because: { question: "danger_now", answer: "safe" } }],
  });
});

test("the hours for samples run from the last harm; without a time they are taken as still running", () => {
  const evidenceAt = (hours: number | null) =>
    propose({ ...biological, moments: hours === null ? {} : { last_harm_at: hoursBefore(hours) } }).evidence;
  expect(evidenceAt(10)).toEqual([{ kind: "biological", state: "open", until: "2026-11-26T16:00:00.000Z" }]);
  expect(evidenceAt(72)).toMatchObject([{ state: "passed" }]);
  expect(evidenceAt(null)).toEqual([{ kind: "biological", state: "unknown", until: null }]);
});

test("every intervention that is proposed says why and by which source, each once, in the order of the catalogue", () => {
  const { interventions } = propose({
    ...scale("guardian_protects", "suspect"),
    injuries: [{ part: "arms", kinds: ["burn"], words: "" }],
  });
  const ids = interventions.map(({ intervention }) => intervention);
  expect(ids).toEqual(edition.interventions.map(({ id }) => id).filter((id) => ids.includes(id)));
  expect(ids).toEqual(expect.arrayContaining(["medical_examination", "case_filing", "legal_aid"]));
  for (const { reasons } of interventions) {
    expect(reasons.length).toBeGreaterThan(0);
    for (const { why, sources } of reasons)
      expect([why.zh, why.en, ...sources].every((text) => text !== "")).toBe(true);
  }
});

const questions = questionsOf(edition.assessment);
const kinds = edition.assessment.injuryKinds.map(({ id }) => id);
const valuesOf = ({ options }: AssessmentQuestion) => (options ?? []).map(({ value }) => value);

/** Answers of any kind; a scale may be left open. */
const someAnswers: fc.Arbitrary<AssessmentAnswers> = fc.record({
  scales: fc
    .record(
      Object.fromEntries(
        questions.filter(({ type }) => type === "scale").map((one) => [one.id, fc.constantFrom(...valuesOf(one))]),
      ),
      { requiredKeys: [] },
    )
    .map((given) =>
      Object.fromEntries(
        Object.entries(given).flatMap(([id, value]) => (value === undefined ? [] : [[id, value] as const])),
      ),
    ),
  several: fc.record(
    Object.fromEntries(
      questions.filter(({ type }) => type === "several").map((one) => [one.id, fc.subarray(valuesOf(one))]),
    ),
  ),
  moments: fc.oneof(
    fc.constant({}),
    fc.integer({ min: 0, max: 100 }).map((hours) => ({ last_harm_at: hoursBefore(hours) })),
  ),
  injuries: fc
    .subarray([...bodyParts])
    .chain((parts) =>
      fc.tuple(
        ...parts.map((part) =>
          fc.record({ part: fc.constant(part), kinds: fc.subarray(kinds), words: fc.constant("") }),
        ),
      ),
    ),
});
const someAssessed: fc.Arbitrary<Assessed> = fc.record({
  situations: fc.subarray([...situations], { minLength: 1 }),
  childAge: fc.option(fc.integer({ min: 0, max: 17 })),
  filedRules: fc.subarray(edition.urgency.map(({ id }) => id)).map((rules) => [...new Set([...rules, "serious_any"])]),
});
const graver = (one: UrgencyLevel, other: UrgencyLevel) => urgencyLevels.indexOf(one) <= urgencyLevels.indexOf(other);

test("a worse answer never lowers the urgency and never takes a proposed intervention away", () => {
  fc.assert(
    fc.property(someAssessed, someAnswers, fc.nat(), fc.nat(), (of, answers, which, steps) => {
      const before = proposeFrom(edition, of, answers, at);
      for (const worse of worsened(answers, which, steps)) {
        const after = proposeFrom(edition, of, worse, at);
        expect(graver(after.level, before.level)).toBe(true);
        const proposed = after.interventions.map(({ intervention }) => intervention);
        for (const { intervention } of before.interventions) expect(proposed).toContain(intervention);
      }
    }),
    { numRuns: 400 },
  );
});

/** The same answers with one of them worse: a step along its scale, one more sign, one more mark. */
function worsened(answers: AssessmentAnswers, which: number, steps: number): AssessmentAnswers[] {
  const question = questions[which % questions.length];
  if (question === undefined) return [];
  const values = valuesOf(question);
  if (question.type === "scale") {
    const present = values.indexOf(answers.scales[question.id] ?? "");
    const value = values[Math.min(values.length - 1, present + 1 + (steps % values.length))];
    // An answer to what was left open may clear a ground of filing, which is its purpose.
    return value === undefined || present === -1
      ? []
      : [{ ...answers, scales: { ...answers.scales, [question.id]: value } }];
  }
  if (question.type === "several") {
    const chosen = answers.several[question.id] ?? [];
    const value = values[steps % values.length];
    // Evidence whose time is over is what clears a ground: it is a matter of the clock, not of a worse answer.
    if (value === undefined || question.id === edition.assessment.evidence.of) return [];
    return [{ ...answers, several: { ...answers.several, [question.id]: [...new Set([...chosen, value])] } }];
  }
  if (question.type === "injuries") {
    const part = bodyParts[steps % bodyParts.length] ?? "head";
    return [{ ...answers, injuries: [...answers.injuries, { part, kinds, words: "" }] }];
  }
  return [];
}

test("the same findings at the same moment give the same proposal, byte for byte", () => {
  fc.assert(
    fc.property(someAssessed, someAnswers, (of, answers) => {
      const first = JSON.stringify(proposeFrom(edition, of, answers, at));
      const stored: AssessmentAnswers = JSON.parse(JSON.stringify(answers));
      expect(JSON.stringify(proposeFrom(edition, of, stored, at))).toBe(first);
    }),
    { numRuns: 200 },
  );
});

test("what is proposed is never below a ground of filing that nothing cleared", () => {
  fc.assert(
    fc.property(someAssessed, someAnswers, (of, answers) => {
      const { level, cleared } = proposeFrom(edition, of, answers, at);
      for (const rule of edition.urgency.filter(({ id }) => of.filedRules.includes(id))) {
        const isCleared = cleared.some((one) => one.rule === rule.id);
        expect(isCleared || graver(level, rule.level)).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test("every answer that differs is read by a rule or kept for the record", () => {
  for (const question of questions.filter(({ documentation }) => documentation !== true)) {
    const variants = variantsOf(question).map((over) => {
      const { at: _at, ...rest } = propose(
        { ...over, ...(question.id === "last_harm_at" ? biological : {}) },
        { filedRules: edition.urgency.map(({ id }) => id), childAge: 9 },
      );
      return JSON.stringify(rest);
    });
    expect(new Set(variants).size, question.id).toBeGreaterThan(1);
  }
});

/** Every answer to one question, some among others that make it count. */
function variantsOf(question: AssessmentQuestion): Partial<AssessmentAnswers>[] {
  const backgrounds: Record<string, string>[] = [{}, { guardian_protects: "unable" }];
  if (question.type === "injuries") return [{}, { injuries: [{ part: "arms", kinds: ["burn"], words: "" }] }];
  if (question.type === "moment") return [{}, { moments: { last_harm_at: hoursBefore(90) } }];
  if (question.type === "several")
    return [{}, ...valuesOf(question).map((value) => ({ several: { [question.id]: [value] } }))];
  return backgrounds.flatMap((background) =>
    valuesOf(question).map((value) => ({ scales: { ...calm.scales, ...background, [question.id]: value } })),
  );
}

test("a department is asked its own questions, and those of the situation, at once", () => {
  const asked = (department: string, situation: string) =>
    questions.filter((one) => isAsked(one, { department, situations: [situation] })).map(({ id }) => id);
  expect(asked("police", "multiple_injuries")).toEqual(expect.arrayContaining(["body_map", "evidence_at_risk"]));
  expect(asked("education", "multiple_injuries")).not.toContain("evidence_at_risk");
  expect(asked("education", "multiple_injuries")).toContain("schooling");
  expect(asked("police", "unknown_origin_or_missing")).not.toContain("body_map");
});

const withAssessment = (change: Partial<Edition["assessment"]>): Edition => ({
  ...edition,
  assessment: { ...edition.assessment, ...change },
});
const [firstRule] = edition.assessment.urgency;
const [firstProposal] = edition.assessment.interventions;
if (firstRule === undefined || firstProposal === undefined) throw new Error("an empty assessment");

test.each<[string, Edition, string]>([
  [
    "a rule asks a question that is not there",
    withAssessment({ urgency: [{ ...firstRule, when: { question: "no_such", atLeast: "danger" } }] }),
    "question no_such",
  ],
  [
    "a rule asks for an answer that nobody can give",
    withAssessment({ urgency: [{ ...firstRule, when: { question: "danger_now", atLeast: "perhaps" } }] }),
    "danger_now is perhaps",
  ],
  [
    "a rule that always speaks",
    withAssessment({ urgency: [{ ...firstRule, when: { question: "danger_now", atLeast: "safe" } }] }),
    "danger_now at least safe",
  ],
  [
    "a rule cites a law that is not there",
    withAssessment({ urgency: [{ ...firstRule, sources: ["no-such-law/1"] }] }),
    "source no-such-law/1",
  ],
  ["a rule stands on nothing", withAssessment({ urgency: [{ ...firstRule, sources: [] }] }), "sources"],
  [
    "an intervention that is in no catalogue",
    withAssessment({ interventions: [{ ...firstProposal, intervention: "cure" }] }),
    "intervention cure",
  ],
  [
    "a rule of filing is forgotten",
    withAssessment({ filing: edition.assessment.filing.slice(1) }),
    "urgency critical_danger_now",
  ],
  ["a question that nothing reads", withAssessment({ interventions: [], urgency: [firstRule] }), "distress"],
  ["evidence without its advice", withAssessment({ evidence: { ...edition.assessment.evidence, kinds: [] } }), ""],
])("the lint finds %s", (_name, broken, detail) => {
  expect(
    lintEdition(broken)
      .filter(({ where }) => where.startsWith("assessment.yaml"))
      .map((one) => one.detail),
  ).toContain(detail);
});
